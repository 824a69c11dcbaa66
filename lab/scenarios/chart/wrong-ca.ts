import { allAnswered, mostFail } from '../../chart/calls.ts';
import { authoritySecret, makeAuthority } from '../../chart/certificates.ts';
import { AUTHORITY, givenCertificates, givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { logOf, replacePod } from '../../chart/pods.ts';
import { readRing, worksAsOne } from '../../chart/ring.ts';
import { find, KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

/** The authority that members trusted before, out of the Secret that it stood in. */
async function trusted(stage: Stage): Promise<string> {
  const secret = await find(KINDS.secret, stage.namespace, AUTHORITY);
  const data = (secret as { data?: Record<string, string> } | undefined)?.data ?? {};
  return Buffer.from(data['ca.crt'] ?? '', 'base64').toString();
}

const trust = (stage: Stage, certificate: string) =>
  authoritySecret(stage, AUTHORITY, { certificate, key: '' });

export default {
  name: 'wrong-ca',
  title: 'One of three members trusts another CA: all are Ready, calls hang on all, and its log says why',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    const { config } = await givenCertificates(stage);
    await givenRelease(stage, onPostgres(3, config));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, connections: 12, tls: true });
    await stage.sees('a whole ring answers all calls', async () => allAnswered(traffic));
    const right = await trusted(stage);
    const [first] = await stage.pods('server');
    expect(first !== undefined, 'a pod to replace', first);
    await trust(stage, (await makeAuthority('another-ca')).certificate);
    const doubting = await replacePod(stage, first, 3);
    stage.did(`${doubting.name} trusts another CA than the rest`);
    await stage.sees('most calls fail', async () => mostFail(traffic), 30_000);
    const before = await readRing(stage);
    const ready = await stage.readyPods(SPICEDB_NEWEST, 3);
    expect(ready !== undefined, 'all three pods Ready all the same', await stage.pods('server'));
    expect(
      before.every(({ knows }) => knows === undefined || knows === 3),
      'members that know each other all the same',
      before,
    );
    await stage.sees(
      'its log says that it does not trust the certificate of the others',
      async () => (await logOf(stage, doubting.name)).includes('certificate signed by unknown authority'),
      30_000,
    );

    await trust(stage, right);
    await replacePod(stage, doubting, 3);
    stage.did('gave it the right CA');
    await stage.sees('all calls are answered again', async () => allAnswered(traffic), 30_000);
    await traffic.stop();
  },

  then: stage => worksAsOne(stage, { tls: true }),

  break: {
    what: 'pods do not log what happens to their connections',
    because: 'its log says that it does not trust the certificate',
    chart: [
      { file: 'templates/_env.tpl', find: /- name: GRPC_GO_LOG_SEVERITY_LEVEL\n +value: warning\n/, put: '' },
    ],
  },
} satisfies Scenario;
