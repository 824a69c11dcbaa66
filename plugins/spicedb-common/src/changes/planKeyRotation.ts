import { z } from 'zod/v3';
import { editYaml } from '../editing/editYaml';
import { readYaml } from '../editing/readYaml';
import { valueAt } from '../editing/steps';
import type { YamlChange, YamlValue } from '../editing/YamlChange';
import type { GeneratedFile } from '../instance/GeneratedFile';
import { instanceFile } from '../instance/instanceFile';
import { secretKeys } from '../instance/Instance';
import { troubleInSecretKey } from '../instance/names';
import type { PortalConfig } from '../instance/PortalConfig';
import type { Problem } from '../instance/problems';
import { problemOf } from '../instance/problems';
import { troubleInText } from '../instance/text';
import { readInstance, updateInstance } from '../instance/update';
import type { ChangeResult } from './ChangePlan';
import { diffOfFiles } from './diff';
import { diffBlock, section } from './markdown';
import type { Rotation } from './rotationInWords';
import { rotationInWords } from './rotationInWords';

/** The steps of a rotation, in their order. @public */
export const rotationSteps = ['accept', 'prefer', 'retire'] as const;

/** @public */
export const rotationFields = {
  step: z
    .enum(rotationSteps)
    .describe('accept: pods take both keys; prefer: pods use the new one; retire: the old one is refused'),
  key: z
    .string()
    .min(1)
    .describe('The key inside the Secret that holds the new preshared key: its name, not its value'),
};

/** @public */
export type RotationInput = z.input<z.ZodObject<typeof rotationFields>>;

const keyPath = ['credentials', 'presharedKey', 'key'];
const morePath = ['credentials', 'presharedKey', 'additionalKeys'];

/** Where new lines go in values.yaml, and what stands above them. */
const like = `# Values

existingSecret: ""
credentials:
  presharedKey:
    # The key of that Secret which holds the preshared key.
    key: ""
    # A rotation is under way: pods accept these keys of the Secret as well.
    additionalKeys: []
  datastoreURI: {}
  readReplicaURIs: {}
`;

/**
 * Plans one of the three steps that replace the preshared key without a refused
 * call. Each must have reached every pod before the next: a pod that does not
 * know the key of its peer refuses it.
 *
 * @public
 */
export function planKeyRotation(
  files: readonly GeneratedFile[],
  input: unknown,
  portal: PortalConfig,
): ChangeResult {
  const parsed = z.object(rotationFields).strict().safeParse(input);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(issue => problemOf(issue)) };
  const read = readInstance(files, portal);
  if (!read.ok) return read;
  const values = instanceFile(files, 'values.yaml')!;
  const rotation = rotationIn(readOrThrow(values.content), parsed.data, read.answers);
  const problems = problemsOf(rotation);
  if (problems.length) return { ok: false, problems };

  const edits = [
    edited(values, changesOfValues(rotation)),
    ...editsOfSecretStore(instanceFile(files, 'externalsecret.yaml'), rotation),
    ...(rotation.step === 'prefer' ? readmeWith(files, rotation, portal) : []),
  ];
  const broken = edits.flatMap(edit => ('problems' in edit ? edit.problems : []));
  if (broken.length) return { ok: false, problems: broken };
  const write = edits.flatMap(edit => ('path' in edit ? [edit] : []));
  const diff = diffOfFiles(files, write);
  const words = rotationInWords(rotation);
  return {
    ok: true,
    plan: {
      folder: values.path.slice(0, Math.max(0, values.path.lastIndexOf('/'))),
      write,
      remove: [],
      diff,
      title: words.title,
      summary: [
        words.what,
        ...section('Before this is merged', words.before),
        ...section('When this is merged', words.then),
        ...section('After that', [words.next]),
        ...diffBlock(diff),
      ].join('\n\n'),
      ...(rotation.step === 'retire' ? {} : { next: words.next }),
    },
  };
}

function rotationIn(
  values: unknown,
  { key, step }: RotationInput,
  { environment, name, namespace }: { environment: string; name: string; namespace?: string },
): Rotation {
  const more = valueAt(values, morePath);
  const text = (path: string[]) => String(valueAt(values, path) ?? '');
  return {
    step,
    key,
    name,
    environment,
    namespace: namespace ?? name,
    secret: text(['credentials', 'presharedKey', 'secretName']) || text(['existingSecret']),
    first: text(keyPath) || secretKeys.presharedKey,
    others: Array.isArray(more) ? more.map(String) : [],
  };
}

