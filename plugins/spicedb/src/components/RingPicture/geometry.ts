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

/** How far labels stand from the middle, as a part of the way to their member. */
export const labelReach = 1.52;
/** What an average character takes at the size of the labels. */
const characterWidth = 6.6;

/** Half the width that a picture needs, so that no label is cut off. */
export function halfWidthFor(spots: Spot[], labels: string[]) {
  const reaches = spots.map(({ x }, index) => {
    const width = labels[index].length * characterWidth;
    return Math.abs(x) * labelReach + (standsInTheMiddle(x) ? width / 2 : width);
  });
  return Math.ceil(Math.max(150, ...reaches));
}

/** Labels above and below the ring are centred, the others lead away from it. */
export const standsInTheMiddle = (x: number) => Math.abs(x) < 8;
