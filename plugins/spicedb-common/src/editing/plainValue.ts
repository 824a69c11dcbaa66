import type { Alias, Document, Node, Pair } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';

/** A place where a document cannot be resolved. */
export class CannotResolve extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

const mostNodes = 100_000;
const deepest = 100;

/**
 * What a document says, with aliases and merge keys resolved. Keys are those
 * that are written: `on: 1` has the key `on`.
 */
export function plainValue(document: Document.Parsed): unknown {
  let nodes = 0;
  return plain(document.contents as Node | null, 0);

  function plain(node: Node | null | undefined, depth: number): unknown {
    if (!node) return null;
    nodes += 1;
    if (nodes > mostNodes || depth > deepest) {
      throw new CannotResolve(
        node.range![0],
        'Its aliases (*name) make the file endlessly large. Write it without them.',
      );
    }
    if (isAlias(node)) return plain(target(node), depth + 1);
    if (isSeq<Node>(node)) return node.items.map(item => plain(item, depth + 1));
    if (!isMap<Node, Node | null>(node)) return isScalar(node) ? node.value : null;
    const merged: Record<string, unknown>[] = [];
    const own: Record<string, unknown> = {};
    for (const pair of node.items) {
      if (isMergeKey(pair)) merged.push(...mergedBy(pair, depth));
      else define(own, keyOf(pair) ?? pair.key.toString(), plain(pair.value, depth + 1));
    }
    // The first of several merged maps wins, and what stands in the map itself wins over all.
    return merged.length ? [own, ...merged].reduceRight((all, map) => Object.assign(all, map), {}) : own;
  }

  function mergedBy(pair: Pair<Node, Node | null>, depth: number): Record<string, unknown>[] {
    const source = pair.value && isAlias(pair.value) ? target(pair.value) : pair.value;
    const maps = isSeq<Node>(source) ? source.items : [source];
    return maps.map(map => {
      const value = plain(map, depth + 1);
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>;
      throw new CannotResolve(pair.key.range![0], 'A merge key (<<) takes maps only.');
    });
  }

  function target(alias: Alias): Node {
    const found = alias.resolve(document);
    if (!found) {
      throw new CannotResolve(
        alias.range![0],
        `There is nothing named &${alias.source} above this alias. Write it out here.`,
      );
    }
    return found;
  }
}

/** A key as it is written, so that `on` is `on` and not `true`. */
export function keyOf({ key }: Pair<Node, Node | null>): string | undefined {
  if (!isScalar(key)) return undefined;
  // The source of a quoted key may hold escapes, and its value is a text anyway.
  return key.type === 'PLAIN' && key.source ? key.source : String(key.value);
}

export function isMergeKey({ key }: Pair<Node, Node | null>): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

function define(map: Record<string, unknown>, key: string, value: unknown) {
  // Assigning would lose a key named __proto__.
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}
