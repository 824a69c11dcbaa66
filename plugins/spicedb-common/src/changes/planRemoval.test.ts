import { parse } from 'yaml';
import {
  byHand,
  contentOf,
  created,
  merged,
  planned,
  portalWith,
  problemsOf,
} from './__testUtils__/standing';
import { planRemoval } from './planRemoval';

const portal = portalWith();
const removal = (objects: 'remove' | 'keep') => ({ confirm: 'checkout', objects });

describe('planRemoval', () => {
  it('takes every file away in one step where the Application does what is asked', () => {
    const files = [
      ...created({}, portal),
      { path: 'instances/staging/checkout/notes.md', content: 'Ours\n' },
    ];
    const plan = planned(planRemoval(files, removal('remove'), portal));
    expect(plan.remove).toEqual(files.map(({ path }) => path));
    expect(plan).toMatchObject({
      write: [],
      folder: 'instances/staging/checkout',
      title: 'Remove SpiceDB instance checkout (staging)',
    });
    expect(plan.next).toBeUndefined();
    expect(plan.summary).toContain('its objects in the cluster are removed by Argo CD');
    expect(plan.summary).toContain('The database and the Secret with its credentials are not touched');
  });

  it('says that a Secret which a store fills goes too, unless the objects are kept', () => {
    const withStore = portalWith({ secrets: { store: { name: 'vault' } } });
    const files = created({}, withStore);
    expect(planned(planRemoval(files, removal('remove'), withStore)).summary).toContain(
      'The Secret with its credentials goes together with its ExternalSecret',
    );
    expect(planned(planRemoval(files, removal('keep'), withStore)).summary).toContain(
      'The database and the Secret with its credentials are not touched',
    );
  });

  it.each([
    ['keep', {}, undefined],
    ['remove', { deletion: 'keep' as const }, ['resources-finalizer.argocd.argoproj.io']],
  ] as const)('takes two steps to %s them where it does not', (objects, input, finalizers) => {
    const files = created(input, portal);
    const first = planned(planRemoval(files, removal(objects), portal));
    expect(first.remove).toEqual([]);
    expect(first.next).toContain('start the same removal again');
    const between = merged(files, first);
    expect(parse(contentOf(between, 'application.yaml')).metadata.finalizers).toEqual(finalizers);
    const second = planned(planRemoval(between, removal(objects), portal));
    expect(second.remove).toHaveLength(files.length);
    expect(second.next).toBeUndefined();
  });

  it('speaks of no database for an instance in memory', () => {
    const { summary } = planned(
      planRemoval(created({ engine: 'memory' }, portal), removal('remove'), portal),
    );
    expect(summary).toContain('What it holds in memory is gone with its pod.');
    expect(summary).not.toContain('database');
  });

  it('wants the name a second time, and an answer about the objects', () => {
    const files = created({}, portal);
    expect(problemsOf(planRemoval(files, { confirm: 'other', objects: 'keep' }, portal))).toEqual([
      'confirm: must be "checkout", the name of the instance that is to go; it is "other".',
    ]);
    expect(problemsOf(planRemoval(files, { confirm: 'checkout' }, portal))).toEqual(['objects: is missing.']);
  });

  it('says where a file is broken, instead of guessing what its Application does', () => {
    const broken = byHand(created({}, portal), 'application.yaml', text => `${text}\tx: 1\n`);
    expect(problemsOf(planRemoval(broken, removal('remove'), portal))[0]).toMatch(/application\.yaml:\d+:1/);
  });
});