function problemsOf({ first, key, others, secret, step }: Rotation): Problem[] {
  const problems: Problem[] = [];
  const say = (path: string, message: string | undefined) => {
    if (message) problems.push({ path, message });
  };
  say('key', troubleInText(key) ?? troubleInSecretKey(key));
  if (!secret) {
    say(
      'instance',
      'has no Secret of its own: its key is made by the chart. Set existingSecret in values.yaml first.',
    );
  }
  if (problems.length) return problems;
  if (step === 'accept') {
    if (key === first) say('key', `${key} is the key in use already; put the new one under another name.`);
    else if (others.length) {
      say(
        'step',
        `a rotation is under way already (${[first, ...others].join(
          ', ',
        )} are accepted). Go on with the next step, or end it with step 3, "retire".`,
      );
    }
  }
  if (step === 'prefer') {
    if (key === first) say('step', `${key} is used first already. The next one is step 3, "retire".`);
    else if (!others.includes(key))
      say(
        'step',
        `pods do not accept ${key} yet; they would refuse each other. Begin with step 1, "accept".`,
      );
  }
  if (step === 'retire') {
    if (key !== first)
      say(
        'step',
        `${first} is still the one that pods use. ${
          others.includes(key) ? 'Do step 2, "prefer", first.' : 'Begin with step 1, "accept".'
        }`,
      );
    else if (others.length === 0) say('step', `${key} is the only key already; there is nothing to retire.`);
  }
  return problems;
}

function changesOfValues({ first, key, others, step }: Rotation): YamlChange[] {
  switch (step) {
    case 'accept':
      return [{ set: morePath, value: [key] }];
    case 'prefer':
      return [
        key === secretKeys.presharedKey ? { remove: keyPath } : { set: keyPath, value: key },
        { set: morePath, value: [first, ...others.filter(other => other !== key)] },
      ];
    default:
      return [{ remove: morePath }];
  }
}

type Edit = GeneratedFile | { problems: Problem[] };

function edited(file: GeneratedFile, changes: YamlChange[]): Edit {
  const result = editYaml(file.content, changes, { like });
  if (result.ok) return { path: file.path, content: result.text };
  return {
    problems: result.troubles.map(({ line, column, message }) => ({
      path: `${file.path}:${line}:${column}`,
      message,
    })),
  };
}

/** The store fills the new key beside the old one, and forgets the old one at the end. */
function editsOfSecretStore(
  file: GeneratedFile | undefined,
  { first, key, others, secret, step }: Rotation,
): Edit[] {
  if (!file || step === 'prefer') return [];
  const store = readOrThrow(file.content);
  const target = valueAt(store, ['spec', 'target', 'name']) ?? valueAt(store, ['metadata', 'name']);
  const data = valueAt(store, ['spec', 'data']);
  if (target !== secret || !Array.isArray(data)) return [];
  const entryOf = (name: string) => data.find(entry => valueAt(entry, ['secretKey']) === name);
  if (step === 'retire') {
    const kept = data.filter(entry => !others.includes(String(valueAt(entry, ['secretKey']))));
    return kept.length < data.length ? [edited(file, [{ set: ['spec', 'data'], value: kept }])] : [];
  }
  const model = entryOf(first);
  if (!model || entryOf(key)) return [];
  const remote = valueAt(model, ['remoteRef']) as { [key: string]: YamlValue };
  const entry = { ...model, secretKey: key, remoteRef: { ...remote, property: key } };
  return [edited(file, [{ set: ['spec', 'data', data.length], value: entry }])];
}

/** README.md names the key that clients send. */
function readmeWith(files: readonly GeneratedFile[], { key }: Rotation, portal: PortalConfig): Edit[] {
  const updated = updateInstance(files, { secret: { presharedKeyKey: key } }, portal);
  return updated.ok ? updated.files.filter(({ path }) => path.endsWith('README.md')) : [];
}

/** Of a file that was read without trouble before. */
function readOrThrow(content: string): unknown {
  const reading = readYaml(content);
  if (!reading.ok) throw new Error(reading.troubles[0].message);
  return reading.yaml.value;
}
