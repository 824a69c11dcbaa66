import { KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

/** The key that the chart made up. */
async function madeUpKey(stage: Stage): Promise<string> {
  const [secret] = (await stage.objects(KINDS.secret)).filter(
    ({ metadata }) => metadata.name === `${stage.name}-spicedb`,
  );
  const { preshared_key: key = '' } = (secret?.data ?? {}) as Record<string, string>;
  const text = Buffer.from(key, 'base64').toString();
  if (text) stage.secrets.push(text);
  return text;
}

export default {
  name: 'defaults',
  title: 'Without a single value the chart gives one pod that answers, no migration, and a key that stays',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
  },

  async when(stage) {
    const { ok, output } = await stage.helm.installBare({}, { timeout: '60s' });
    expect(ok, 'helm install to go well', output);
  },

  async then(stage) {
    const pods = await stage.readyPods(SPICEDB_NEWEST, 1);
    expect(pods !== undefined, 'one ready pod', await stage.pods('server'));
    expect((await stage.jobs()).length === 0, 'no migration of a memory', await stage.jobs());

    const key = await madeUpKey(stage);
    expect(key.length >= 32, 'a long key made up by the chart', key.length);
    const traffic = await stage.traffic({ service: `${stage.name}-spicedb`, key });
    await stage.sees('hundreds of checks', async () => traffic.soFar().calls > 200);
    const { ok, output } = await stage.helm.upgrade(values => values, { timeout: '60s' });
    expect(ok, 'helm upgrade to go well', output);
    expect((await madeUpKey(stage)) === key, 'the same key after an upgrade', 'another one');
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', total);
  },

  break: {
    what: 'the chart makes up another key each time',
    because: 'the same key after an upgrade',
    chart: [
      {
        file: 'templates/secrets/secret.yaml',
        find: '(randAlphaNum 32 | b64enc) $live',
        put: '(randAlphaNum 32 | b64enc) dict',
      },
    ],
  },
} satisfies Scenario;
