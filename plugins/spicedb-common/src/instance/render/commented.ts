import type { Document, YAMLMap } from 'yaml';
import { isMap, isScalar, parseDocument, stringify } from 'yaml';

/** A piece of a YAML file: a few keys, and why they are there unless they speak for themselves. */
export interface Part<Shape> {
  why?: string;
  keys: Shape;
}

/**
 * Puts the parts together into one YAML document; each reason becomes a comment
 * above the key at which its part branches off. The `yaml` library writes every
 * value, so no text of a person can become more than a value.
 */
export function commentedYaml<Shape extends object>(header: string[], parts: Part<Shape>[]): string {
  const merged = parts.reduce<Tree>((all, part) => merge(all, part.keys as Tree), {});
  const document = parseDocument(stringify(merged, { lineWidth: 0, version }), { version });
  for (const { keys, why } of parts) {
    if (why) comment(document, pathToBranch(keys as Tree), why);
  }
  const body = parts.length ? document.toString({ lineWidth: 0 }) : '{}\n';
  return `${header.map(line => `# ${line}\n`).join('')}\n${body}`;
}

// Helm, Argo CD and the catalog read by the rules of YAML 1.1, in which a plain `yes` is no text.
const version = '1.1';

type Tree = { [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(into: Tree, more: Tree): Tree {
  const result = { ...into };
  for (const [key, value] of Object.entries(more)) {
    const there = result[key];
    result[key] = isTree(there) && isTree(value) ? merge(there, value) : value;
  }
  return result;
}

/** Down to the last key before a part has more than one, or a plain value. */
function pathToBranch(tree: Tree): string[] {
  const keys = Object.keys(tree);
  const only = tree[keys[0]];
  if (keys.length !== 1) return [];
  return isTree(only) && Object.keys(only).length === 1 ? [keys[0], ...pathToBranch(only)] : [keys[0]];
}

function comment(document: Document, path: string[], why: string) {
  const last = path[path.length - 1];
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1)) : document.contents;
  if (last === undefined || !isMap(parent)) return;
  const pair = (parent as YAMLMap).items.find(item => isScalar(item.key) && item.key.value === last);
  if (pair && isScalar(pair.key)) {
    // The first key of a nested map would carry its comment to the line of its parent.
    pair.key.commentBefore = wrapped(why)
      .map(line => ` ${line}`)
      .join('\n');
  }
}

function wrapped(text: string, width = 96): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== undefined && line.length + word.length < width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
