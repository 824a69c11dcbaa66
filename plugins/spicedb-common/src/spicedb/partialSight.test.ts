import { states } from '../__fixtures__/states';
import { everySource } from '../__fixtures__/states/sight';
import type { State } from '../__fixtures__/world';
import { World, forbidden } from '../__fixtures__/world';
import type { Assessment, StageState } from '../rollout/assessment';
import { assess } from '../rollout/assess';
import { isAbsent } from '../rollout/seen';
import type { SourceName } from '../rollout/snapshot';
import { spicedbProfile } from './profile';

type Source = SourceName | 'logs' | 'metrics';

const sources: Source[] = [...everySource, 'logs', 'metrics'];

/** Without these nothing may be called well. What only explains trouble is not among them. */
const neededForWell: Source[] = [
  'application',
  'workloads',
  'jobs',
  'pods',
  'endpoints',
  'disruptionBudgets',
  'autoscalers',
  'metrics',
];

/** Where a finding comes from; taking away anything else must leave it standing. */
const comesFrom: [codes: RegExp, from: Source[]][] = [
  [/^G|^A/, ['application', 'jobs', 'workloads']],
  [/^M1|^M2(0[1-4]|0[67]|1[0-8])/, ['jobs', 'pods', 'events', 'logs']],
  [/^M20[589]/, ['jobs', 'pods', 'events']],
  [/^P112/, ['disruptionBudgets']],
  [/^P1(13|22)/, ['autoscalers']],
  [/^P(106|107|116|117|118|119)/, ['workloads', 'pods', 'application', 'replicaSets']],
  [/^P/, ['pods', 'workloads', 'events', 'logs', 'replicaSets', 'jobs']],
  [/^D11[1-4]/, ['endpoints', 'pods']],
  [/^D/, ['metrics', 'pods']],
  [/^V/, sources],
];

const claim: StageState[] = ['failed', 'degraded', 'progressing', 'ok'];

function look(state: State, without?: Source): { assessment: Assessment; world: World } {
  const world = new World();
  state.given(world);
  if (without) takeAway(world, without);
  return {
    world,
    assessment: assess({
      now: world.now,
      current: world.current,
      previous: world.previous,
      profile: spicedbProfile,
    }),
  };
}

function takeAway(world: World, source: Source) {
  if (source === 'logs' || source === 'metrics') {
    const refusal = {
      state: 'unseen',
      reason: forbidden(source === 'logs' ? 'pods/log' : 'pods/proxy'),
    } as const;
    const names =
      source === 'logs' ? Object.keys(world.current.logs) : world.members.map(pod => pod.metadata.name);
    for (const name of names) world.current[source][name] = refusal;
    if (source === 'logs') {
      // The kubelet's copy of the last words goes too, else nothing would be taken away.
      for (const status of world.pods.flatMap(pod => pod.status?.containerStatuses ?? [])) {
        if (status.state?.terminated) status.state.terminated.message = undefined;
        if (status.lastState?.terminated) status.lastState.terminated.message = undefined;
      }
    }
    return;
  }
  world.unsee(source);
}

const codesIn = ({ stages }: Assessment) =>
  stages.flatMap(stage => stage.findings).map(finding => finding.code);

const twins = states
  .filter(state => !state.name.startsWith('sight:'))
  .flatMap(state => sources.map(source => ({ name: `${state.name}, without ${source}`, source, state })));

describe('a page that sees less', () => {
  it.each(twins)('$name: claims nothing better', ({ source, state }) => {
    const whole = look(state).assessment;
    const { assessment: partial, world } = look(state, source);
    for (const { id, state: seen } of whole.stages) {
      const now = partial.stages.find(stage => stage.id === id)!.state;
      if (!claim.includes(now) || !claim.includes(seen)) expect([now, seen]).not.toEqual(['ok', 'unknown']);
      else
        expect({ id, now, better: claim.indexOf(now) > claim.indexOf(seen) }).toEqual({
          id,
          now,
          better: false,
        });
    }
    if (whole.verdict.state !== 'ok') expect(partial.verdict.state).not.toBe('ok');
    if (neededForWell.includes(source) && isExpected(source, world))
      expect(partial.verdict.state).not.toBe('ok');
  });

  it.each(twins)('$name: still names what the rest shows', ({ source, state }) => {
    const left = codesIn(look(state, source).assessment);
    for (const code of codesIn(look(state).assessment)) {
      const from = comesFrom.find(([codes]) => codes.test(code))![1];
      if (!from.includes(source)) expect(left).toContain(code);
    }
  });
});

/** A source that the state has no use for is not missed. */
function isExpected(source: Source, world: World): boolean {
  const { ref } = world.current;
  if (source === 'application') return ref.application !== undefined;
  if (source === 'endpoints' || source === 'metrics') return ref.ringService !== undefined;
  if (source === 'jobs') return spicedbProfile.expectsMigration(world.current) !== false;
  return !isAbsent(world.current.pods);
}
