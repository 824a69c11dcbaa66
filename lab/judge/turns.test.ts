import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTurns } from './turns.ts';

interface Item {
  name: string;
  alone?: boolean;
}

/** Plays whose ends are chosen from outside, and who played beside whom. */
function theatre() {
  const open = new Map<string, () => void>();
  const company = new Map<string, string[]>();
  let most = 0;
  const play = async ({ name }: Item) => {
    company.set(name, [...open.keys()]);
    await new Promise<void>(resolve => {
      open.set(name, resolve);
      most = Math.max(most, open.size);
    });
    open.delete(name);
    return name.toUpperCase();
  };
  const settle = () => new Promise<void>(resolve => setImmediate(resolve));
  const endAll = async () => {
    for (await settle(); open.size > 0; await settle()) [...open.values()].reverse().forEach(end => end());
  };
  return { play, endAll, company, most: () => most };
}

describe('turns', () => {
  it('never plays more at once than it may, and answers in the order asked', async () => {
    const { play, endAll, most } = theatre();
    const items: Item[] = ['a', 'b', 'c', 'd', 'e'].map(name => ({ name }));
    const answers = inTurns(items, { jobs: 2, alone: () => false }, play);
    await endAll();
    assert.deepEqual(await answers, ['A', 'B', 'C', 'D', 'E']);
    assert.equal(most(), 2);
  });

  it('gives nobody company who disturbs others, and plays those last', async () => {
    const { play, endAll, company } = theatre();
    const items: Item[] = [
      { name: 'loud', alone: true },
      { name: 'a' },
      { name: 'b' },
      { name: 'louder', alone: true },
    ];
    const answers = inTurns(items, { jobs: 4, alone: ({ alone = false }) => alone }, play);
    await endAll();
    assert.deepEqual(await answers, ['LOUD', 'A', 'B', 'LOUDER']);
    assert.deepEqual([...company.keys()], ['a', 'b', 'loud', 'louder']);
    assert.deepEqual([company.get('loud'), company.get('louder')], [[], []]);
  });
});
