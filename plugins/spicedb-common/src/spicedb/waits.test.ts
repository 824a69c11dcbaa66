import { referenceMoment } from '../__fixtures__/reference';
import { states } from '../__fixtures__/states';
import { RecordedCase } from '../__fixtures__/timeline';
import { World, forbidden } from '../__fixtures__/world';
import { assess } from '../rollout/assess';
import type { Assessment } from '../rollout/assessment';
import type { Snapshot } from '../rollout/snapshot';
import { spicedbProfile as profile } from './profile';

type Moment = { now: number; current: Snapshot; previous?: Snapshot };

const judge = (moment: Moment) => assess({ ...moment, profile });
const waits = ({ stages }: Assessment) =>
  stages.flatMap(({ id, waitsFor }) => (waitsFor ? `${id}>${waitsFor}` : [])).join(' ');

function during(name: string, where: (assessment: Assessment) => boolean): string[] {
  const recorded = new RecordedCase(name);
  const told = new Set<string>();
  for (let t = recorded.begin(); t <= recorded.header.durationMs; t += 1_000) {
    const assessment = judge(recorded.at(t));
    if (where(assessment)) told.add(waits(assessment));
  }
  return [...told];
}

const inState = (state: string) => (assessment: Assessment) => assessment.verdict.state === state;

describe('a stage that only waits', () => {
  it.each([
    ['argo-healthy', ''],
    ['argo-first-install-migrating', 'sync>migration pods>migration dispatch>migration'],
    ['argo-migration-job-failed', 'sync>migration'],
    ['argo-presync-no-serviceaccount', 'sync>migration pods>migration dispatch>migration'],
    ['helm-upgrade-unknown-revision', 'pods>migration'],
    ['helm-upgrade-wrong-password-crashloop', 'pods>migration'],
  ])('%s: %s', (moment, expected) => {
    expect(waits(judge(referenceMoment(moment)))).toBe(expected);
  });

  it('says so while a first migration fails', () => {
    const told = during('migration-password-refused', inState('failed'));
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) expect(line).toMatch(/pods>migration dispatch>migration$/);
  });

  it('says so while a first migration runs, and no longer when all is well', () => {
    const migrating = during('first-install', ({ facts }) => facts.migration?.outcome === 'running');
    expect(migrating).toContain('sync>migration pods>migration dispatch>migration');
    expect(during('first-install', inState('ok'))).toEqual(['']);
  });

  it('says so of pods that are there already and wait for the migration themselves', () => {
    const world = new World();
    states.find(({ name }) => name === 'pods: new ones wait for the migration')!.given(world);
    const { current, now, previous } = world;
    expect(waits(judge({ current, now, previous }))).toContain('pods>migration');
  });

  it('waits for no stage that was not seen', () => {
    const recorded = new RecordedCase('migration-password-refused');
    const moment = recorded.at(recorded.begin() + 20_000);
    moment.current.jobs = { state: 'unseen', reason: forbidden('jobs') };
    expect(waits(judge(moment))).not.toContain('>migration');
  });

  it.each(states)('$name: only what is in progress waits, and only for what is not done', state => {
    const world = new World();
    state.given(world);
    const { stages } = judge({ now: world.now, current: world.current, previous: world.previous });
    for (const stage of stages.filter(each => each.waitsFor)) {
      const awaited = stages.find(each => each.id === stage.waitsFor);
      expect(stage.state).toBe('progressing');
      expect(awaited?.state).toMatch(/^(failed|degraded|progressing)$/);
      expect(awaited?.waitsFor).toBeUndefined();
    }
  });
});
