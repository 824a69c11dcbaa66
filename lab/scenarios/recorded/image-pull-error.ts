import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

const MISSPELT = 'registry.example.com/authzed/spicebd';
const PULL_REASONS = ['ErrImagePull', 'ImagePullBackOff'];

export default {
  name: 'image-pull-error',
  title: 'The image of a first installation cannot be pulled; then its name is corrected',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.secret();
  },

  async when(stage) {
    await stage.commitInstance(SPICEDB_NEWEST, { image: { repository: MISSPELT, tag: SPICEDB_NEWEST } });
  },

  async then(stage) {
    await stage.sees('the pod cannot pull its image', async () => {
      const pods = await stage.pods('server');
      return pods.some(({ reasons }) => reasons.some(reason => PULL_REASONS.includes(reason)));
    });
    await stage.sees('it waits before the next try', async () =>
      (await stage.pods('server')).some(({ reasons }) => reasons.includes('ImagePullBackOff')),
    );
    const { health } = await stage.application();
    expect(health?.status === 'Progressing', 'Argo CD to wait for the pod', health);
    await stage.lingers(25);
    await stage.commitValues('Correct the name of the image', values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
    }));
    await stage.sees('one pod is ready', () => stage.readyPods(SPICEDB_NEWEST, 1));
    await stage.seesSyncedAndHealthy();
    await stage.lingers(8);
  },

  break: {
    what: 'the image is one that the node has',
    because: 'the pod cannot pull its image',
    values: values => ({ ...values, image: { tag: SPICEDB_NEWEST } }),
  },
} satisfies Scenario;
