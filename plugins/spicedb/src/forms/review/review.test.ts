import { parseInstance, planUpdate, renderInstance } from '@spicedb-portal/backstage-plugin-spicedb-common';
import fc from 'fast-check';
import { filesOf, portalOf } from '../__testUtils__/portal';
import { needsFiles, reviewOf } from './review';

const portal = portalOf();
const problemsOf = (review: ReturnType<typeof reviewOf>) =>
  review.ok ? [] : review.problems.map(({ path }) => path);

describe('the review of a new instance', () => {
  it('is what the action makes of the same answers, whatever they are', () => {
    const answers = fc.record(
      {
        name: fc.oneof(fc.stringMatching(/^[a-z]{1,9}$/), fc.string()),
        environment: fc.constantFrom('development', 'production', 'moon'),
        engine: fc.constantFrom('postgres', 'memory', 'mysql'),
        replicas: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(undefined)),
        description: fc.oneof(fc.string(), fc.constant('')),
        tls: fc.constantFrom(undefined, { enabled: true }, { enabled: false }),
        review: fc.constant(''),
      },
      { requiredKeys: ['review'] },
    );
    fc.assert(
      fc.property(answers, formData => {
        const { review: _, ...given } = formData;
        const parsed = parseInstance(given, portal);
        const review = reviewOf('create', formData, portal);
        expect(review).toEqual(
          parsed.ok
            ? {
                ok: true,
                kind: 'new',
                instance: parsed.instance,
                files: renderInstance(parsed.instance, portal),
              }
            : parsed,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('says everything that is wrong at once', () => {
    const formData = { name: 'A', environment: 'production', engine: 'memory', replicas: 2, review: '' };
    expect(problemsOf(reviewOf('create', formData, portal))).toEqual(['name', 'engine', 'replicas']);
  });
});

describe('the review of a change', () => {
  const files = filesOf();

  it('has the difference that the action would write', () => {
    const review = reviewOf(
      'update',
      { instance: 'resource:default/checkout', changes: { size: 'large' } },
      portal,
      files,
    );
    expect(review.ok && review.kind === 'change' && review.plan).toEqual(
      (planUpdate(files, { size: 'large' }, portal) as any).plan,
    );
  });

  it('refuses an upgrade that leaves out a stop, and a step of a rotation out of turn', () => {
    const old = filesOf({ version: 'v1.36.2' });
    expect(problemsOf(reviewOf('update', { changes: { version: 'v1.56.0' } }, portal, old))).toEqual([
      'version',
    ]);
    expect(problemsOf(reviewOf('rotate', { step: 'prefer', key: 'preshared_key_2' }, portal, files))).toEqual(
      ['step'],
    );
    expect(reviewOf('rotate', { step: 'accept', key: 'preshared_key_2' }, portal, files)).toMatchObject({
      ok: true,
    });
  });

  it('refuses what would bring in an error, as the action does', () => {
    const broken = files.map(file =>
      file.path.endsWith('values.yaml') ? { ...file, content: `${file.content}\t- broken: [` } : file,
    );
    const review = reviewOf('update', { changes: { size: 'large' } }, portal, broken);
    expect(problemsOf(review)[0]).toMatch(/values\.yaml:\d+:\d+$/);
  });

  it('of a removal names what goes, once the name was confirmed', () => {
    expect(problemsOf(reviewOf('remove', { objects: 'remove', confirm: 'other' }, portal, files))).toEqual([
      'confirm',
    ]);
    const review = reviewOf('remove', { objects: 'remove', confirm: 'checkout' }, portal, files);
    expect(review).toMatchObject({ ok: true, plan: { remove: files.map(({ path }) => path) } });
  });
});

it('the review of an import has the files and what became of each key', () => {
  const original = [
    'apiVersion: authzed.com/v1alpha1',
    'kind: SpiceDBCluster',
    'metadata: { name: legacy }',
    'spec: { version: v1.52.0, secretName: legacy, config: { datastoreEngine: postgres } }',
  ].join('\n');
  const review = reviewOf('import', { original, environment: 'staging', name: '' }, portal);
  expect(review).toMatchObject({ ok: true, kind: 'change', plan: { folder: 'instances/staging/legacy' } });
  expect(problemsOf(reviewOf('import', { environment: 'staging' }, portal))).toEqual(['original']);
});

it('reads Git only where something stands there already', () => {
  expect((['create', 'update', 'rotate', 'remove', 'import'] as const).filter(needsFiles)).toEqual([
    'update',
    'rotate',
    'remove',
  ]);
});
