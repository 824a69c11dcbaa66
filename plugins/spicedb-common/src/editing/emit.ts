import { stringify } from 'yaml';
import type { YamlPath, YamlValue } from './YamlChange';
import { definedKeys } from './YamlChange';

/** How a file is laid out, so that new lines look like the old ones. */
export interface Layout {
  /** Spaces of one level. */
  step: number;
  /** Spaces before the dash of a list, counted from its key. */
  dash: number;
}

export type Quotes = 'none' | 'single' | 'double';

/** The comment that belongs above a new key. */
export type NoteFor = (path: YamlPath) => readonly string[];

// Also quoted: what only YAML 1.1 (and so Helm) would take for something else, such as `on`.
const plain = {
  blockQuote: false,
  compat: 'yaml-1.1',
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  lineWidth: 0,
} as const;

/** A value on one line, after `key: ` or `- `. JSON is the form of YAML that holds line breaks. */
export function scalarText(value: YamlValue, style: Quotes = 'none'): string {
  if (typeof value === 'string') {
    if (style === 'single' && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value))
      return `'${value.replace(/'/g, "''")}'`;
    if (style !== 'none' || /[\n\r]/.test(value)) return JSON.stringify(value);
  }
  return stringify({ k: value }, plain).slice('k:'.length).trim();
}

/** A value inside `{}` or `[]`, where a comma ends it. */
export function flowText(value: YamlValue, style: Quotes = 'none'): string {
  const json = JSON.stringify(value);
  if (/\\[nr]/.test(json)) return json;
  if (typeof value === 'string' && style !== 'none') return scalarText(value, style);
  const options = { ...plain, collectionStyle: 'flow', flowCollectionPadding: false } as const;
  return stringify([value], options).trim().slice(1, -1).trim();
}

export function keyText(key: string): string {
  return stringify({ [key]: 0 }, plain).replace(/: 0\n$/, '');
}

/** Empty maps and lists have no lines of their own, and stand on the line of their key. */
export function needsLines(value: YamlValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMapLike(value) && definedKeys(value as Record<string, unknown>).length > 0;
}

/** A key with what is behind it, as whole lines. */
export function entryLines(
  key: string,
  value: YamlValue,
  at: { path: YamlPath; column: number; layout: Layout; noteFor: NoteFor },
): string[] {
  const pad = ' '.repeat(at.column);
  const notes = at.noteFor(at.path).map(words => `${pad}#${words}`);
  if (!needsLines(value)) return [...notes, `${pad}${keyText(key)}: ${scalarText(value)}`];
  return [...notes, `${pad}${keyText(key)}:`, ...innerLines(value, at)];
}

/** What stands below a key. */
export function innerLines(
  value: YamlValue,
  { path, column, layout, noteFor }: { path: YamlPath; column: number; layout: Layout; noteFor: NoteFor },
): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(item => itemLines(item, column + layout.dash, layout));
  }
  const map = value as Record<string, YamlValue>;
  return definedKeys(map).flatMap(key =>
    entryLines(key, map[key], { path: [...path, key], column: column + layout.step, layout, noteFor }),
  );
}

/** An item of a list with its dash. */
export function itemLines(value: YamlValue, column: number, layout: Layout): string[] {
  const pad = ' '.repeat(column);
  if (!needsLines(value)) return [`${pad}- ${scalarText(value)}`];
  const inner = column + 2;
  const lines = Array.isArray(value)
    ? value.flatMap(item => itemLines(item, inner, layout))
    : definedKeys(value as Record<string, unknown>).flatMap(key =>
        entryLines(key, (value as Record<string, YamlValue>)[key], {
          path: [],
          column: inner,
          layout,
          noteFor: () => [],
        }),
      );
  return [`${pad}- ${lines[0].slice(inner)}`, ...lines.slice(1)];
}

function isMapLike(value: YamlValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
