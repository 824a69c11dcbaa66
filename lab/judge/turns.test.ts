import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTurns } from './turns.ts';

interface Item {
  name: string;
  loud?: boolean;
  seconds?: number;
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
  const end = async (name: string) => {
    open.get(name)?.();
    await settle();
  };
  return { play, end, endAll, company, most: () => most };
}

const secondsOf = ({ seconds = 0 }: Item) => seconds;
const noClash = () => false;
const eitherLoud = ({ loud: one = false }: Item, { loud: other = false }: Item) => one || other;
const bothLoud = ({ loud: one = false }: Item, { loud: other = false }: Item) => one && other;

describe('turns', () => {
  it('never plays more at once than it may, and answers in the order asked', async () => {
    const { play, endAll, most } = theatre();
    const items: Item[] = ['a', 'b', 'c', 'd', 'e'].map(name => ({ name }));
    const answers = inTurns(items, { jobs: 2, clash: noClash, secondsOf }, play);
    await endAll();
    assert.deepEqual(await answers, ['A', 'B', 'C', 'D', 'E']);
    assert.equal(most(), 2);
  });

  it('gives nobody company who disturbs everybody', async () => {
    const { play, endAll, company } = theatre();
    const items: Item[] = [
      { name: 'loud', loud: true },
      { name: 'a' },
      { name: 'b' },
      { name: 'louder', loud: true },
    ];
    const answers = inTurns(items, { jobs: 4, clash: eitherLoud, secondsOf }, play);
    await endAll();
    assert.deepEqual(await answers, ['LOUD', 'A', 'B', 'LOUDER']);
    assert.deepEqual([company.get('loud'), company.get('louder')], [[], []]);
    assert.deepEqual(company.get('b'), ['a']);
  });

  it('lets others go on while those that do not go together take turns', async () => {
    const { play, end, endAll, company } = theatre();
    const items: Item[] = [
      { name: 'loud', loud: true },
      { name: 'louder', loud: true },
      { name: 'a' },
      { name: 'b' },
    ];
    const answers = inTurns(items, { jobs: 2, clash: bothLoud, secondsOf }, play);
    await end('loud');
    assert.deepEqual([company.get('a'), company.get('louder')], [['loud'], ['a']]);
    await endAll();
    await answers;
    assert.equal(company.size, 4);
  });

  it('begins with what lasts longest, and else as it was asked', async () => {
    const { play, endAll, company } = theatre();
    const items: Item[] = [
      { name: 'a' },
      { name: 'b', seconds: 10 },
      { name: 'c' },
      { name: 'd', seconds: Infinity },
      { name: 'e', seconds: Infinity },
    ];
    const answers = inTurns(items, { jobs: 1, clash: noClash, secondsOf }, play);
    await endAll();
    assert.deepEqual(await answers, ['A', 'B', 'C', 'D', 'E']);
    assert.deepEqual([...company.keys()], ['d', 'e', 'b', 'a', 'c']);
  });
});
