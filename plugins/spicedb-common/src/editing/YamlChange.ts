/** Where something stands in a YAML document: keys of maps and places in lists. @public */
export type YamlPath = readonly (string | number)[];

/** @public */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

/**
 * One wish about a YAML document.
 *
 * @public
 */
export type YamlChange =
  /** The value stands there afterwards. Maps and lists are compared with what is there, so that their comments stay. */
  | { set: YamlPath; value: YamlValue }
  /** Nothing stands there afterwards. A map or list that loses its last entry goes too. */
  | { remove: YamlPath }
  /** The comment above a key is replaced, if it still is the one that is expected. */
  | { comment: YamlPath; from: readonly string[]; to: readonly string[] };

/** `config.tls.enabled`, for people. */
export function pathInWords(path: YamlPath): string {
  return path.join('.') || 'the whole file';
}

export function isMapValue(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (isMapValue(a) && isMapValue(b)) {
    const [inA, inB] = [definedKeys(a), definedKeys(b)];
    return inA.length === inB.length && inA.every(key => Object.hasOwn(b, key) && sameValue(a[key], b[key]));
  }
  return Object.is(a, b);
}

/** Keys with something behind them: an undefined one is one that is not there. */
export function definedKeys(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter(key => value[key] !== undefined);
}
