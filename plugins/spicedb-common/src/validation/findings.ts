import type { Node } from 'yaml';
import { isAlias, isMap, isSeq } from 'yaml';
import { entryAt } from '../editing/locate';
import type { ReadYaml } from '../editing/readYaml';
import { valueAt } from '../editing/steps';
import type { YamlPath } from '../editing/YamlChange';

/**
 * Something that is wrong with a file of an instance, at its place.
 *
 * @public
 */
export interface FileFinding {
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** An error will not work; a warning will, but not as one would wish. */
  severity: 'error' | 'warning';
  /** The key it is about, when it is about one. */
  path: string;
  message: string;
}

/** A file that is being looked through, and what was found in it. */
export class Inspection {
  readonly found: FileFinding[] = [];

  constructor(readonly file: string, readonly yaml: ReadYaml) {}

  at(...path: YamlPath): unknown {
    return valueAt(this.yaml.value, path);
  }

  text(...path: YamlPath): string | undefined {
    const value = this.at(...path);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  error(path: YamlPath, message: string) {
    this.add('error', path, message);
  }

  warning(path: YamlPath, message: string) {
    this.add('warning', path, message);
  }

  /** Says it only if it is not so. */
  expect(path: YamlPath, wanted: unknown, why: string) {
    const here = this.at(...path);
    if (here === wanted) return;
    this.error(path, `is ${shownValue(here)}, but must be ${shownValue(wanted)}: ${why}`);
  }

  private add(severity: FileFinding['severity'], path: YamlPath, message: string) {
    const place = this.yaml.placeOf(offsetOf(this.yaml, path));
    this.found.push({ file: this.file, ...place, severity, path: path.join('.'), message });
  }
}

export function shownValue(value: unknown): string {
  if (value === undefined) return 'not there';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Where a path stands, or as much of it as is there. */
function offsetOf({ document }: ReadYaml, path: YamlPath): number {
  let here: Node | null = document.contents;
  let offset = here?.range?.[0] ?? 0;
  for (const step of path) {
    if (here === null || isAlias(here) || (!isMap<Node, Node | null>(here) && !isSeq<Node>(here))) break;
    const { index, value } = entryAt(here, step);
    if (index < 0) break;
    offset = isMap<Node, Node | null>(here) ? here.items[index].key.range![0] : value?.range?.[0] ?? offset;
    here = value;
  }
  return offset;
}
