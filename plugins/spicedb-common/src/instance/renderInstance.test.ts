import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesFor, portalConfig, threeAnswers } from '../__fixtures__/instances';
import { parseInstance } from './parseInstance';
import { folderOf, renderInstance } from './renderInstance';

const chartDefaults = parse(readFileSync(join(__dirname, '../../../../charts/spicedb/values.yaml'), 'utf8'));

const everything = {
  ...threeAnswers,
  environment: 'production',
  description: 'Who may see which order: "all" or none #1',
  owner: 'group:default/checkout',
  system: 'shop',
  version: 'v1.54.0',
  size: 'large',
  autoscaling: { minReplicas: 3, maxReplicas: 9, targetCpuPercent: 60 },
  secret: {
    name: 'orders-db',
    presharedKeyKey: 'key',
    datastoreUriKey: 'uri',
    readReplicaKeys: ['r1', 'r2'],
  },
  tls: { enabled: true, secretName: 'orders-tls', caSecretName: 'orders-ca' },
  httpGateway: true,
  exposure: { kind: 'ingress', host: 'authz.example.org' },
  logLevel: 'debug',
  monitoring: true,
  deletion: 'keep',
};

describe('renderInstance', () => {
  it('makes four files in the place of the instance', () => {
    const config = portalConfig();
    const result = parseInstance(threeAnswers, config);
    expect(result.ok && renderInstance(result.instance, config).map(file => file.path)).toEqual([
      'instances/staging/checkout-authz/values.yaml',
      'instances/staging/checkout-authz/application.yaml',
      'instances/staging/checkout-authz/catalog-info.yaml',
      'instances/staging/checkout-authz/README.md',
    ]);
  });

  it.each([
    ['three answers', threeAnswers],
    ['the memory engine', { ...threeAnswers, environment: 'development', engine: 'memory' }],
    ['every answer', everything],
  ])('writes nothing that the chart does anyway: %s', (_, input) => {
    const values = parse(filesFor(input)['values.yaml']);
    for (const [path, value] of leaves(values)) {
      const standard = path.reduce((tree, key) => tree?.[key], chartDefaults);
      expect(path.length === 0 || standard !== undefined).toBe(true);
      expect({ path: path.join('.'), value }).not.toEqual({ path: path.join('.'), value: standard });
    }
  });

  it('gives a reason above every key that it sets', () => {
    const lines = filesFor(everything)['values.yaml'].split('\n');
    for (const key of [
      'fullnameOverride',
      'tag',
      'datastoreEngine',
      'existingSecret',
      'autoscaling',
      'resources',
    ]) {
      const at = lines.findIndex(line => line.trim().startsWith(`${key}:`));
      expect({ key, above: lines[at - 1]?.trim().startsWith('# ') }).toEqual({ key, above: true });
    }
  });

  it('puts every answer where the chart reads it', () => {
    expect(parse(filesFor(everything)['values.yaml'])).toMatchObject({
      fullnameOverride: 'checkout-authz',
      portal: { kubernetesId: 'checkout-authz' },
      image: { tag: 'v1.54.0' },
      existingSecret: 'orders-db',
      credentials: {
        presharedKey: { key: 'key' },
        datastoreURI: { key: 'uri' },
        readReplicaURIs: { keys: ['r1', 'r2'] },
      },
      config: {
        datastoreEngine: 'postgres',
        http: { enabled: true },
        logLevel: 'debug',
        tls: { enabled: true, secretName: 'orders-tls' },
        dispatch: { upstreamCASecretName: 'orders-ca' },
      },
      autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 9, targetCPUUtilizationPercentage: 60 },
      ingress: { enabled: true, grpcHost: 'authz.example.org', tlsSecretName: 'orders-tls' },
      monitoring: { enabled: true },
    });
  });

  it('has pods scraped where the load balancer has no port for it', () => {
    const exposure = { kind: 'loadBalancer' };
    const { monitoring, service } = parse(
      filesFor({ ...threeAnswers, monitoring: true, exposure })['values.yaml'],
    );
    expect(service).toEqual({ type: 'LoadBalancer' });
    expect(monitoring).toEqual({
      enabled: true,
      serviceMonitor: { enabled: false },
      podMonitor: { enabled: true },
    });
  });

  it('brings the chart and the values of this folder together', () => {
    const application = parse(filesFor(threeAnswers)['application.yaml']);
    expect(application.metadata).toMatchObject({
      name: 'checkout-authz',
      namespace: 'argocd',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    });
    expect(application.spec).toEqual({
      project: 'default',
      sources: [
        {
          repoURL: 'https://git.example/gitops.git',
          path: 'charts/spicedb',
          targetRevision: 'main',
          helm: {
            releaseName: 'checkout-authz',
            valueFiles: ['$values/instances/staging/checkout-authz/values.yaml'],
          },
        },
        { repoURL: 'https://git.example/gitops.git', targetRevision: 'main', ref: 'values' },
      ],
      destination: { server: 'https://kubernetes.default.svc', namespace: 'checkout-authz' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: 5, refresh: true },
        syncOptions: ['CreateNamespace=true'],
      },
    });
  });

  it('lets the autoscaler decide about replicas, and keeps objects when asked to', () => {
    const application = parse(filesFor(everything)['application.yaml']);
    expect(application.metadata.finalizers).toBeUndefined();
    expect(application.spec.ignoreDifferences).toEqual([
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
    ]);
    expect(application.spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    expect(parse(filesFor(everything)['values.yaml']).config.replicas).toBeUndefined();
  });

  it.each([
    [{ kind: 'oci' as const, repoUrl: 'registry.example/charts', chart: 'spicedb', version: '1.2.3' }],
    [{ kind: 'helm' as const, repoUrl: 'https://charts.example', chart: 'spicedb', version: '1.2.3' }],
  ])('takes the chart from where the platform has it: %j', chart => {
    const [source] = parse(filesFor(threeAnswers, portalConfig({ chart }))['application.yaml']).spec.sources;
    expect(source).toMatchObject({ repoURL: chart.repoUrl, chart: 'spicedb', targetRevision: '1.2.3' });
  });

  it('tells the portal where everything is', () => {
    const config = portalConfig({ argocd: { cluster: 'hub', namespace: 'gitops' } });
    const entity = parse(filesFor(everything, config)['catalog-info.yaml']);
    expect(entity).toMatchObject({
      kind: 'Resource',
      spec: { type: 'spicedb-instance', owner: 'group:default/checkout', system: 'shop' },
    });
    expect(entity.metadata.annotations).toEqual({
      'backstage.io/kubernetes-id': 'checkout-authz',
      'backstage.io/kubernetes-namespace': 'checkout-authz',
      'backstage.io/kubernetes-label-selector': 'backstage.io/kubernetes-id=checkout-authz',
      'argocd/app-name': 'checkout-authz',
      'argocd/app-namespace': 'gitops',
      'spicedb-portal.io/cluster': 'in-cluster',
      'spicedb-portal.io/argocd-cluster': 'hub',
      'spicedb-portal.io/argocd-destination': 'https://kubernetes.default.svc',
      'spicedb-portal.io/service': 'checkout-authz-dispatch',
      'spicedb-portal.io/engine': 'postgres',
      'spicedb-portal.io/version': 'v1.54.0',
      'spicedb-portal.io/environment': 'production',
      'spicedb-portal.io/source': 'instances/production/checkout-authz',
    });
  });

  it('uses the secret store and the issuer of the platform where there are some', () => {
    const config = portalConfig({ secrets: { store: { name: 'vault' }, issuer: { name: 'internal' } } });
    const files = filesFor({ ...threeAnswers, environment: 'production' }, config);
    expect(parse(files['externalsecret.yaml'])).toMatchObject({
      kind: 'ExternalSecret',
      metadata: { name: 'checkout-authz-spicedb' },
      spec: {
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        data: [
          {
            secretKey: 'preshared_key',
            remoteRef: { key: 'spicedb/production/checkout-authz', property: 'preshared_key' },
          },
          {
            secretKey: 'datastore_uri',
            remoteRef: { key: 'spicedb/production/checkout-authz', property: 'datastore_uri' },
          },
        ],
      },
    });
    expect(parse(files['application.yaml']).spec.sources[1]).toMatchObject({
      path: 'instances/production/checkout-authz',
      directory: { include: 'externalsecret.yaml' },
    });
    expect(parse(files['values.yaml']).certManager).toEqual({
      enabled: true,
      issuerRef: { name: 'internal', kind: 'ClusterIssuer' },
    });
  });

  it('says in the README what must exist', () => {
    const readme = filesFor(everything)['README.md'];
    expect(readme).toContain('| `key` | the preshared key that clients send |');
    expect(readme).toContain('`checkout-authz-dispatch.checkout-authz` (exactly that');
    expect(readme).toContain('From outside of the cluster: `authz.example.org`');
  });

  it('never leads a folder out of the repository', () => {
    const config = portalConfig();
    expect(() => folderOf({ environment: '..', name: 'x' }, config)).toThrow('must not contain');
  });
});

function* leaves(tree: unknown, path: string[] = []): Generator<[string[], unknown]> {
  if (tree !== null && typeof tree === 'object' && !Array.isArray(tree)) {
    for (const [key, value] of Object.entries(tree)) yield* leaves(value, [...path, key]);
  } else {
    yield [path, tree];
  }
}
