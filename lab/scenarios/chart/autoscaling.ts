import { expectNoFault } from '../../chart/calls.ts';
import { fewestDuring } from '../../chart/fewest.ts';
import { givenDatabase, givenRelease, givenUpgrade, onPostgres } from '../../chart/given.ts';
import { patch, resource } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const AUTOSCALER = resource('autoscaling/v2', 'HorizontalPodAutoscaler');
const readyCount = async (stage: Stage) => (await stage.pods('server')).filter(({ ready }) => ready).length;

export default {
  name: 'autoscaling',
  title: 'Autoscaling is switched on under traffic: no pod goes, and from then on the autoscaler decides',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    await givenRelease(stage, onPostgres(4));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    const { fewest, looks } = await fewestDuring(
      () => readyCount(stage),
      async () => {
        await givenUpgrade(stage, values => ({ ...values, autoscaling: { enabled: true, minReplicas: 3 } }));
        const [autoscaler] = await stage.sees('an autoscaler that looks after the pods', async () => {
          const all = await stage.objects(AUTOSCALER);
          return all.length === 1 && all.every(({ status }) => hasScaled(status)) && all;
        });
        // What a busy day would make it do; the lab has no measure of load.
        await patch(AUTOSCALER, stage.namespace, autoscaler?.metadata.name ?? '', {
          spec: { minReplicas: 5 },
        });
        await stage.sees('the autoscaler has made five pods', () => stage.readyPods(SPICEDB_NEWEST, 5));
        await givenUpgrade(stage, values => ({ ...values, autoscaling: { enabled: true, minReplicas: 2 } }));
      },
    );
    expect(looks > 10 && fewest >= 4, 'never fewer than four pods ready', { fewest, looks });
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    const count = await readyCount(stage);
    expect(count === 5, 'five pods, as the autoscaler has made them, after the next upgrade too', count);
  },

  break: {
    what: 'the chart leaves out the number of pods without looking how many run',
    because: 'never fewer than four pods ready',
    chart: [
      {
        file: 'templates/_workload.tpl',
        find: '{{- with dig "spec" "replicas" 0 $live }}',
        put: '{{- with 0 }}',
      },
    ],
  },
} satisfies Scenario;

/** The autoscaler writes what it found as soon as it has looked at its workload. */
const hasScaled = (status: unknown) =>
  ((status ?? {}) as { conditions?: Array<{ type: string; status: string }> }).conditions?.some(
    ({ type, status: is }) => type === 'AbleToScale' && is === 'True',
  ) === true;
