import type { YamlPath } from '../editing/YamlChange';
import { isMapValue } from '../editing/YamlChange';
import type { Ledger } from './Ledger';

/** What is to be done with a key of the original and everything below it. */
export type Rule = (value: unknown, key: YamlPath, ledger: Ledger) => void;

export type Rules = Record<string, Rule>;

/** Goes through everything in the original. What no rule speaks of is handed to the last one, so that nothing is lost silently. */
export function follow(
  rules: Rules,
  value: unknown,
  key: YamlPath,
  ledger: Ledger,
  otherwise: Rule,
  prefix = key.length,
) {
  const path = key.slice(prefix).join('.');
  // Every object inherits something called "constructor".
  const rule = Object.hasOwn(rules, path) ? rules[path] : undefined;
  if (isEmpty(value)) {
    ledger.needless(key, 'Is empty; the chart has its own default.');
  } else if (rule) {
    rule(value, key, ledger);
  } else if (isMapValue(value) && (key.length === prefix || isOnTheWay(rules, key.slice(prefix)))) {
    for (const [name, inner] of Object.entries(value)) {
      follow(rules, inner, [...key, name], ledger, otherwise, prefix);
    }
  } else {
    otherwise(value, key, ledger);
  }
}

function isOnTheWay(rules: Rules, key: YamlPath): boolean {
  return Object.keys(rules).some(path => path.startsWith(`${key.join('.')}.`));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isMapValue(value) && Object.keys(value).length === 0)
  );
}

/** The same value under the name that the chart has for it. */
export const keepAs =
  (to: string): Rule =>
  (value, key, ledger) =>
    ledger.kept(key, to, value);

/** The operator takes numbers and switches as texts as well. */
export const countAs =
  (to: string): Rule =>
  (value, key, ledger) => {
    const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (Number.isInteger(count)) ledger.kept(key, to, count);
    else ledger.lost(key, 'Is no whole number.');
  };

export const switchAs =
  (to: string, { reversed = false } = {}): Rule =>
  (value, key, ledger) => {
    const on = asSwitch(value);
    if (on === undefined) ledger.lost(key, 'Is neither true nor false.');
    else ledger.kept(key, to, on !== reversed);
  };

export const textAs =
  (to: string): Rule =>
  (value, key, ledger) => {
    if (isMapValue(value) || Array.isArray(value)) ledger.lost(key, 'Is no plain text.');
    else ledger.kept(key, to, String(value));
  };

/** A list, whose entries the rule looks at. */
export const listBy =
  (rule: (entries: unknown[], key: YamlPath, ledger: Ledger) => void): Rule =>
  (value, key, ledger) => {
    if (Array.isArray(value)) rule(value, key, ledger);
    else ledger.lost(key, 'Is no list.');
  };

export const cannot =
  (why: string): Rule =>
  (_, key, ledger) =>
    ledger.lost(key, why);

export const needless =
  (why: string): Rule =>
  (_, key, ledger) =>
    ledger.needless(key, why);

export function asSwitch(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return undefined;
}
