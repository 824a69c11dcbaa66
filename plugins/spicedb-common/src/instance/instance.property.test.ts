import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import applicationSchema from '../__fixtures__/applicationSchema.json';
import {
  nastyText,
  plausibleInput,
  portals,
  preparePropertyRuns,
  propertyRuns,
  sampleInstances,
} from '../__testUtils__/inputs';
import type { GeneratedFile } from './GeneratedFile';
import type { Instance } from './Instance';
import { instanceFields } from './InstanceInput';
import { parseInstance } from './parseInstance';
import type { PortalConfig } from './PortalConfig';
import { folderOf, renderInstance } from './renderInstance';

preparePropertyRuns();

const ajv = new Ajv({ strict: false, validateFormats: false });
const schema = JSON.parse(
  readFileSync(join(__dirname, '../../../../charts/spicedb/values.schema.json'), 'utf8'),
);
delete schema.$schema;
const fitsTheChart = ajv.compile(schema);
const fitsArgoCd = ajv.compile(applicationSchema);

const misfit = (fits: ValidateFunction, content: unknown) =>
  fits(content) ? undefined : JSON.stringify(fits.errors);

const cases = Object.entries(portals);
const namesOfFiles = [
  'values.yaml',
  'application.yaml',
  'catalog-info.yaml',
  'README.md',
  'externalsecret.yaml',
];

/** Everything that must be true of the files of an instance; the text tells what is not. */
function troubleIn(files: GeneratedFile[], instance: Instance, config: PortalConfig): string | undefined {
  const expected = namesOfFiles.slice(0, config.secrets.store ? 5 : 4);
  const places = files.map(({ path }) => path).sort();
  if (
    places.join() !==
    expected
      .map(name => `${folderOf(instance, config)}/${name}`)
      .sort()
      .join()
  ) {
    return `stand at ${places.join()}`;
  }
  for (const { content, path } of files) {
    if (path.endsWith('.md')) continue;
    if (parseAllDocuments(content).length !== 1) return `${path} has more than one document`;
    for (const version of ['1.1', '1.2'] as const) {
      const trouble = troubleInDocument(path, parse(content, { version }), instance);
      if (trouble) return `${path}: ${trouble}`;
    }
  }
  return undefined;
}

function troubleInDocument(path: string, content: any, instance: Instance): string | undefined {
  switch (path.split('/').pop()) {
    case 'values.yaml':
      return misfit(fitsTheChart, content);
    case 'application.yaml':
      if (misfit(fitsArgoCd, content)) return misfit(fitsArgoCd, content);
      if (content.kind !== 'Application' || content.metadata.name !== instance.name)
        return 'is no Application of that name';
      return content.spec.destination.namespace === instance.namespace ? undefined : 'goes elsewhere';
    case 'externalsecret.yaml':
      return content.kind === 'ExternalSecret' && content.metadata.name === instance.secret.name
        ? undefined
        : 'is another object';
    default:
      return troubleInEntity(content, instance);
  }
}

function troubleInEntity(content: any, instance: Instance): string | undefined {
  const { annotations, description, name } = content.metadata;
  if (content.kind !== 'Resource' || name !== instance.name) return 'is no Resource of that name';
  if (Object.keys(content).join() !== 'apiVersion,kind,metadata,spec') return 'has other keys';
  if (Object.values(annotations).some(value => typeof value !== 'string'))
    return 'has annotations that are no text';
  if (instance.description !== undefined && description !== instance.description)
    return 'changes the description';
  return content.spec.owner === instance.owner ? undefined : 'changes the owner';
}

const holds = (input: object, config: PortalConfig, write = renderInstance) => {
  const result = parseInstance(input, config);
  if (!result.ok) {
    expect(result.problems.length).toBeGreaterThan(0);
    for (const { message } of result.problems) expect(message).toMatch(/\.$/);
    return;
  }
  expect(troubleIn(write(result.instance, config), result.instance, config)).toBeUndefined();
};

