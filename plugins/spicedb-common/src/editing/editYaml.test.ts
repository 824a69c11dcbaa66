import { editYaml } from './editYaml';
import type { YamlChange } from './YamlChange';

function edited(text: string, change: YamlChange | YamlChange[], like?: string): string {
  const result = editYaml(text, [change].flat(), { like });
  if (!result.ok) throw new Error(JSON.stringify(result.troubles));
  return result.text;
}

function refused(text: string, change: YamlChange) {
  const result = editYaml(text, [change]);
  if (result.ok) throw new Error(`should have been refused, but gave: ${result.text}`);
  return result.troubles.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('editYaml', () => {
  it('changes a value and keeps what stands around it', () => {
    const text = `# head\n\nconfig:   # why\n    replicas:   2    # pods\n    logLevel: 'info'\n\n# tail\n`;
    expect(edited(text, { set: ['config', 'replicas'], value: 3 })).toBe(
      `# head\n\nconfig:   # why\n    replicas:   3    # pods\n    logLevel: 'info'\n\n# tail\n`,
    );
    expect(edited(text, { set: ['config', 'logLevel'], value: 'debug' })).toContain(`logLevel: 'debug'\n`);
  });

  it('writes a new key in the layout of the file, before a comment that belongs to the next', () => {
    const text = 'config:\n    a: 1\n# about b\nb:\n- x\n';
    expect(
      edited(text, { set: ['config', 'tls'], value: { enabled: true, names: ['a', 'b'], none: [] } }),
    ).toBe(
      'config:\n    a: 1\n    tls:\n        enabled: true\n        names:\n        - a\n        - b\n        none: []\n# about b\nb:\n- x\n',
    );
  });

  it('takes place and comment of a new key from the text to follow', () => {
    const like =
      '# file\n\na: 1\nconfig:\n  # The first.\n  one: 1\n  # The second.\n  # Two lines.\n  two:\n    # Deep.\n    deep: true\n  three: 3\n';
    expect(
      edited('config:\n  one: 1\n  three: 3\n', { set: ['config', 'two', 'deep'], value: true }, like),
    ).toBe(
      'config:\n  one: 1\n  # The second.\n  # Two lines.\n  two:\n    # Deep.\n    deep: true\n  three: 3\n',
    );
    expect(edited('config:\n  three: 3\n', { set: ['config', 'one'], value: 1 }, like)).toBe(
      'config:\n  # The first.\n  one: 1\n  three: 3\n',
    );
  });

  it('removes a key with the comment above it, and maps that are empty then', () => {
    const text = 'a: 1\n# about b\nb:\n  # about c\n  c: 2\n  # inside b\n# about d\nd: 3\n';
    expect(edited(text, { remove: ['b', 'c'] })).toBe('a: 1\n# about d\nd: 3\n');
    expect(edited(text, { remove: ['nothing', 'here'] })).toBe(text);
  });

  it('edits lists item by item', () => {
    const text = 'l:\n  # one\n  - a\n  # two\n  - b\n  - c # end\n';
    expect(edited(text, { set: ['l'], value: ['a', 'c', 'd'] })).toBe(
      'l:\n  # one\n  - a\n  - c # end\n  - d\n',
    );
    expect(edited(text, { set: ['l'], value: ['b', 'c'] })).toBe('l:\n  # two\n  - b\n  - c # end\n');
    expect(edited('s:\n- name: x\n  v: 1\n- name: y\n', { set: ['s', 0, 'v'], value: 2 })).toBe(
      's:\n- name: x\n  v: 2\n- name: y\n',
    );
    expect(edited('s:\n- name: x\n  v: 1\n', { remove: ['s', 0, 'name'] })).toBe('s:\n- v: 1\n');
    expect(edited('s:\n- a: 1\n', { set: ['s', 1], value: { b: 2, c: [3] } })).toBe(
      's:\n- a: 1\n- b: 2\n  c:\n  - 3\n',
    );
  });

  it('edits inside braces and brackets', () => {
    const text = 'a: { x: 1,  y: [1, 2] } # c\nb: {}\n';
    expect(edited(text, { set: ['a', 'x'], value: 'v, w' })).toBe(
      'a: { x: "v, w",  y: [1, 2] } # c\nb: {}\n',
    );
    expect(edited(text, { set: ['a', 'y'], value: [1, 2, 3] })).toBe(
      'a: { x: 1,  y: [1, 2, 3] } # c\nb: {}\n',
    );
    expect(edited(text, { remove: ['a', 'x'] })).toBe('a: { y: [1, 2] } # c\nb: {}\n');
    expect(edited(text, { set: ['b', 'k', 'l'], value: true })).toBe(
      'a: { x: 1,  y: [1, 2] } # c\nb: {k: {l: true}}\n',
    );
    expect(edited('{}\n', { set: ['a'], value: 1 })).toBe('{a: 1}\n');
  });

  it('keeps quotes that somebody chose, and drops those that only the old value needed', () => {
    expect(edited('cpu: "1"\n', { set: ['cpu'], value: '250m' })).toBe('cpu: 250m\n');
    expect(edited('cpu: "250m"\n', { set: ['cpu'], value: '500m' })).toBe('cpu: "500m"\n');
    expect(edited("a: 'x'\n", { set: ['a'], value: "it's" })).toBe("a: 'it''s'\n");
  });

  it('quotes what Helm would take for something else than a text', () => {
    for (const text of ['on', 'yes', 'n', '0777', '1_000', '12:30', '2024-01-01', '1e3', '~', '']) {
      expect(edited('a: x\n', { set: ['a'], value: text })).toBe(`a: "${text}"\n`);
    }
    expect(edited('a: x\n', { set: ['a'], value: '---\nb: 1\n# &x *y' })).toBe('a: "---\\nb: 1\\n# &x *y"\n');
  });

  it('fills a key that has nothing behind it, and an empty file', () => {
    expect(edited('a: # later\nb: 1\n', { set: ['a'], value: 2 })).toBe('a: 2 # later\nb: 1\n');
    expect(edited('a: # later\nb: 1\n', { set: ['a', 'c'], value: 2 })).toBe('a: # later\n  c: 2\nb: 1\n');
    expect(edited('', { set: ['a', 'b'], value: 1 })).toBe('a:\n  b: 1\n');
    expect(edited('# only words\n', { set: ['a'], value: 1 })).toBe('# only words\na: 1\n');
    expect(edited('---\n', { set: ['a'], value: 1 })).toBe('---\na: 1\n');
  });

  it('keeps long texts, blocks, tabs behind values and Windows line breaks', () => {
    const long = 'word '.repeat(100).trim();
    const text = `a: ${long}\r\nb: |\r\n  line\r\n\r\n  more\r\nc: 1\t# tab\r\nd: "x\r\n  y"\r\n`;
    const result = edited(text, [
      { set: ['c'], value: 2 },
      { set: ['e'], value: { f: long } },
    ]);
    expect(result).toBe(`${text.replace('c: 1', 'c: 2')}e:\r\n  f: ${long}\r\n`);
    expect(edited(text, { remove: ['b'] })).toBe(text.replace(/b: [^]*more\r\n/, ''));
    expect(edited(text, { set: ['b'], value: 'short' })).toBe(
      text.replace(/b: [^]*more\r\n/, 'b: short\r\n'),
    );
  });

  it('replaces a comment that is still the one that is expected', () => {
    const change: YamlChange = { comment: ['a', 'b'], from: [' old', ' words'], to: [' new'] };
    expect(edited('a:\n  # old\n  # words\n  b: 1\n', change)).toBe('a:\n  # new\n  b: 1\n');
    expect(edited('a:\n  # own words\n  b: 1\n', change)).toBe('a:\n  # own words\n  b: 1\n');
  });

  it('overrides what a merge key brings, and leaves the original alone', () => {
    const text = 'base: &base\n  x: 1\n  m: {k: 1}\nuse:\n  <<: *base\n  y: 2\n';
    expect(edited(text, { set: ['use', 'x'], value: 5 })).toBe(`${text}  x: 5\n`);
    expect(edited(text, { set: ['use', 'x'], value: 1 })).toBe(text);
    expect(edited(text, { set: ['use', 'y'], value: 3 })).toBe(text.replace('y: 2', 'y: 3'));
    expect(edited('a: &unused 1\n', { set: ['a'], value: 2 })).toBe('a: &unused 2\n');
  });
});

describe('editYaml refuses, with line and column,', () => {
  it.each([
    ['tabs', 'a:\n\tb: 1\n', '2:1 A tab stands where only spaces may indent.'],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3\n', '3:1 This key stands twice'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1 A second document begins here'],
    ['brackets that do not close', 'a: [1, 2\nb: 1\n', '2:1 This is not YAML'],
    ['an unknown alias', 'a: *nowhere\n', '1:4 There is nothing named &nowhere'],
    ['a huge file', `a: 1\n${'# x\n'.repeat(70_000)}`, '1:1 The file has 280005 characters'],
    [
      'a part that is used elsewhere',
      'a: &x\n  b: 1\nc: *x\n',
      '3:4 a is used a second time here (line 3, *x)',
    ],
    ['a value that is used elsewhere', 'a:\n  b: &x 1\nc: *x\n', '3:4 a.b is used a second time here'],
    ['a list in the place of the file', '- a\n', '1:1 the whole file is a list'],
    ['a plain value on the way', 'a: text\n', '1:1 a holds a plain value'],
  ])('%s', (_, text, message) => {
    expect(refused(text, { set: ['a', 'b'], value: 2 }).join('\n')).toContain(message);
  });

  it('what comes in from elsewhere', () => {
    const merged = 'base: &x\n  m:\n    k: 1\nuse:\n  <<: *x\n';
    expect(refused(merged, { set: ['use', 'm', 'k'], value: 2 })[0]).toContain(
      '5:3 use.m comes in through a merge key',
    );
    expect(refused(merged, { remove: ['use', 'm'] })[0]).toContain('comes in through a merge key');
    expect(refused('a: &x {b: 1}\nc: *x\n', { set: ['c', 'b'], value: 2 })[0]).toContain(
      '2:4 c is an alias (*x)',
    );
    expect(refused('a: &x {b: 1}\nc: *x\n', { remove: ['a'] })[0]).toContain('2:4 a is used a second time');
  });

  it('a key with a question mark', () => {
    expect(refused('? a\n: 1\n', { set: ['a'], value: [2] })[0]).toContain(
      '1:1 This key is written with "?"',
    );
  });

  it('every trouble of a file at once', () => {
    expect(refused('a: 1\na: 2\nb: 1\nb: 2\n', { remove: ['a'] })).toHaveLength(2);
  });

  it('aliases that grow without end', () => {
    const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${[1, 2, 3, 4, 5, 6]
      .map(
        n =>
          `a${n}: &a${n} [${Array(9)
            .fill(`*a${n - 1}`)
            .join(', ')}]\n`,
      )
      .join('')}`;
    expect(refused(bomb, { set: ['z'], value: 1 })[0]).toContain('make the file endlessly large');
  });
});
