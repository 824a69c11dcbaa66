import type { RingFact } from '@spicedb-portal/backstage-plugin-spicedb-common';

export interface Spot {
  x: number;
  y: number;
  angle: number;
}

/** Places on a circle, the first at the top, clockwise. */
export function placeOnCircle(count: number, radius: number): Spot[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle), angle };
  });
}

/** An arc around an angle, as an SVG path; never quite a full circle. */
export function arcAround(angle: number, width: number, radius: number) {
  const half = Math.min(width, 2 * Math.PI - 0.01) / 2;
  const at = (a: number) => `${(radius * Math.cos(a)).toFixed(2)} ${(radius * Math.sin(a)).toFixed(2)}`;
  return `M ${at(angle - half)} A ${radius} ${radius} 0 ${half > Math.PI / 2 ? 1 : 0} 1 ${at(angle + half)}`;
}

/** Each member's part of the work between two looks, where it was measured. */
export function sharesOf({ members }: RingFact): (number | undefined)[] {
  const total = members.reduce((sum, each) => sum + (each.handled ?? 0), 0);
  return members.map(({ handled }) => (handled === undefined || total === 0 ? undefined : handled / total));
}

/** Whether a member dispatches to all that are listed, as far as it was measured. */
export function seesWholeRing({ members }: RingFact, index: number) {
  const { sees } = members[index];
  if (sees === undefined) return undefined;
  return sees >= members.filter(({ listed }) => listed).length;
}

/** Whether two members are listed, and nothing shows that one of them misses a member. */
export function isWhole(ring: RingFact, a: number, b: number) {
  const { members } = ring;
  const misses = (index: number) => !members[index].listed || seesWholeRing(ring, index) === false;
  return !misses(a) && !misses(b);
}

/** How far labels stand from the middle, as a part of the way to their member. */
export const labelReach = 1.52;
/** What an average character takes at the size of the labels. */
const characterWidth = 6.6;
const labelHeight = 12;
/** Half the least width: a small ring is not drawn larger than a large one. */
const leastHalfWidth = 150;
/** The arcs of the shares go round the members at this distance from the middle, their width included. */
export const arcRadius = 92;
const outerEdge = 98;

/** What a picture has to show, so that no label and no arc is cut off. */
export function extentOf(spots: Spot[], labels: string[], hasArcs: boolean) {
  const sides = spots.map(({ x }, index) => {
    const width = labels[index].length * characterWidth;
    return Math.abs(x) * labelReach + (standsInTheMiddle(x) ? width / 2 : width);
  });
  const halfWidth = Math.ceil(Math.max(leastHalfWidth, ...sides));
  const edge = hasArcs ? [outerEdge] : [];
  const up = Math.max(...edge, ...spots.map(({ y }) => -y * labelReach + labelHeight));
  const down = Math.max(...edge, ...spots.map(({ y }) => y * labelReach + labelHeight));
  return {
    left: -halfWidth,
    top: -Math.ceil(up),
    width: 2 * halfWidth,
    height: Math.ceil(up) + Math.ceil(down),
  };
}

/** Labels above and below the ring are centred, the others lead away from it. */
export const standsInTheMiddle = (x: number) => Math.abs(x) < 8;
