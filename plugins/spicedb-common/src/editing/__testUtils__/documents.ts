import fc from 'fast-check';

/** A YAML text that a person might have written, with the plain values in it. */
export interface WrittenDocument {
  text: string;
  /** Every plain value: where it stands, what it is, and how its quotes look. */
  values: { path: (string | number)[]; value: string | number | boolean; quotes: string }[];
  /** Every map that is written in lines, the top one included. */
  maps: { path: (string | number)[]; keys: string[] }[];
}

type Scalar = { kind: 'scalar'; value: string | number | boolean; quotes: '' | "'" | '"'; comment?: string };
type Tree =
  | Scalar
  | { kind: 'map'; entries: [string, Tree][]; notes: Note[] }
  | { kind: 'list'; items: Scalar[] }
  | { kind: 'flow'; entries: [string, Scalar][] };
interface Note {
  above: string[];
  blank: boolean;
}

export const word = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z]$/)
  .filter(text => !/^(yes|no|on|off|null|true|false|nan|inf)$/.test(text));

const scalar: fc.Arbitrary<Scalar> = fc.record({
  kind: fc.constant('scalar' as const),
  value: fc.oneof(word, fc.integer({ min: 0, max: 99999 }), fc.boolean()),
  quotes: fc.constantFrom('' as const, "'" as const, '"' as const),
  comment: fc.option(word, { nil: undefined }),
});

const note: fc.Arbitrary<Note> = fc.record({
  above: fc.array(word, { maxLength: 2 }),
  blank: fc.boolean(),
});

const keys = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });

const { tree } = fc.letrec<{ tree: Tree; map: Tree }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    scalar,
    tie('map'),
    fc.record({
      kind: fc.constant('list' as const),
      items: fc.array(scalar, { minLength: 1, maxLength: 3 }),
    }),
    keys.chain(names =>
      fc.record({
        kind: fc.constant('flow' as const),
        entries: fc.tuple(...names.map(name => scalar.map((s): [string, Scalar] => [name, s]))),
      }),
    ),
  ),
  map: keys.chain(names =>
    fc.record({
      kind: fc.constant('map' as const),
      entries: fc.tuple(...names.map(name => tie('tree').map((t): [string, Tree] => [name, t as Tree]))),
      notes: fc.tuple(...names.map(() => note)),
    }),
  ),
}));

/** Documents of nested maps and lists with comments, blank lines, quotes, and either kind of line break. */
export const writtenDocument: fc.Arbitrary<WrittenDocument> = fc
  .record({
    root: tree.filter(t => t.kind === 'map'),
    step: fc.constantFrom(2, 3, 4),
    dash: fc.constantFrom(0, 2),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    header: fc.array(word, { maxLength: 2 }),
    ended: fc.boolean(),
  })
  .map(({ root, step, dash, lineBreak, header, ended }) => {
    const found: WrittenDocument = { text: '', values: [], maps: [] };
    const lines = [...header.map(words => `# ${words}`), ...(header.length ? [''] : [])];
    write(root, [], 0);
    found.text = lines.join(lineBreak) + (ended ? lineBreak : '');
    return found;

    function write(node: Tree, path: (string | number)[], column: number) {
      if (node.kind !== 'map') return;
      found.maps.push({ path, keys: node.entries.map(([key]) => key) });
      const pad = ' '.repeat(column);
      for (const [index, [key, value]] of node.entries.entries()) {
        const { above, blank } = node.notes[index];
        // A comment that begins the file would count as the file's own.
        if (blank && lines.length) lines.push('');
        if (lines.length) lines.push(...above.map(words => `${pad}# ${words}`));
        const here = [...path, key];
        if (value.kind === 'scalar') {
          lines.push(`${pad}${key}: ${shown(value, here)}${value.comment ? `  # ${value.comment}` : ''}`);
        } else if (value.kind === 'flow') {
          const inner = value.entries.map(([name, s]) => `${name}: ${shown(s, [...here, name])}`);
          lines.push(`${pad}${key}: { ${inner.join(', ')} }`);
        } else {
          lines.push(`${pad}${key}:`);
          if (value.kind === 'map') write(value, here, column + step);
          else {
            for (const [place, item] of value.items.entries()) {
              lines.push(`${pad}${' '.repeat(dash)}- ${shown(item, [...here, place])}`);
            }
          }
        }
      }
    }

    function shown({ value, quotes }: Scalar, path: (string | number)[]): string {
      const marks = typeof value === 'string' ? quotes : '';
      found.values.push({ path, value, quotes: marks });
      return `${marks}${value}${marks}`;
    }
  });
