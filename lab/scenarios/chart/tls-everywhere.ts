import { expectNoFault } from '../../chart/calls.ts';
import { namesOf } from '../../chart/certificates.ts';
import { ask, askHealth } from '../../chart/endpoints.ts';
import { givenCertificates, givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const authorities = new WeakMap<Stage, string>();
const authorityOf = (stage: Stage) => authorities.get(stage) ?? '';

async function expectGrpc(stage: Stage, address: string, what: string, serverName: string): Promise<void> {
  const secure = await askHealth(stage, address, { authority: authorityOf(stage), serverName });
  expect(secure !== 'not connected', `${what} speaks TLS with a certificate for ${serverName}`, secure);
  const plain = await askHealth(stage, address);
  expect(plain === 'not connected', `${what} refuses plaintext`, plain);
}

async function expectHttps(
  stage: Stage,
  address: string,
  what: string,
  request: { path: string; headers?: Record<string, string>; body?: string },
): Promise<void> {
  const { path, ...rest } = request;
  const serverName = namesOf(stage).full;
  const secure = await ask(stage, {
    url: `https://${address}${path}`,
    authority: authorityOf(stage),
    serverName,
    ...rest,
  });
  expect(secure.status === 200, `${what} answers over TLS with a certificate for ${serverName}`, secure);
  const plain = await ask(stage, { url: `http://${address}${path}`, ...rest });
  expect(plain.status !== 200, `${what} refuses plaintext`, plain);
}

export default {
  name: 'tls-everywhere',
  title:
    'With TLS on, each of the four endpoints shows a certificate of the CA, and none answers in plaintext',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    const { authority, config } = await givenCertificates(stage);
    authorities.set(stage, authority.certificate);
    const tls = { ...(config.tls as object), metrics: { enabled: true } };
    await givenRelease(stage, onPostgres(2, { ...config, tls, http: { enabled: true } }));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, tls: true });
    await stage.sees('calls over TLS', async () => (traffic.lastSecond()?.calls ?? 0) > 20);
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    const [pod] = await stage.pods('server');
    expect(pod?.address !== undefined, 'a pod with an address', pod);
    const { dispatch, full } = namesOf(stage);
    await expectGrpc(stage, `${pod.address}:50051`, 'the gRPC API', full);
    await expectGrpc(stage, `${pod.address}:50053`, 'dispatch', dispatch);
    await expectHttps(stage, `${pod.address}:8443`, 'the HTTP gateway', {
      path: '/v1/schema/read',
      headers: { Authorization: `Bearer ${stage.presharedKey}` },
      body: '{}',
    });
    await expectHttps(stage, `${pod.address}:9090`, 'the metrics endpoint', { path: '/metrics' });
  },

  break: {
    what: 'the chart forgets the certificate of the metrics endpoint',
    because: 'the metrics endpoint answers over TLS',
    chart: [{ file: 'templates/_tls.tpl', find: ' "metrics" "METRICS"', put: '' }],
  },
} satisfies Scenario;
