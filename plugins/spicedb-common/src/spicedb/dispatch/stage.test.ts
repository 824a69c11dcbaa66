import { states } from '../../__fixtures__/states';
import { World } from '../../__fixtures__/world';
import { assess } from '../../rollout/assess';
import { spicedbProfile as profile } from '../profile';

function assessed(name: string) {
  const state = states.find(each => each.name === name);
  if (!state) throw new Error(`There is no state named ${name}`);
  const world = new World();
  state.given(world);
  const { now, current, previous } = world;
  return assess({ now, current, previous, profile });
}

/** What the dispatch stage says in the state of that name. */
const headlineIn = (name: string) => assessed(name).stages.find(({ id }) => id === 'dispatch')?.headline.key;

describe('the dispatch stage, where the list is what can be judged', () => {
  it('does not say that nobody measures when the first look was had', () => {
    expect(headlineIn('ring: a first look')).toBe('dispatch.firstLook');
    expect(headlineIn('ring: the first look is still to come')).toBe('dispatch.firstLook');
  });

  it('has no place in the ring for a pod that was evicted and will never serve again', () => {
    const { members } = assessed('pods: one was evicted, and another has taken its place').facts.ring!;
    expect(members.map(({ pod }) => pod)).not.toContain('sample-evicted-1');
    expect(members.every(({ listed, ready }) => listed && ready)).toBe(true);
  });

  it('says that nobody measures when no pod was asked', () => {
    expect(headlineIn('ring: nothing measures calls')).toBe('dispatch.listed');
  });

  it('does not speak of a ring, nor of pods that reach each other, where one pod is all that is wanted', () => {
    const world = new World();
    const [first, ...others] = world.members;
    world.remove(...others);
    world.counts(1, { replicas: 1, updatedReplicas: 1 });
    world.application.status!.health = { status: 'Healthy' };
    world.deployment.spec!.replicas = 1;
    const [subset] = world.endpoints.subsets!;
    subset.addresses = subset.addresses!.filter(({ targetRef }) => targetRef?.name === first.metadata.name);
    world.current.metrics = {
      [first.metadata.name]: {
        state: 'unseen',
        reason: { kind: 'forbidden', verb: 'get', apiGroup: '', resource: 'pods/proxy', cluster: 'demo' },
      },
    };
    const { now, current, previous } = world;
    const { stages, verdict } = assess({ now, current, previous, profile });
    expect(stages.find(({ id }) => id === 'dispatch')).toMatchObject({
      state: 'unknown',
      headline: { key: 'dispatch.listedAlone' },
    });
    expect(profile.messages['dispatch.listedAlone']).toBe('One pod; calls are not measured');
    expect(profile.messages[verdict.sentence.key]).toBe(
      'All else is well; whether calls get through shows only under traffic and with metrics.',
    );
  });
});