/** Each place where a person can write a text, the ones inside of groups and lists included. */
const placesOfText: [string, (text: string) => object][] = [
  ...Object.keys(instanceFields).map((field): [string, (text: string) => object] => [
    field,
    text => ({ [field]: text }),
  ]),
  ...['name', 'presharedKeyKey', 'datastoreUriKey'].map((field): [string, (text: string) => object] => [
    `secret.${field}`,
    text => ({ secret: { [field]: text }, engine: 'postgres' }),
  ]),
  ['secret.readReplicaKeys', text => ({ secret: { readReplicaKeys: ['a', text] }, engine: 'postgres' })],
  ['tls.secretName', text => ({ tls: { enabled: true, secretName: text } })],
  [
    'tls.caSecretName',
    text => ({ tls: { enabled: true, secretName: 'x', caSecretName: text }, dispatch: true }),
  ],
  ['exposure.host', text => ({ exposure: { kind: 'ingress', host: text } })],
  ['a field of its own', text => ({ [text]: text })],
];

describe.each(cases)('whatever a team asks for, in a portal that is %s', (_, config) => {
  it('is refused with reasons, or becomes files that fit the chart and Argo CD', () => {
    let accepted = 0;
    fc.assert(
      fc.property(plausibleInput(config), input => {
        if (parseInstance(input, config).ok) accepted += 1;
        holds(input, config);
      }),
      propertyRuns,
    );
    // Refusing everything would satisfy the property as well. About a fifth is accepted, by chance more or less.
    expect(accepted).toBeGreaterThan(propertyRuns.numRuns / 10);
  });

  it('stays in its place, whatever stands in any field', () => {
    fc.assert(
      fc.property(
        plausibleInput(config),
        fc.constantFrom(...placesOfText),
        nastyText,
        (input, [, put], text) => holds({ ...input, ...put(text) }, config),
      ),
      propertyRuns,
    );
  });
});

describe('these properties', () => {
  const config = portals.plain;
  const attempt = (careless: typeof renderInstance, texts: string[]) => () =>
    fc.assert(
      fc.property(fc.constantFrom(...texts), description =>
        holds({ name: 'sample', environment: 'staging', engine: 'postgres', description }, config, careless),
      ),
      { ...propertyRuns, numRuns: 100, includeErrorInReport: true },
    );
  const rewritten =
    (file: string, change: (content: string, instance: Instance) => string): typeof renderInstance =>
    (instance, portal) =>
      renderInstance(instance, portal).map(({ path, content }) => ({
        path,
        content: path.endsWith(file) ? change(content, instance) : content,
      }));

  it('are not satisfied by a writer that glues texts together', () => {
    const careless = rewritten('catalog-info.yaml', (content, { description }) =>
      content.replace(/description: .*/, `description: ${description}`),
    );
    expect(attempt(careless, ['yes', '# x', 'a: b', '- x', 'null', '1e3'])).toThrow(
      /changes the description/,
    );
  });

  it('nor by one that takes a path from an answer, or invents a key of the chart or of Argo CD', () => {
    const wandering: typeof renderInstance = (instance, portal) =>
      renderInstance(instance, portal).map(file => ({
        ...file,
        path: file.path.replace('staging', instance.description ?? ''),
      }));
    expect(attempt(wandering, ['elsewhere'])).toThrow(/stand at instances\/elsewhere/);
    const inventing = (file: string) => rewritten(file, content => `${content}inventedKey: 3\n`);
    expect(attempt(inventing('values.yaml'), ['x'])).toThrow(/values\.yaml: .*additionalProperties/);
    expect(attempt(inventing('application.yaml'), ['x'])).toThrow(
      /application\.yaml: .*additionalProperties/,
    );
  });
});

it('gives the same sample for the same seed, from every portal', () => {
  const sample = sampleInstances(50, 42);
  expect(sample).toHaveLength(50);
  expect(new Set(sample.map(({ portal }) => portal))).toEqual(new Set(Object.keys(portals)));
  expect(new Set(sample.map(({ instance }) => instance.engine)).size).toBe(5);
  expect(sampleInstances(50, 42)).toEqual(sample);
});
