import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import fc from 'fast-check';
import { byHand, contentOf, created, portalWith } from '../changes/__testUtils__/standing';
import valuesSchema from '../chart/valuesSchema.json';
import type { GeneratedFile } from '../instance/GeneratedFile';
import type { ValuesSchema } from './schema';
import { checkAgainst, knownKeywords } from './schema';
import { validateInstanceFolder } from './validateInstanceFolder';

const portal = portalWith();
const said = (files: readonly GeneratedFile[], config = portal) =>
  validateInstanceFolder(files, config).map(
    ({ column, file, line, message, path, severity }) =>
      `${severity} ${file.split('/').pop()}:${line}:${column} ${path}: ${message}`,
  );
const lineOf = (files: readonly GeneratedFile[], name: string, text: string) =>
  contentOf(files, name)
    .split('\n')
    .findIndex(line => line.includes(text)) + 1;

describe('validateInstanceFolder', () => {
  it.each([
    {},
    { environment: 'production', autoscaling: { minReplicas: 3, maxReplicas: 9 }, httpGateway: true },
    { environment: 'development', engine: 'memory' },
    {
      engine: 'mysql',
      secret: { readReplicaKeys: ['a', 'b'] },
      tls: { enabled: true },
      exposure: { kind: 'ingress', host: 'a.example' },
    },
    { engine: 'spanner', dispatch: false, monitoring: true, exposure: { kind: 'loadBalancer' } },
  ])('finds nothing in what the portal writes: %j', input => {
    expect(said(created(input, portal))).toEqual([]);
  });

  it('finds nothing in what the portal writes with a store and an issuer', () => {
    const rich = portalWith({
      secrets: { store: { name: 'vault' }, issuer: { name: 'internal' } },
      argocd: { deletion: 'keep' },
    });
    expect(said(created({ environment: 'production' }, rich), rich)).toEqual([]);
  });

  it.each<[string, string, (text: string) => string, string, string]>([
    [
      'a misspelt value',
      'values.yaml',
      t => t.replace('datastoreEngine:', 'datastoreEngin:'),
      'datastoreEngin',
      'config.datastoreEngin: is not a value of the chart. Did you mean datastoreEngine?',
    ],
    [
      'a value of another kind',
      'values.yaml',
      t => t.replace('config:', 'config:\n  replicas: "three"'),
      'replicas: "three"',
      'config.replicas: is "three"',
    ],
    [
      'a name from another chart',
      'values.yaml',
      t => `${t}replicaCount: 3\n`,
      'replicaCount',
      'replicaCount: Refused: is named config.replicas here.',
    ],
    [
      'a choice that there is not',
      'values.yaml',
      t => t.replace('config:', 'config:\n  logLevel: loud'),
      'logLevel',
      'config.logLevel: is "loud", but must be one of "trace"',
    ],
    [
      'an empty key',
      'values.yaml',
      t => t.replace('config:', 'config:\n  logLevel:'),
      'logLevel',
      'config.logLevel: is empty. Remove the key',
    ],
    [
      'a secret in the values',
      'values.yaml',
      t => `${t}secretData:\n  presharedKey: aaa\n`,
      'presharedKey: aaa',
      'secretData.presharedKey: puts a secret into Git',
    ],
    [
      'an address with a password',
      'values.yaml',
      t => `${t}extraEnv:\n  - name: URI\n    value: postgres://u:p@h/d\n`,
      'value: postgres',
      'extraEnv.0.value: is an address with a password',
    ],
    [
      'a version that was taken back',
      'values.yaml',
      t => t.replace('v1.56.0', 'v1.51.0'),
      'tag:',
      'image.tag: v1.51.0 was taken back',
    ],
    [
      'a ring without CA',
      'values.yaml',
      t => t.replace('config:', 'config:\n  tls:\n    enabled: true\n    secretName: t'),
      'config:',
      'config.dispatch: pods serve TLS to each other but have no CA',
    ],
    [
      'an engine without credentials',
      'values.yaml',
      t => t.replace(/existingSecret.*\n/, ''),
      'datastoreEngine',
      'config.datastoreEngine: postgres needs a datastore URI',
    ],
    [
      'another name',
      'values.yaml',
      t => t.replace('fullnameOverride: checkout', 'fullnameOverride: other'),
      'fullnameOverride',
      'fullnameOverride: is "other", but must be "checkout"',
    ],
    [
      'a kind of another',
      'application.yaml',
      t => t.replace('kind: Application', 'kind: ApplicationSet'),
      'kind:',
      'kind: is "ApplicationSet", but must be "Application"',
    ],
    [
      'values of another folder',
      'application.yaml',
      t => t.replace('$values/instances/staging', '$values/instances/production'),
      'valueFiles',
      'spec.sources.0.helm.valueFiles: does not read this folder. Write $values/instances/staging/checkout/values.yaml.',
    ],
    [
      'a project that is not on offer',
      'application.yaml',
      t => t.replace('project: default', 'project: admin'),
      'project:',
      'spec.project: is admin; there are default.',
    ],
    [
      'a cluster that nobody knows',
      'application.yaml',
      t => t.replace('kubernetes.default.svc', 'other.example'),
      'server:',
      'spec.destination.server: is https://other.example, which is no cluster of the portal.',
    ],
    [
      'no prune',
      'application.yaml',
      t => t.replace('prune: true', 'prune: false'),
      'automated:',
      'spec.syncPolicy.automated: does not prune',
    ],
    [
      'another version in the catalog',
      'catalog-info.yaml',
      t => t.replace('version: v1.56.0', 'version: v1.52.0'),
      'portal.io/version',
      'must be "v1.56.0": values.yaml says so (image.tag).',
    ],
    [
      'no owner',
      'catalog-info.yaml',
      t => t.replace(/ {2}owner: .*\n/, ''),
      'spec:',
      'spec.owner: is not there',
    ],
    [
      'no cluster',
      'catalog-info.yaml',
      t => t.replace(/ {4}spicedb-portal.io\/cluster.*\n/, ''),
      'annotations:',
      'is not there; the portal would not know in which cluster',
    ],
  ])('says where there is %s', (_, name, change, line, message) => {
    const files = byHand(created({}, portal), name, change);
    const findings = said(files);
    expect(findings).toContainEqual(expect.stringContaining(message));
    expect(findings.find(text => text.includes(message))).toContain(`${name}:${lineOf(files, name, line)}:`);
  });

  it('says everything at once, in the order of the files', () => {
    const files = byHand(
      byHand(created({ environment: 'production' }, portal), 'values.yaml', text =>
        text
          .replace('replicas: 3', 'replicas: 1')
          .replace('tag: v1.56.0', 'tag: latest')
          .concat('colour: blue\n'),
      ),
      'application.yaml',
      text => `${text}\n\tbroken: [\n`,
    ).filter(({ path }) => !path.endsWith('catalog-info.yaml'));
    const findings = said(files);
    expect(
      findings.map(text =>
        text
          .split(' ')
          .slice(0, 3)
          .join(' ')
          .replace(/:\d+:\d+/, ''),
      ),
    ).toEqual(
      expect.arrayContaining([
        'error catalog-info.yaml :',
        'error application.yaml :',
        'error values.yaml image.tag:',
        'error values.yaml colour:',
      ]),
    );
    expect(findings.join('\n')).toContain('A tab stands');
  });

  it('holds an instance against the guard rails of its environment', () => {
    const files = byHand(created({ environment: 'production' }, portal), 'values.yaml', text =>
      text
        .replace('replicas: 3', 'replicas: 1')
        .replace('config:', 'podDisruptionBudget: {enabled: false}\nconfig:'),
    );
    expect(said(files)).toEqual([
      expect.stringContaining('podDisruptionBudget.enabled: cannot be off in production.'),
      expect.stringContaining('config.replicas: must be at least 3 in production.'),
    ]);
  });

  it('wants Argo CD to leave the number of pods alone when it scales', () => {
    const files = byHand(
      created({ autoscaling: { minReplicas: 2, maxReplicas: 4 } }, portal),
      'application.yaml',
      text => text.replace(/ {2}# The autoscaler[^]*$/, ''),
    );
    expect(said(files)).toEqual([
      expect.stringContaining('spec.ignoreDifferences: does not name /spec/replicas'),
    ]);
  });

  it('never breaks, whatever stands in the files', () => {
    const files = created({}, portal);
    fc.assert(
      fc.property(
        fc.constantFrom('values.yaml', 'application.yaml', 'catalog-info.yaml'),
        fc.nat(3000),
        fc.nat(200),
        fc.string(),
        (name, at, cut, put) => {
          const broken = byHand(files, name, text => text.slice(0, at) + put + text.slice(at + cut));
          for (const { column, line, message } of validateInstanceFolder(broken, portal)) {
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
            expect(message).toMatch(/\S/);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the schema of the chart', () => {
  const charts = join(__dirname, '../../../../charts/spicedb');

  it('uses no keyword that is not looked at', () => {
    const unknown = new Set<string>();
    const walk = (schema: ValuesSchema) => {
      for (const key of Object.keys(schema)) if (!knownKeywords.has(key)) unknown.add(key);
      Object.values(schema.properties ?? {}).forEach(walk);
      for (const inner of [schema.items, schema.additionalProperties])
        if (typeof inner === 'object') walk(inner);
    };
    walk(
      JSON.parse(readFileSync(join(charts, 'values.schema.json'), 'utf8'), (key, value) =>
        key === 'title' || key === 'default' ? undefined : value,
      ),
    );
    expect([...unknown]).toEqual([]);
  });

  it.each(['values.yaml', ...readdirSync(join(charts, 'ci')).map(name => `ci/${name}`)])('takes %s', name => {
    const found: string[] = [];
    const values = parse(readFileSync(join(charts, name), 'utf8'));
    checkAgainst(valuesSchema as ValuesSchema, values, (path, message) =>
      found.push(`${path.join('.')}: ${message}`),
    );
    expect(found).toEqual([]);
  });
});
