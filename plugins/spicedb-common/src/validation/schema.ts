import { isMapValue } from '../editing/YamlChange';
import type { YamlPath } from '../editing/YamlChange';
import { shownValue } from './findings';

/** The part of JSON Schema in which the chart describes its values. */
export interface ValuesSchema {
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  properties?: Record<string, ValuesSchema>;
  additionalProperties?: boolean | ValuesSchema;
  items?: ValuesSchema;
  description?: string;
  deprecated?: boolean;
}

/** The keywords above; a test holds the chart's schema against them, so that none is passed over. */
export const knownKeywords: ReadonlySet<string> = new Set([
  '$schema',
  'type',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'maxItems',
  'properties',
  'additionalProperties',
  'items',
  'description',
  'deprecated',
]);

type Say = (path: YamlPath, message: string) => void;

/** Says of every value that the schema does not allow what would be allowed. */
export function checkAgainst(schema: ValuesSchema, value: unknown, say: Say, path: YamlPath = []) {
  if (schema.deprecated) {
    say(path, schema.description ?? 'is refused by the chart.');
    return;
  }
  // Helm takes null for "remove the default", which leaves a template without what it needs.
  if (value === null) {
    if (path.length) say(path, 'is empty. Remove the key to keep the default of the chart.');
    return;
  }
  if (schema.enum && !schema.enum.includes(value)) {
    say(path, `is ${shownValue(value)}, but must be one of ${schema.enum.map(shownValue).join(', ')}.`);
    return;
  }
  if (schema.type && ![schema.type].flat().some(type => isOfType(value, type))) {
    say(path, `is ${shownValue(value)}, but must be ${[schema.type].flat().map(named).join(' or ')}.`);
    return;
  }
  if (typeof value === 'string') checkText(schema, value, path, say);
  if (typeof value === 'number') checkNumber(schema, value, path, say);
  if (Array.isArray(value)) checkList(schema, value, path, say);
  if (isMapValue(value)) checkMap(schema, value, path, say);
}

function checkText(
  { description, maxLength, minLength, pattern }: ValuesSchema,
  value: string,
  path: YamlPath,
  say: Say,
) {
  const fits =
    (pattern === undefined || new RegExp(pattern, 'u').test(value)) &&
    value.length >= (minLength ?? 0) &&
    value.length <= (maxLength ?? Infinity);
  if (fits) return;
  say(
    path,
    `is ${shownValue(value)}. ${
      description ?? (value === '' ? 'It must not be empty.' : 'The chart does not take that.')
    }`,
  );
}

function checkNumber({ maximum, minimum }: ValuesSchema, value: number, path: YamlPath, say: Say) {
  if (minimum !== undefined && value < minimum) say(path, `is ${value}, but must be at least ${minimum}.`);
  if (maximum !== undefined && value > maximum) say(path, `is ${value}, but must be at most ${maximum}.`);
}

function checkList({ items, maxItems }: ValuesSchema, value: unknown[], path: YamlPath, say: Say) {
  if (maxItems !== undefined && value.length > maxItems) {
    say(path, `has ${value.length} entries, but may have at most ${maxItems}.`);
  }
  if (items) value.forEach((item, index) => checkAgainst(items, item, say, [...path, index]));
}

function checkMap(schema: ValuesSchema, value: Record<string, unknown>, path: YamlPath, say: Say) {
  const { additionalProperties = true, properties = {} } = schema;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (Object.hasOwn(properties, key)) checkAgainst(properties[key], inner, say, here);
    else if (typeof additionalProperties === 'object') checkAgainst(additionalProperties, inner, say, here);
    else if (!additionalProperties)
      say(here, `is not a value of the chart.${didYouMean(key, Object.keys(properties))}`);
  }
}

function didYouMean(key: string, known: string[]): string {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
  const close =
    known.find(other => plain(other) === plain(key)) ??
    known.find(other => distance(plain(other), plain(key)) <= 2);
  return close
    ? ` Did you mean ${close}?`
    : ` Values here are ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`;
}

/** How many letters two words differ in. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isMapValue(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function named(type: string): string {
  const names: Record<string, string> = {
    array: 'a list',
    boolean: 'true or false',
    integer: 'a whole number',
    number: 'a number',
    object: 'a group of keys',
    string: 'a text',
  };
  return names[type] ?? type;
}
