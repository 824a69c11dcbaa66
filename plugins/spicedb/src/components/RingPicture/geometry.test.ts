import type { RingFact } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { arcAround, extentOf, isWhole, placeOnCircle, seesWholeRing, sharesOf } from './geometry';

const ring = (...members: { sees?: number; handled?: number }[]): RingFact => ({
  members: members.map((each, index) => ({ pod: `p${index}`, listed: true, ready: true, ...each })),
  strangers: [],
  measured: members.length,
});

describe('the picture of the ring', () => {
  it('begins at the top and goes clockwise', () => {
    const [top, right, bottom, left] = placeOnCircle(4, 10);
    expect(top.y).toBeCloseTo(-10);
    expect(right.x).toBeCloseTo(10);
    expect(bottom.y).toBeCloseTo(10);
    expect(left.x).toBeCloseTo(-10);
  });

  it('gives each member its share, and none where nothing was measured', () => {
    expect(sharesOf(ring({ handled: 30 }, { handled: 10 }))).toEqual([0.75, 0.25]);
    expect(sharesOf(ring({ handled: 30 }, {}))).toEqual([1, undefined]);
    expect(sharesOf(ring({ handled: 0 }, { handled: 0 }))).toEqual([undefined, undefined]);
  });

  it('tells a member that sees all from one that does not and one that was not asked', () => {
    const three = ring({ sees: 3 }, { sees: 1 }, {});
    expect([0, 1, 2].map(index => seesWholeRing(three, index))).toEqual([true, false, undefined]);
  });

  it('counts only members that are listed, as nobody is to see the others', () => {
    const { members, ...rest } = ring({ sees: 2 }, { sees: 2 }, {});
    members[2].listed = false;
    expect(seesWholeRing({ members, ...rest }, 0)).toBe(true);
  });

  it('is as wide as its labels, which lead away from it', () => {
    const three = placeOnCircle(3, 70);
    expect(extentOf(three, ['a', 'b', 'c'], false).width).toBe(300);
    expect(extentOf(three, ['7pz7m 32 %', '87h5q 31 %', 'csmtq 37 %'], true).width).toBeGreaterThan(304);
    expect(extentOf(placeOnCircle(1, 70), ['a-name-of-thirty-characters-xx'], false).width).toBe(300);
  });

  it('is no taller than what it holds', () => {
    const three = placeOnCircle(3, 70);
    const bare = extentOf(three, ['a', 'b', 'c'], false);
    expect(bare.top).toBeLessThan(-106);
    expect(bare.top + bare.height).toBeLessThan(70);
    const withArcs = extentOf(three, ['a', 'b', 'c'], true);
    expect(withArcs.top + withArcs.height).toBeGreaterThan(94);
  });

  it('tells a pair that sees each other from one of which one misses a member', () => {
    const three = ring({ sees: 3 }, { sees: 3 }, { sees: 2 });
    expect([isWhole(three, 0, 1), isWhole(three, 0, 2)]).toEqual([true, false]);
    three.members[1].listed = false;
    expect(isWhole(three, 0, 1)).toBe(false);
  });

  it('draws the larger way round for more than half of the work', () => {
    expect(arcAround(0, Math.PI * 1.5, 10)).toMatch(/ 0 1 1 /);
    expect(arcAround(0, Math.PI / 2, 10)).toMatch(/ 0 0 1 /);
  });
});
