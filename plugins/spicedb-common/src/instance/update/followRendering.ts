import { commentAt } from '../../editing/comments';
import { editYaml } from '../../editing/editYaml';
import type { EditResult } from '../../editing/editYaml';
import type { ReadYaml } from '../../editing/readYaml';
import { readYaml } from '../../editing/readYaml';
import { valueAt } from '../../editing/steps';
import type { YamlChange, YamlValue } from '../../editing/YamlChange';
import { isMapValue, sameValue } from '../../editing/YamlChange';

/**
 * Does to a file what turns one rendering into another. The file may have been
 * changed by hand since it was rendered, and keeps all of that: values that the
 * change does not concern, and comments that somebody put into other words.
 */
export function followRendering(text: string, before: string, after: string): EditResult {
  const old = read(before);
  const next = read(after);
  const file = readYaml(text);
  if (!file.ok) return file;
  const changes = changesBetween(old, next).map(change =>
    keepingOwnItems(change, old.value, file.yaml.value),
  );
  return editYaml(text, [...changes, ...rewordings(old, next)], { like: after });
}

function read(rendering: string): ReadYaml {
  const reading = readYaml(rendering);
  if (!reading.ok) throw new Error(`A rendering is not YAML: ${reading.troubles[0].message}`);
  return reading.yaml;
}

function changesBetween(old: ReadYaml, next: ReadYaml): YamlChange[] {
  const before = new Map(leavesOf(old.value).map(leaf => [leaf.path.join('\0'), leaf]));
  const after = new Map(leavesOf(next.value).map(leaf => [leaf.path.join('\0'), leaf]));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, { path }]) => ({ remove: path }));
  const set = [...after]
    .filter(([key, { value }]) => !before.has(key) || !sameValue(before.get(key)!.value, value))
    .map(([, { path, value }]) => ({ set: path, value }));
  return [...gone, ...set];
}

/** Items that somebody added to a list stay when those that were rendered change. */
function keepingOwnItems(change: YamlChange, old: unknown, file: unknown): YamlChange {
  if ('comment' in change) return change;
  const path = 'set' in change ? change.set : change.remove;
  const [rendered, here] = [valueAt(old, path) ?? [], valueAt(file, path)];
  const wanted = 'set' in change ? change.value : [];
  if (!Array.isArray(rendered) || !Array.isArray(here) || !Array.isArray(wanted)) return change;
  const value = inOrder(here, rendered)
    ? aroundOwnItems(here, rendered, wanted)
    : afterOwnItems(here, rendered, wanted);
  return value.length ? { set: path, value } : { remove: path };
}

const isIn = (list: YamlValue[], item: YamlValue) => list.some(other => sameValue(item, other));

/** Whether what was rendered still stands there in the order in which it was rendered. */
function inOrder(here: YamlValue[], rendered: YamlValue[]): boolean {
  return sameValue(
    here.filter(item => isIn(rendered, item)),
    rendered.filter(item => isIn(here, item)),
  );
}

/** What is wanted, with each item of somebody's own behind the one that it stood behind. */
function aroundOwnItems(here: YamlValue[], rendered: YamlValue[], wanted: YamlValue[]): YamlValue[] {
  const value = [...wanted];
  here.forEach((item, index) => {
    if (isIn(rendered, item) || isIn(wanted, item)) return;
    const behind = index === 0 ? -1 : value.findIndex(other => sameValue(other, here[index - 1]));
    value.splice(index > 0 && behind < 0 ? value.length : behind + 1, 0, item);
  });
  return value;
}

/** What stands there, in somebody's own order, less what is no longer wanted, and then what is new. */
function afterOwnItems(here: YamlValue[], rendered: YamlValue[], wanted: YamlValue[]): YamlValue[] {
  const kept = here.filter(item => isIn(wanted, item) || !isIn(rendered, item));
  return [...kept, ...wanted.filter(item => !isIn(here, item))];
}

function rewordings(old: ReadYaml, next: ReadYaml): YamlChange[] {
  return pathsOf(next.value).flatMap(path => {
    const [from, to] = [commentAt(old, path), commentAt(next, path)];
    return from.length && from.join('\n') !== to.join('\n') ? [{ comment: path, from, to }] : [];
  });
}

interface Leaf {
  path: string[];
  value: YamlValue;
}

/** Lists count as one value: an item has no name by which to know it again. */
function leavesOf(value: unknown, path: string[] = []): Leaf[] {
  if (!isMapValue(value) || Object.keys(value).length === 0) return [{ path, value: value as YamlValue }];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (!isMapValue(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [[...path, key], ...pathsOf(part, [...path, key])]);
}
