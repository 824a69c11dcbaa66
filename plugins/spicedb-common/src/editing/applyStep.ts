import type { Node } from 'yaml';
import { isMap, isSeq } from 'yaml';
import { commentAt } from './comments';
import { entryLines, flowText, itemLines, needsLines, scalarText } from './emit';
import type { NoteFor } from './emit';
import { layoutOf } from './layout';
import { insertLines } from './lines';
import type { Collection } from './locate';
import { CannotEdit, entryAt, locate, refuseReused } from './locate';
import { keyOf } from './plainValue';
import type { ReadYaml } from './readYaml';
import { addEntry, removeEntry, replaceValue } from './splice';
import type { Step } from './steps';
import type { YamlPath, YamlValue } from './YamlChange';
import { isMapValue, pathInWords } from './YamlChange';

/** Carries out one step; says which step it was, since a removal may take an emptied map along. */
export function applyStep(yaml: ReadYaml, step: Step, like: ReadYaml): { step: Step; text: string } {
  if (step.do === 'remove') return remove(yaml, step.path);
  if (step.path.length === 0) return { step, text: writeWhole(yaml, step.value, like) };
  const place = locate(yaml, step.path);
  if (!place) throw new CannotEdit(0, `${pathInWords(step.path)} has no place in this file.`);
  const around = { text: yaml.text, path: step.path, layout: layoutOf(yaml), noteFor: notesOf(like) };
  if (step.do === 'replace' && place.index >= 0) {
    refuseReused(yaml, place.value, step.path);
    return { step, text: replaceValue(place, step.value, around) };
  }
  const last = step.path[step.path.length - 1];
  const neighbour = neighbourOf(place.parent, step.path, like);
  return { step, text: addEntry(place.parent, last, step.value, { ...around, neighbour }) };
}

function remove(yaml: ReadYaml, path: YamlPath): { step: Step; text: string } {
  const place = locate(yaml, path);
  if (!place || place.index < 0) {
    throw new CannotEdit(
      0,
      `${pathInWords(
        path,
      )} does not stand here itself; it comes in through a merge key (<<). Remove it there.`,
    );
  }
  const { parent } = place;
  if (parent.items.length === 1 && !parent.flow && path.length > 1) return remove(yaml, path.slice(0, -1));
  refuseReused(yaml, place.value, path);
  const whole: YamlPath = parent.items.length === 1 && !parent.flow ? [] : path;
  return { step: { do: 'remove', path: whole }, text: removeEntry(place, yaml.text) };
}

/** A file that says nothing yet, or something else altogether. */
function writeWhole(yaml: ReadYaml, value: YamlValue, like: ReadYaml): string {
  const { document, text } = yaml;
  const old = document.contents as Node | null;
  if (old && old.range![1] > old.range![0]) {
    if ((isMap(old) || isSeq(old)) && old.items.length === 0) {
      return text.slice(0, old.range![0]) + flowText(value) + text.slice(old.range![1]);
    }
    throw new CannotEdit(
      old.range![0],
      'The file holds something else than a map of keys. Correct it by hand.',
    );
  }
  if (!needsLines(value)) return insertLines(text, text.length, [scalarText(value)]);
  const layout = layoutOf(yaml);
  const lines = isMapValue(value)
    ? Object.entries(value as Record<string, YamlValue>).flatMap(([key, inner]) =>
        entryLines(key, inner, { path: [key], column: 0, layout, noteFor: notesOf(like) }),
      )
    : (value as YamlValue[]).flatMap(item => itemLines(item, 0, layout));
  return insertLines(text, text.length, lines);
}

function notesOf(like: ReadYaml): NoteFor {
  return path => commentAt(like, path);
}

/** The entry beside which a new one belongs; without advice it goes to the end. */
function neighbourOf(parent: Collection, path: YamlPath, like: ReadYaml) {
  const last = path[path.length - 1];
  if (isSeq(parent)) {
    const index = Number(last);
    return index < parent.items.length ? { index, side: 'before' as const } : undefined;
  }
  const order = keysAt(like, path.slice(0, -1));
  const at = order.indexOf(String(last));
  if (at < 0) return undefined;
  for (const key of order.slice(0, at).reverse()) {
    const { index } = entryAt(parent, key);
    if (index >= 0) return { index, side: 'after' as const };
  }
  for (const key of order.slice(at + 1)) {
    const { index } = entryAt(parent, key);
    if (index >= 0) return { index, side: 'before' as const };
  }
  return undefined;
}

function keysAt(yaml: ReadYaml, path: YamlPath): string[] {
  const node = path.length ? locate(yaml, path)?.value : yaml.document.contents;
  return isMap<Node, Node | null>(node) ? node.items.map(keyOf).filter(key => key !== undefined) : [];
}
