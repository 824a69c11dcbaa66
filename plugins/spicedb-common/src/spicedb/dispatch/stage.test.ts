import { states } from '../../__fixtures__/states';
import { World } from '../../__fixtures__/world';
import { assess } from '../../rollout/assess';
import { spicedbProfile as profile } from '../profile';

/** What the dispatch stage says in the state of that name. */
function headlineIn(name: string): string | undefined {
  const state = states.find(each => each.name === name);
  if (!state) throw new Error(`There is no state named ${name}`);
  const world = new World();
  state.given(world);
  const { now, current, previous } = world;
  const { stages } = assess({ now, current, previous, profile });
  return stages.find(({ id }) => id === 'dispatch')?.headline.key;
}

describe('the dispatch stage, where the list is what can be judged', () => {
  it('does not say that nobody measures when the first look was had', () => {
    expect(headlineIn('ring: a first look')).toBe('dispatch.firstLook');
  });

  it('says that nobody measures when no pod was asked', () => {
    expect(headlineIn('ring: nothing measures calls')).toBe('dispatch.listed');
  });
});
