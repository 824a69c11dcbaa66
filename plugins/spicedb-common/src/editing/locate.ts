import type { Alias, Node, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isSeq, visit } from 'yaml';
import { isMergeKey, keyOf } from './plainValue';
import type { ReadYaml } from './readYaml';
import { valueAt } from './steps';
import type { YamlPath } from './YamlChange';
import { pathInWords } from './YamlChange';

/** A change that would touch more than its own place; the offset says where. */
export class CannotEdit extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

export type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node>;

/** An entry of a map or list, or the place where one would be. */
export interface Place {
  parent: Collection;
  /** The place in `parent.items`, or -1 when the map has no such key of its own. */
  index: number;
  value: Node | null;
}

/** Finds what stands at a path; undefined when the way there does not exist. */
export function locate(yaml: ReadYaml, path: YamlPath): Place | undefined {
  let here: Node | null = yaml.document.contents;
  let place: Place | undefined;
  for (const [depth, step] of path.entries()) {
    if (here === null) return undefined;
    refuseShared(yaml, here, path.slice(0, depth));
    if (!isMap<Node, Node | null>(here) && !isSeq<Node>(here)) return undefined;
    if (isSeq(here) !== (typeof step === 'number')) throw wrongShape(here, path.slice(0, depth), step);
    place = entryAt(here, step);
    const isLast = depth === path.length - 1;
    if (place.index < 0 && !isLast) refuseMerged(yaml, here, path.slice(0, depth + 1));
    here = place.value;
  }
  return place;
}

function wrongShape(here: Collection, path: YamlPath, step: string | number): CannotEdit {
  const kind = isSeq(here) ? 'a list' : 'a map of keys';
  return new CannotEdit(
    here.range![0],
    `${pathInWords(path)} is ${kind}, in which there is no "${step}". Correct it by hand.`,
  );
}

export function entryAt(collection: Collection, step: string | number): Place {
  if (isSeq(collection)) {
    const item = collection.items[Number(step)];
    return { parent: collection, index: item === undefined ? -1 : Number(step), value: item ?? null };
  }
  const index = collection.items.findIndex(pair => keyOf(pair) === String(step));
  return { parent: collection, index, value: index < 0 ? null : collection.items[index].value ?? null };
}

/** What goes away must not be needed elsewhere: by an alias of it, or of something inside it. */
export function refuseReused(yaml: ReadYaml, node: Node | null, path: YamlPath) {
  if (!node) return;
  const anchors = new Set<string>();
  visit(node, {
    Node: (_, inner) => {
      if (!isAlias(inner) && inner.anchor) anchors.add(inner.anchor);
    },
  });
  if (anchors.size === 0) return;
  const [start, end] = [node.range![0], node.range![2]];
  for (const alias of aliasesOf(yaml)) {
    const at = alias.range![0];
    if (anchors.has(alias.source) && (at < start || at >= end)) {
      throw new CannotEdit(at, reused(yaml, alias, path));
    }
  }
}

function refuseShared(yaml: ReadYaml, node: Node, path: YamlPath) {
  if (isAlias(node)) {
    throw new CannotEdit(
      node.range![0],
      `${pathInWords(path)} is an alias (*${
        node.source
      }): what it names stands elsewhere and would change there too. Write it out here first.`,
    );
  }
  const { anchor } = node as Collection;
  const alias = anchor && aliasesOf(yaml).find(({ source }) => source === anchor);
  if (alias) throw new CannotEdit(alias.range![0], reused(yaml, alias, path));
}

function reused(yaml: ReadYaml, alias: Alias, path: YamlPath): string {
  const { line } = yaml.placeOf(alias.range![0]);
  return `${pathInWords(path)} is used a second time here (line ${line}, *${
    alias.source
  }), which would change too. Write it out in both places first.`;
}

function aliasesOf(yaml: ReadYaml): Alias[] {
  const found: Alias[] = [];
  visit(yaml.document, { Alias: (_, alias) => void found.push(alias) });
  return found;
}

/** What comes in through a merge key cannot be changed from where it comes in. */
export function refuseMerged(yaml: ReadYaml, map: Collection, path: YamlPath) {
  if (!isMap<Node, Node | null>(map)) return;
  const merge = map.items.find(isMergeKey);
  if (merge && valueAt(yaml.value, path) !== undefined) {
    throw new CannotEdit(
      merge.key.range![0],
      `${pathInWords(path)} comes in through a merge key (<<). Write it out here first.`,
    );
  }
}
