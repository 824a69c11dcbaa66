import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { portalConfig } from '../__fixtures__/instances';
import { engines } from '../spicedb/releases';
import type { GeneratedFile } from './GeneratedFile';
import type { Instance } from './Instance';
import { instanceFields } from './InstanceInput';
import { parseInstance } from './parseInstance';
import { renderInstance } from './renderInstance';

const runs = Number(process.env.PROPERTY_RUNS ?? 2_000);
// Far below the time that many runs take, and far above what a stuck one would.
jest.setTimeout(20_000 + runs * 50);

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../../../charts/spicedb/values.schema.json'), 'utf8'),
);
delete schema.$schema;
const fitsTheChart = new Ajv({ strict: false }).compile(schema);

const config = portalConfig();
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const plausible = fc.record({
  name: label,
  environment: fc.constantFrom(...Object.keys(config.environments)),
  engine: fc.constantFrom(...engines),
  description: maybe(fc.string({ maxLength: 60, unit: 'grapheme' })),
  owner: maybe(label),
  version: maybe(fc.constantFrom(...config.versions.allowed)),
  size: maybe(fc.constantFrom(...Object.keys(config.sizes))),
  replicas: maybe(fc.integer({ min: 1, max: 6 })),
  autoscaling: maybe(
    fc.record({ minReplicas: fc.integer({ min: 1, max: 6 }), maxReplicas: fc.integer({ min: 3, max: 20 }) }),
  ),
  secret: maybe(
    fc.record({ name: maybe(label), presharedKeyKey: maybe(fc.stringMatching(/^[a-zA-Z_.-]{1,12}$/)) }),
  ),
  tls: maybe(fc.record({ enabled: fc.boolean(), secretName: maybe(label) })),
  httpGateway: maybe(fc.boolean()),
  exposure: maybe(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('cluster', 'loadBalancer') }),
      fc.record({ kind: fc.constant('ingress'), host: fc.constant('authz.example.org') }),
    ),
  ),
  logLevel: maybe(fc.constantFrom('trace', 'debug', 'info', 'warn', 'error')),
  monitoring: maybe(fc.boolean()),
  deletion: maybe(fc.constantFrom('cascade', 'keep')),
});

/** What people and attackers write into fields, beside anything at all. */
const nasty = fc.oneof(
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    '../../etc',
    '/etc/passwd',
    'a/../../b',
    '..\\..\\b',
    'x\nkind: Secret',
    'x\r\n---\nkind: Secret',
    '{{ .Values }}',
    '${{ secrets.X }}',
    '$(id)',
    '&a',
    '*a',
    '!!js/function',
    '"',
    "'",
    '# x',
    ': ',
    'yes',
    'null',
    '~',
    '0x10',
    '1e3',
    '2024-01-01',
    '<<',
    '\u2028',
    '\ufeff',
    '| x',
    '\t- x',
    '@backstage',
  ),
);

const paths = ['values.yaml', 'application.yaml', 'catalog-info.yaml', 'README.md'];

/** Everything that must be true of the files of an instance; the text tells what is not. */
function troubleIn(files: GeneratedFile[], instance: Instance): string | undefined {
  const folder = `instances/${instance.environment}/${instance.name}`;
  for (const [index, { content, path }] of files.entries()) {
    if (path !== `${folder}/${paths[index]}`) return `stands at ${path}`;
    if (path.endsWith('.md')) continue;
    if (parseAllDocuments(content).length !== 1) return `${path} has more than one document`;
    for (const version of ['1.1', '1.2'] as const) {
      const trouble = troubleInDocument(paths[index], parse(content, { version }), instance);
      if (trouble) return `${path}: ${trouble}`;
    }
  }
  return undefined;
}

function troubleInDocument(file: string, content: any, instance: Instance): string | undefined {
  if (file === 'values.yaml') {
    return fitsTheChart(content) ? undefined : JSON.stringify(fitsTheChart.errors);
  }
  if (file === 'application.yaml') {
    const whole =
      Object.keys(content).join() === 'apiVersion,kind,metadata,spec' && content.kind === 'Application';
    if (!whole) return 'is no Application';
    return content.spec.destination.namespace === instance.namespace ? undefined : 'goes elsewhere';
  }
  const { annotations, description, name } = content.metadata;
  if (content.kind !== 'Resource' || name !== instance.name) return 'is no Resource of that name';
  if (Object.keys(content).join() !== 'apiVersion,kind,metadata,spec') return 'has other keys';
  if (Object.values(annotations).some(value => typeof value !== 'string'))
    return 'has annotations that are no text';
  if (instance.description !== undefined && description !== instance.description)
    return 'changes the description';
  return content.spec.owner === instance.owner ? undefined : 'changes the owner';
}

const property = (input: object, write = renderInstance) => {
  const result = parseInstance(input, config);
  if (!result.ok) {
    expect(result.problems.length).toBeGreaterThan(0);
    for (const { message } of result.problems) expect(message).toMatch(/\.$/);
    return;
  }
  expect(troubleIn(write(result.instance, config), result.instance)).toBeUndefined();
};

describe('whatever a team asks for', () => {
  it('is refused with reasons, or becomes files that parse and fit the chart', () => {
    let accepted = 0;
    fc.assert(
      fc.property(plausible, input => {
        if (parseInstance(input, config).ok) accepted += 1;
        property(input);
      }),
      { numRuns: runs },
    );
    // Refusing everything would satisfy the property as well.
    expect(accepted).toBeGreaterThan(runs / 20);
  });

  it('stays in its place, whatever stands in any field', () => {
    const fields = fc.constantFrom(...Object.keys(instanceFields));
    fc.assert(
      fc.property(plausible, fields, nasty, (input, field, text) => property({ ...input, [field]: text })),
      { numRuns: runs },
    );
  });

  it('stays in its place, whatever stands in the fields of a Secret', () => {
    const fields = fc.constantFrom('name', 'presharedKeyKey', 'datastoreUriKey');
    fc.assert(
      fc.property(plausible, fields, nasty, (input, field, text) =>
        property({ ...input, secret: { [field]: text }, engine: 'postgres' }),
      ),
      { numRuns: runs },
    );
  });

  it('is not satisfied by a writer that glues texts together', () => {
    const careless = (instance: Instance): GeneratedFile[] => {
      const files = renderInstance(instance, config);
      const catalog = files.find(file => file.path.endsWith('catalog-info.yaml'))!;
      catalog.content = catalog.content.replace(/description: .*/, `description: ${instance.description}`);
      return files;
    };
    const attempt = () =>
      fc.assert(
        fc.property(fc.constantFrom('yes', '# x', 'a: b', '- x', 'null', '1e3'), description =>
          property({ name: 'sample', environment: 'staging', engine: 'postgres', description }, careless),
        ),
        { numRuns: 100 },
      );
    expect(attempt).toThrow();
  });
});
