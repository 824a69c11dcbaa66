import type { Node, Pair } from 'yaml';
import { isMap, isPair, isScalar } from 'yaml';
import type { Layout, NoteFor, Quotes } from './emit';
import { entryLines, flowText, innerLines, itemLines, keyText, needsLines, scalarText } from './emit';
import { afterColon, endOfLines, entriesOf, isBlock, isBlockScalar, linesOfEntry } from './entries';
import { columnOf, insertLines, lineBreakAt, lineEnd, removeLines } from './lines';
import type { Collection, Place } from './locate';
import type { YamlPath, YamlValue } from './YamlChange';

/** What a splice needs to know besides the place. */
export interface Surroundings {
  text: string;
  path: YamlPath;
  layout: Layout;
  noteFor: NoteFor;
}

/** Puts another value where one stands. */
export function replaceValue(place: Place, value: YamlValue, around: Surroundings): string {
  const { text, layout, noteFor, path } = around;
  const { parent, value: old } = place;
  const item = parent.items[place.index];
  if (parent.flow) {
    if (!old)
      return splice(
        text,
        (item as Pair<Node>).key.range![1],
        (item as Pair<Node>).key.range![1],
        `: ${flowText(value)}`,
      );
    if (!isWritten(old)) return splice(text, old.range![0], old.range![0], ` ${flowText(value)}`);
    return splice(text, old.range![0], old.range![1], flowText(value, quotesOf(old, value)));
  }
  if (old && isWritten(old) && !isBlock(old) && !isBlockScalar(old) && !needsLines(value)) {
    return splice(text, old.range![0], old.range![1], scalarText(value, quotesOf(old, value)));
  }
  const entry = entriesOf(text, parent)[place.index];
  const column = columnOf(text, entry.start);
  const end = endOfLines(text, entry);
  if (!isPair(item)) {
    const [first, ...rest] = itemLines(value, column, layout);
    return spliceLines(text, entry.start, end, [first.slice(column), ...rest]);
  }
  const colon = afterColon(item as Pair<Node, Node | null>);
  const comment = commentBeside(text, old, colon);
  const lines = needsLines(value)
    ? [comment, ...innerLines(value, { path, column, layout, noteFor })]
    : [` ${scalarText(value)}${comment}`];
  return spliceLines(text, colon, end, lines);
}

/** Adds an entry: to a map under its key, to a list at its place. */
export function addEntry(
  parent: Collection,
  step: string | number,
  value: YamlValue,
  around: Surroundings & { neighbour: { index: number; side: 'before' | 'after' } | undefined },
): string {
  const { text, layout, noteFor, path, neighbour } = around;
  if (parent.flow) return addToFlow(parent, step, value, text, neighbour);
  const entries = entriesOf(text, parent);
  const column = columnOf(text, entries[0].start);
  const lines = isMap(parent)
    ? entryLines(String(step), value, { path, column, layout, noteFor })
    : itemLines(value, column, layout);
  const beside = entries[neighbour?.index ?? entries.length - 1];
  if (neighbour?.side === 'before') {
    if (!beside.shares) return insertLines(text, linesOfEntry(text, beside).start, lines);
    const first = lines.join(`${lineBreakAt(text, beside.start)}`).slice(column);
    return splice(
      text,
      beside.start,
      beside.start,
      `${first}${lineBreakAt(text, beside.start)}${' '.repeat(column)}`,
    );
  }
  return insertLines(text, endOfLines(text, beside), lines);
}

/** Takes an entry out; the caller has made sure that others remain. */
export function removeEntry({ parent, index }: Place, text: string): string {
  if (parent.flow) return removeFromFlow(parent, index, text);
  const entries = entriesOf(text, parent);
  const entry = entries[index];
  if (entry.shares && entries.length > 1) {
    return splice(text, entry.start, entries[index + 1].start, '');
  }
  const { start, end } = linesOfEntry(text, entry);
  return removeLines(text, start, end);
}

function addToFlow(
  parent: Collection,
  step: string | number,
  value: YamlValue,
  text: string,
  neighbour: { index: number; side: 'before' | 'after' } | undefined,
): string {
  const entry = isMap(parent) ? `${keyText(String(step))}: ${flowText(value)}` : flowText(value);
  if (parent.items.length === 0) return splice(text, parent.range![0] + 1, parent.range![0] + 1, entry);
  const [start, end] = rangeInFlow(parent, neighbour?.index ?? parent.items.length - 1);
  return neighbour?.side === 'before'
    ? splice(text, start, start, `${entry}, `)
    : splice(text, end, end, `, ${entry}`);
}

function removeFromFlow(parent: Collection, index: number, text: string): string {
  const [start, end] = rangeInFlow(parent, index);
  const last = parent.items.length - 1;
  if (index > 0) return splice(text, rangeInFlow(parent, index - 1)[1], end, '');
  return splice(text, start, index < last ? rangeInFlow(parent, index + 1)[0] : end, '');
}

function rangeInFlow(parent: Collection, index: number): [number, number] {
  const item = parent.items[index];
  if (!isPair(item)) return [(item as Node).range![0], (item as Node).range![1]];
  const pair = item as Pair<Node, Node | null>;
  return [pair.key.range![0], Math.max(pair.key.range![1], pair.value?.range![1] ?? 0)];
}

/** False for the nothing after `key:`. */
function isWritten(node: Node): boolean {
  return node.range![1] > node.range![0];
}

/** Quotes are kept where somebody chose them; where the old value could not do without, the new one may. */
function quotesOf(node: Node, next: YamlValue): Quotes {
  if (!isScalar(node) || typeof node.value !== 'string') return 'none';
  const needed = (value: YamlValue) => /^["']/.test(scalarText(value));
  if (needed(node.value) && !needed(next)) return 'none';
  if (node.type === 'QUOTE_SINGLE') return 'single';
  return node.type === 'QUOTE_DOUBLE' ? 'double' : 'none';
}

/** The comment on the line of a key, which stays when its value changes. */
function commentBeside(text: string, old: Node | null, colon: number): string {
  const from = old && isWritten(old) && !isBlock(old) && !isBlockScalar(old) ? old.range![1] : colon;
  return /^\s*?(\s#.*)$/.exec(text.slice(from, lineEnd(text, from)).replace(/\r?\n$/, ''))?.[1] ?? '';
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function spliceLines(text: string, start: number, end: number, lines: readonly string[]): string {
  const lineBreak = lineBreakAt(text, start);
  const ending = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
  return splice(text, start, end, lines.join(lineBreak) + ending);
}
