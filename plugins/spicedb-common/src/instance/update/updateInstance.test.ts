import fc from 'fast-check';
import { parse } from 'yaml';
import type { GeneratedFile } from '../GeneratedFile';
import type { InstanceInput } from '../InstanceInput';
import { parseInstance } from '../parseInstance';
import { parsePortalConfig } from '../parsePortalConfig';
import type { PortalConfig } from '../PortalConfig';
import { renderInstance } from '../renderInstance';
import { readInstance } from './readInstance';
import type { InstanceUpdate } from './updateInstance';
import { updateInstance } from './updateInstance';

function portal(more: object = {}): PortalConfig {
  const result = parsePortalConfig({ repository: { url: 'https://git.example.org/gitops.git' }, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

const answers: InstanceInput = { name: 'checkout', environment: 'staging', engine: 'postgres' };

function filesOf(input: Partial<InstanceInput> = {}, config = portal()): GeneratedFile[] {
  const result = parseInstance({ ...answers, ...input }, config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return renderInstance(result.instance, config);
}

function update(files: GeneratedFile[], change: object, config = portal()) {
  const result = updateInstance(files, change, config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const merged = files.map(file => result.files.find(({ path }) => path === file.path) ?? file);
  return { ...result, merged, names: result.files.map(({ path }) => path.split('/').pop()) };
}

const refusals = (files: GeneratedFile[], change: object, config = portal()) => {
  const result = updateInstance(files, change, config);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
};

const changed = (files: GeneratedFile[], name: string, change: (content: string) => string) =>
  files.map(file => (file.path.endsWith(name) ? { ...file, content: change(file.content) } : file));
const contentOf = (files: GeneratedFile[], name: string) =>
  files.find(({ path }) => path.endsWith(`/${name}`))!.content;

describe('updateInstance', () => {
  it('takes its own files, and none of the same name in a folder inside', () => {
    const files = filesOf();
    const folder = files[0].path.slice(0, files[0].path.lastIndexOf('/'));
    const other = { path: `${folder}/before/values.yaml`, content: 'config: {}\n' };
    const inside = [other, ...files];
    expect(update(inside, { size: 'large' }).merged.slice(1)).toEqual(
      update(files, { size: 'large' }).merged,
    );
    expect(
      readInstance([other, ...files.filter(({ path }) => !path.endsWith('/values.yaml'))], portal()),
    ).toEqual({
      ok: false,
      problems: [{ path: 'values.yaml', message: 'is missing.' }],
    });
  });

  it('changes the lines that the change concerns, and no other', () => {
    const before = filesOf();
    const { merged, names } = update(before, { size: 'large' });
    expect(names).toEqual(['values.yaml', 'README.md']);
    const [old, next] = [before, merged].map(files => contentOf(files, 'values.yaml').split('\n'));
    expect(next.filter((line, index) => line !== old[index])).toEqual([
      '# Size "large" of the platform. SpiceDB sizes its caches by the memory limit.',
      '    cpu: "4"',
      '    memory: 8Gi',
      '    memory: 8Gi',
    ]);
  });

  it('gives what a new instance with the same answers would have', () => {
    const change: InstanceUpdate = {
      autoscaling: { minReplicas: 3, maxReplicas: 9 },
      exposure: { kind: 'ingress', host: 'authz.example.org' },
      logLevel: 'debug',
      httpGateway: true,
      owner: 'group:default/checkout',
    };
    expect(update(filesOf(), change).merged).toEqual(filesOf(change));
  });

  it('changes nothing when everything is so already', () => {
    expect(update(filesOf(), {}).files).toEqual([]);
    expect(update(filesOf({ size: 'large', replicas: 3 }), { size: 'large', replicas: 3 }).files).toEqual([]);
  });

  it('passes over the fields of a form that nobody filled in', () => {
    const { files, fields } = update(filesOf(), {
      size: 'large',
      description: '',
      autoscaling: {},
      secret: { name: '' },
      tls: { enabled: undefined },
      owner: null,
    });
    expect(fields).toEqual(['size']);
    expect(files.map(({ path }) => path.split('/').pop())).toEqual(['values.yaml', 'README.md']);
    expect(update(filesOf(), { exposure: {} })).toMatchObject({ fields: [], files: [] });
  });

  it('keeps what was written by hand', () => {
    const byHand = changed(filesOf(), 'values.yaml', content =>
      content
        .replace('# Where relationships are stored.', '# The big one in eu-1.   ')
        .replace('resources:', 'resources: # measured in May')
        .concat("\nextraEnv:\n    - name:  'TZ' # ours\n      value: UTC\n"),
    );
    const { merged } = update(byHand, { size: 'large', logLevel: 'warn' });
    const values = contentOf(merged, 'values.yaml');
    expect(values).toContain('# The big one in eu-1.   ');
    expect(values).toContain('resources: # measured in May');
    expect(values).toContain("\nextraEnv:\n    - name:  'TZ' # ours\n      value: UTC\n");
    expect(parse(values)).toMatchObject({
      config: { logLevel: 'warn' },
      resources: { requests: { cpu: '4' } },
    });
  });

  it('leaves figures alone that somebody set by hand, until it is told otherwise', () => {
    const byHand = changed(filesOf(), 'values.yaml', content => content.replace(/512Mi/g, '700Mi'));
    const other = update(byHand, { logLevel: 'warn' });
    expect(contentOf(other.merged, 'values.yaml')).toContain('memory: 700Mi');
    const sized = update(byHand, { size: 'medium' });
    const values = contentOf(sized.merged, 'values.yaml');
    expect(parse(values).resources.limits).toEqual({ memory: '2Gi' });
    expect(values).toContain('# Size "medium" of the platform');
  });

  it('says that a README stays which somebody put into other words', () => {
    const byHand = changed(filesOf(), 'README.md', content => `${content}\nCall us first.\n`);
    const { names, notes } = update(byHand, { size: 'large' });
    expect(names).toEqual(['values.yaml']);
    expect(notes).toEqual([expect.stringContaining('README.md was changed by hand and stays as it is')]);
  });

  it('keeps the line breaks of Windows', () => {
    const windows = filesOf().map(file => ({ ...file, content: file.content.replace(/\n/g, '\r\n') }));
    const values = contentOf(update(windows, { size: 'large', logLevel: 'warn' }).merged, 'values.yaml');
    expect(values.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(parse(values).config.logLevel).toBe('warn');
  });

  it('lets the number of pods be said in one way only', () => {
    const scaled = update(filesOf(), { autoscaling: { minReplicas: 2, maxReplicas: 5 } });
    expect(scaled.names).toContain('application.yaml');
    const fixed = update(scaled.merged, { replicas: 2 });
    expect(parse(contentOf(fixed.merged, 'values.yaml')).autoscaling).toBeUndefined();
    expect(parse(contentOf(fixed.merged, 'application.yaml')).spec.ignoreDifferences).toBeUndefined();
  });

  it('keeps a version that is not on offer any more, and refuses no other change for it', () => {
    const old = filesOf(
      { version: 'v1.52.0' },
      portal({ versions: { allowed: ['v1.52.0', 'v1.56.0'], default: 'v1.56.0' } }),
    );
    const today = portal({ versions: { allowed: ['v1.56.0'], default: 'v1.56.0' } });
    expect(parse(contentOf(update(old, { logLevel: 'warn' }, today).merged, 'values.yaml')).image.tag).toBe(
      'v1.52.0',
    );
  });

  it('holds the result against the guard rails of the environment', () => {
    const production = filesOf({ environment: 'production' });
    expect(refusals(production, { replicas: 2, tls: { enabled: false }, disruptionBudget: false })).toEqual([
      'replicas: must be at least 3 in production.',
      'tls.enabled: TLS cannot be off in production.',
      'disruptionBudget: cannot be off in production.',
    ]);
  });

  it('refuses what would be another instance, and what no form asks for', () => {
    expect(refusals(filesOf(), { name: 'other', engine: 'mysql', colour: 'blue' })).toEqual([
      'name: cannot be changed; it would be another instance. Create that one instead.',
      'engine: cannot be changed; it would be another instance. Create that one instead.',
      'colour: is not a field of this form.',
    ]);
  });

  it.each([
    ['a: {', /values\.yaml:1:\d+: /],
    ['a: 1\na: 2\n', /values\.yaml:2:1: /],
    ['config:\n\ttls: x\n', /values\.yaml:2:1: /],
    ['- a list\n', /values\.yaml: must hold keys and values/],
    ['', /values\.yaml: must hold keys and values/],
  ])('says where a values file is broken: %j', (content, words) => {
    const broken = changed(filesOf(), 'values.yaml', () => content);
    expect(refusals(broken, { size: 'large' })[0]).toMatch(words);
  });

  it('names every file that is missing', () => {
    expect(refusals([], { size: 'large' })).toEqual([
      'values.yaml: is missing.',
      'application.yaml: is missing.',
      'catalog-info.yaml: is missing.',
    ]);
  });
});

describe('whatever is asked', () => {
  const engine = fc.constantFrom(
    'postgres' as const,
    'mysql' as const,
    'cockroachdb' as const,
    'spanner' as const,
  );
  const choices = fc.record(
    {
      size: fc.constantFrom('small', 'medium', 'large'),
      logLevel: fc.constantFrom('debug' as const, 'info' as const, 'error' as const),
      httpGateway: fc.boolean(),
      monitoring: fc.boolean(),
      disruptionBudget: fc.boolean(),
      description: fc.constantFrom('Who may see an order', 'yes', '12', 'a: b # c'),
      owner: fc.constantFrom('group:default/checkout', 'jo'),
      exposure: fc.constantFrom<NonNullable<InstanceInput['exposure']>>(
        { kind: 'cluster' },
        { kind: 'loadBalancer' },
        { kind: 'ingress', host: 'authz.example.org' },
      ),
      tls: fc.constantFrom<NonNullable<InstanceInput['tls']>>(
        { enabled: false },
        { enabled: true, secretName: 'mine', caSecretName: 'ours' },
      ),
      deletion: fc.constantFrom('keep' as const, 'cascade' as const),
    },
    { requiredKeys: [] },
  );
  const pods = fc.oneof(
    fc.record({ replicas: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      autoscaling: fc.record({
        minReplicas: fc.integer({ min: 1, max: 3 }),
        maxReplicas: fc.integer({ min: 3, max: 9 }),
      }),
    }),
  );
  const input = fc.tuple(choices, pods).map(([some, number]) => ({ ...some, ...number }));
  const full = (some: object) => ({
    size: 'small',
    logLevel: 'info' as const,
    httpGateway: false,
    monitoring: false,
    disruptionBudget: true,
    description: 'For tests',
    owner: 'guests',
    exposure: { kind: 'cluster' as const },
    tls: { enabled: false },
    deletion: 'cascade' as const,
    ...some,
  });

  it('create, update and update back gives the first bytes again', () => {
    fc.assert(
      fc.property(engine, input, input, (db, first, second) => {
        const created = filesOf({ engine: db, ...full(first) });
        const there = update(created, full(second)).merged;
        expect(there).toEqual(filesOf({ engine: db, ...full(second) }));
        expect(update(there, full(first)).merged).toEqual(created);
      }),
      { numRuns: 150 },
    );
  });

  it('an instance that is read back is the one that was written', () => {
    fc.assert(
      fc.property(engine, input, (db, some) => {
        const created = filesOf({ engine: db, ...some });
        const read = readInstance(created, portal());
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        expect(filesOf(read.answers)).toEqual(created);
      }),
      { numRuns: 300 },
    );
  });
});
