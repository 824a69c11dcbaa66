import type { YamlPath, YamlValue } from './YamlChange';
import { definedKeys, isMapValue, sameValue } from './YamlChange';

/** One splice of the text. */
export type Step =
  | { do: 'replace'; path: YamlPath; value: YamlValue }
  | { do: 'add'; path: YamlPath; value: YamlValue }
  | { do: 'remove'; path: YamlPath };

/**
 * The steps from what a file says to what it shall say, as small as possible:
 * only what differs is touched. Undefined stands for what is not there.
 */
export function stepsBetween(current: unknown, wanted: YamlValue, path: YamlPath): Step[] {
  if (current === undefined) return [{ do: 'add', path, value: wanted }];
  if (sameValue(current, wanted)) return [];
  if (isMapValue(current) && isMapValue(wanted) && definedKeys(wanted).length) {
    const kept = definedKeys(wanted);
    return [
      ...kept.flatMap(key => stepsBetween(own(current, key), wanted[key] as YamlValue, [...path, key])),
      ...Object.keys(current)
        .filter(key => !kept.includes(key))
        .map(key => ({ do: 'remove' as const, path: [...path, key] })),
    ];
  }
  if (Array.isArray(current) && Array.isArray(wanted) && current.length && wanted.length) {
    return stepsBetweenLists(current, wanted, path);
  }
  return [{ do: 'replace', path, value: wanted }];
}

/**
 * Items that both lists have stay where they are, with their comments. Gaps are
 * filled from the end, so that the places before them still count.
 */
function stepsBetweenLists(current: unknown[], wanted: YamlValue[], path: YamlPath): Step[] {
  const steps: Step[] = [];
  let [to, toWanted] = [current.length, wanted.length];
  for (const [from, fromWanted] of [...inCommon(current, wanted).reverse(), [-1, -1]]) {
    const [before, after] = [to - from - 1, toWanted - fromWanted - 1];
    for (let n = 1; n <= Math.min(before, after); n += 1) {
      steps.push(...stepsBetween(current[from + n], wanted[fromWanted + n], [...path, from + n]));
    }
    for (let n = before + 1; n <= after; n += 1) {
      steps.push({ do: 'add', path: [...path, from + n], value: wanted[fromWanted + n] });
    }
    for (let n = before; n > after; n -= 1) steps.push({ do: 'remove', path: [...path, from + n] });
    [to, toWanted] = [from, fromWanted];
  }
  return steps;
}

/** The longest run of items, in order, that two lists share: pairs of places. */
function inCommon(a: unknown[], b: unknown[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = sameValue(a[i], b[j])
        ? lengths[i + 1][j + 1] + 1
        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (sameValue(a[i], b[j])) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** What the whole file says after a step. */
export function afterStep(whole: unknown, step: Step): unknown {
  return change(whole, step.path, step);
}

function change(here: unknown, path: YamlPath, step: Step): unknown {
  if (path.length === 0) return step.do === 'remove' ? null : step.value;
  const [first, ...rest] = path;
  if (Array.isArray(here)) {
    const list = [...here];
    if (rest.length) list[Number(first)] = change(list[Number(first)], rest, step);
    else if (step.do === 'remove') list.splice(Number(first), 1);
    else list.splice(Number(first), step.do === 'replace' ? 1 : 0, step.value);
    return list;
  }
  const map: Record<string, unknown> = { ...(isMapValue(here) ? here : {}) };
  const key = String(first);
  if (rest.length) map[key] = change(own(map, key), rest, step);
  else if (step.do === 'remove') delete map[key];
  else map[key] = step.value;
  return map;
}

export function own(map: unknown, key: string | number): unknown {
  if (Array.isArray(map)) return map[Number(key)];
  return isMapValue(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}

export function valueAt(whole: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((here, key) => own(here, key), whole);
}
