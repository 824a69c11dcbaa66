import { diffBlock, diffOf } from './diff';

describe('diffOf', () => {
  it('shows changed lines with three around them', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');
    expect(diffOf('a.yaml', before, before.replace('line 10\n', 'line ten\nline 10a\n'))).toBe(
      [
        '--- a.yaml',
        ' line 7',
        ' line 8',
        ' line 9',
        '-line 10',
        '+line ten',
        '+line 10a',
        ' line 11',
        ' line 12',
        ' line 13',
      ].join('\n'),
    );
  });

  it('marks what it leaves out between two places', () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}\n`).join('');
    const shown = diffOf('a', before, before.replace('2\n', 'two\n').replace('17\n', 'seventeen\n')).split(
      '\n',
    );
    expect(shown.filter(line => line === '@@')).toHaveLength(1);
    expect(shown.filter(line => /^[-+][^-]/.test(line))).toEqual(['-2', '+two', '-17', '+seventeen']);
  });

  it('shows a new and a removed file whole', () => {
    expect(diffOf('a', '', 'x\ny\n')).toBe('--- a\n+x\n+y');
    expect(diffOf('a', 'x\n', '')).toBe('--- a\n-x');
  });

  it('cannot be ended by a line of the files', () => {
    expect(diffBlock(['+```\n+````'])).toMatch(/^`{5}diff\n/);
  });
});
