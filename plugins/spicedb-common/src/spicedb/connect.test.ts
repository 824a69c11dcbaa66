import { World } from '../__fixtures__/world';
import { connectFacts } from './connect';

describe('connectFacts', () => {
  it('tells how to reach a recorded instance', () => {
    const facts = connectFacts(new World().current, 'spicedb');
    expect(facts.endpoint).toBe('sample.sample-ns.svc:50051');
    expect(facts.key?.secret).toBeTruthy();
    expect(facts.key?.key).toBeTruthy();
    expect(facts.commands.map(command => command.id)).toEqual(['portForward', 'zed']);
  });

  it('names the Secret behind the certificate', () => {
    const world = new World();
    const pod = world.deployment.spec!.template!.spec!;
    const [container] = pod.containers!;
    container.env!.push({ name: 'SPICEDB_GRPC_TLS_CERT_PATH', value: '/etc/spicedb/tls/grpc/tls.crt' });
    container.env!.push({ name: 'SPICEDB_HTTP_ENABLED', value: 'true' });
    container.volumeMounts = [{ name: 'tls-grpc', mountPath: '/etc/spicedb/tls/grpc' }];
    pod.volumes = [{ name: 'tls-grpc', secret: { secretName: 'sample-tls' } }];
    const facts = connectFacts(world.current, 'spicedb');
    expect(facts).toMatchObject({
      tls: true,
      certificateSecret: 'sample-tls',
      httpEndpoint: 'sample.sample-ns.svc:8443',
    });
    expect(facts.commands.at(-1)?.command).toContain('--no-verify-ca');
  });

  it('says less when the workload may not be read', () => {
    const world = new World();
    world.unsee('workloads');
    const facts = connectFacts(world.current, 'spicedb');
    expect(facts).toMatchObject({ endpoint: 'sample.sample-ns.svc:50051', tls: undefined, key: undefined });
    expect(facts.commands.map(command => command.id)).toEqual(['portForward']);
  });
});
