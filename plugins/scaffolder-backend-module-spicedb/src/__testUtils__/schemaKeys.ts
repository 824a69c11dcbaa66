/** One key of a configuration, as a schema knows it. */
export interface Key {
  /** Whether a value stands there, and not a group of further keys. */
  leaf: boolean;
  type: string;
  choices?: string[];
  words?: string;
  required?: boolean;
  default?: unknown;
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);

/** The keys of a JSON Schema with their paths; a key of the person's choice is written `<name>`. */
export function keysOfJsonSchema(schema: any, path = '', required = true): Map<string, Key> {
  const variants: any[] = schema.anyOf ?? [schema];
  const isGroup = variants.some(({ properties, additionalProperties }) => properties ?? additionalProperties);
  const keys = new Map<string, Key>();
  if (path) {
    keys.set(path, {
      leaf: !isGroup,
      type: schema.type === 'array' ? `list of ${plural(schema.items)}` : singular(schema.type),
      choices: schema.enum ?? schema.items?.enum ?? (schema.const && [schema.const]),
      words: schema.description,
      required,
    });
  }
  for (const { properties = {}, additionalProperties, required: needed = [] } of variants) {
    for (const [name, part] of Object.entries(properties)) {
      const isNeeded = required && needed.includes(name) && variants.length === 1;
      for (const [key, found] of keysOfJsonSchema(part, join(path, name), isNeeded)) {
        keys.set(key, merged(keys.get(key), found));
      }
    }
    if (typeof additionalProperties === 'object') {
      for (const [key, found] of keysOfJsonSchema(additionalProperties, join(path, '<name>'), false)) {
        keys.set(key, found);
      }
    }
  }
  return keys;
}

function merged(before: Key | undefined, now: Key): Key {
  if (!before) return now;
  const choices = [...(before.choices ?? []), ...(now.choices ?? [])];
  return {
    ...before,
    // What is said of one variant only does not hold for the others.
    words: before.words === now.words ? now.words : undefined,
    ...(choices.length ? { choices: [...new Set(choices)] } : {}),
  };
}

const singular = (type: string) =>
  ({ boolean: 'true or false', number: 'a number', string: 'a text', object: '' }[type] ?? type);

const plural = ({ type }: { type: string }) => ({ string: 'texts' }[type] ?? type);

/** The keys of a zod schema, by the same paths, with their defaults. */
export function keysOfZod(schema: any, path = ''): Map<string, Key> {
  const { _def: def } = schema;
  switch (def.typeName) {
    case 'ZodOptional':
    case 'ZodNullable':
      return keysOfZod(def.innerType, path);
    case 'ZodDefault': {
      const keys = keysOfZod(def.innerType, path);
      const own = keys.get(path);
      if (own) keys.set(path, { ...own, default: def.defaultValue() });
      return keys;
    }
    case 'ZodObject':
      return parts(
        path,
        Object.entries(def.shape()).map(([name, part]) => keysOfZod(part, join(path, name))),
      );
    case 'ZodRecord':
      return parts(path, [keysOfZod(def.valueType, join(path, '<name>'))]);
    case 'ZodDiscriminatedUnion':
      return parts(
        path,
        [...def.options].map(option => keysOfZod(option, path)),
      );
    case 'ZodArray':
      return new Map([[path, { leaf: true, type: 'list', choices: def.type._def.values }]]);
    default:
      return new Map([
        [path, { leaf: true, type: def.typeName, choices: def.values ?? (def.value && [def.value]) }],
      ]);
  }
}

function parts(path: string, groups: Map<string, Key>[]): Map<string, Key> {
  const keys = new Map<string, Key>(path ? [[path, { leaf: false, type: '' }]] : []);
  for (const group of groups) {
    for (const [key, found] of group) if (key !== path) keys.set(key, merged(keys.get(key), found));
  }
  return keys;
}
