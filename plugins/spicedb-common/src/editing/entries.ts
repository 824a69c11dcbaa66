import type { Node, Pair } from 'yaml';
import { isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Collection } from './locate';
import { CannotEdit } from './locate';
import { columnOf, endOfDeeperComments, lineEnd, lineStart, startOfCommentAbove } from './lines';

/** An entry of a block map or block list: from its key or dash to the end of what is behind it. */
export interface Entry {
  start: number;
  /** Where its own text ends, without the rest of that line. */
  contentEnd: number;
  /** True when something else stands before it on its line, as in `- key: value`. */
  shares: boolean;
}

export function entriesOf(text: string, collection: Collection): Entry[] {
  return collection.items.map((item, index) => {
    const start = isPair(item) ? startOfKey(item as Pair<Node, Node | null>) : startOfDash(collection, index);
    const before = text.slice(lineStart(text, start), start);
    return {
      start,
      contentEnd: isPair(item) ? endOfPair(item as Pair<Node, Node | null>) : endOfNode(item as Node),
      shares: before.trim() !== '',
    };
  });
}

/** The whole lines of an entry, its comment above included. */
export function linesOfEntry(text: string, entry: Entry): { start: number; end: number } {
  return { start: startOfCommentAbove(text, entry.start), end: endOfLines(text, entry) };
}

export function endOfLines(text: string, { contentEnd, start }: Entry): number {
  // A block scalar ends after its last line break already.
  const end = contentEnd > 0 && text[contentEnd - 1] === '\n' ? contentEnd : lineEnd(text, contentEnd);
  return endOfDeeperComments(text, end, columnOf(text, start));
}

/** The offset after the colon of a pair. */
export function afterColon(pair: Pair<Node, Node | null>): number {
  const colon = pair.srcToken?.sep?.find(token => token.type === 'map-value-ind');
  if (!colon)
    throw new CannotEdit(pair.key.range![0], 'This key has no ":" of its own. Write it as "key: value".');
  return colon.offset + colon.source.length;
}

function startOfKey(pair: Pair<Node, Node | null>): number {
  const mark = pair.srcToken?.start.find(
    token => token.type !== 'space' && token.type !== 'newline' && token.type !== 'comment',
  );
  if (mark?.type === 'explicit-key-ind') {
    throw new CannotEdit(mark.offset, 'This key is written with "?". Write it as "key: value".');
  }
  return mark && mark.offset < pair.key.range![0] ? mark.offset : pair.key.range![0];
}

function startOfDash(collection: Collection, index: number): number {
  const token = collection.srcToken;
  const dash =
    token?.type === 'block-seq'
      ? token.items[index]?.start.find(part => part.type === 'seq-item-ind')
      : undefined;
  if (!dash)
    throw new CannotEdit(collection.range![0], 'This list is written in a way that cannot be edited.');
  return dash.offset;
}

function endOfPair(pair: Pair<Node, Node | null>): number {
  const end = pair.value ? endOfNode(pair.value) : pair.key.range![1];
  const colon = pair.srcToken?.sep?.find(token => token.type === 'map-value-ind');
  return Math.max(end, colon ? colon.offset + colon.source.length : 0);
}

export function endOfNode(node: Node): number {
  if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length) {
    const last = node.items[node.items.length - 1];
    return isPair(last) ? endOfPair(last as Pair<Node, Node | null>) : endOfNode(last as Node);
  }
  return node.range![1];
}

/** True for a collection that stands on lines of its own. */
export function isBlock(node: Node | null): node is Collection {
  return (isMap(node) || isSeq(node)) && !node.flow;
}

export function isBlockScalar(node: Node | null): boolean {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}
