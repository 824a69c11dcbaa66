// Plain data as YAML. Strings are always quoted, which keeps "on", "1.0" and the like what they are.
export type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };

export function toYaml(value: { [key: string]: Plain }, indent = ''): string {
  return Object.entries(value)
    .map(([key, item]) => {
      const name = /^[A-Za-z][\w-]*$/.test(key) ? key : JSON.stringify(key);
      if (isMapping(item) && Object.keys(item).length > 0)
        return `${indent}${name}:\n${toYaml(item, `${indent}  `)}`;
      return `${indent}${name}: ${JSON.stringify(item)}\n`;
    })
    .join('');
}

export function isMapping(value: Plain): value is { [key: string]: Plain } {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Puts the second over the first, section by section. */
export function merge(
  base: { [key: string]: Plain },
  over: { [key: string]: Plain },
): { [key: string]: Plain } {
  const merged = { ...base };
  for (const [key, item] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = below !== undefined && isMapping(below) && isMapping(item) ? merge(below, item) : item;
  }
  return merged;
}
