import { reuse } from './reuse';

describe('what did not change', () => {
  const old = { at: 1, pods: [{ name: 'a' }, { name: 'b' }], why: undefined, ring: { members: [1, 2] } };

  it('is the very same', () => {
    expect(reuse(old, structuredClone(old))).toBe(old);
  });

  it('is the very same beside what did', () => {
    const now = { ...structuredClone(old), at: 2, pods: [{ name: 'a' }, { name: 'c' }] };
    const mixed = reuse(old, now);
    expect(mixed).toEqual(now);
    expect(mixed.pods[0]).toBe(old.pods[0]);
    expect(mixed.ring).toBe(old.ring);
    expect(mixed.pods).not.toBe(old.pods);
  });

  it.each([
    ['one more', [1, 2], [1, 2, 3]],
    ['one less', [1, 2, 3], [1, 2]],
    ['a field that is gone', { a: 1, b: 2 }, { a: 1 }],
    ['a field of another name', { a: undefined }, { b: undefined }],
    ['a list in the place of an object', { 0: 1 }, [1]],
    ['nothing in the place of something', { a: 1 }, null],
    ['something in the place of nothing', undefined, { a: 1 }],
  ])('is told from %s', (_, before, now) => {
    expect(reuse(before, now)).toEqual(now);
    expect(reuse(before, now)).not.toBe(before);
  });
});
