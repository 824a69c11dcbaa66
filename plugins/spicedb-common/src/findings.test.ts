import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingCatalog } from './findings';
import { rolloutFindings } from './rollout/context';
import { spicedbFindings } from './spicedb/findings';
import { spicedbProfile } from './spicedb/profile';

const folder = join(__dirname, '../../../docs/findings');
const codes = Object.keys(findingCatalog).sort();
const sections = ['What it means', 'How to be sure', 'What to do', 'Why it happens'];

/** Pages show `<name>` where a finding has a parameter, and code marks around it in running text. */
const asInDocs = (text: string) => text.replace(/\{\{(\w+)\}\}/g, '<$1>');
const plain = (text: string) => text.replace(/`(<\w[\w ]*>)`/g, '$1');
const page = (code: string) => readFileSync(join(folder, `${code}.md`), 'utf8');

describe('the catalogue of findings', () => {
  it('uses each code once', () => {
    const both = Object.keys(rolloutFindings).filter(code => Object.hasOwn(spicedbFindings, code));
    expect(both).toEqual([]);
    expect(codes.filter(code => !/^[GAMPDV]\d{3}$/.test(code))).toEqual([]);
  });

  it.each(codes)('%s has words that help', code => {
    const { meaning, remedy, summary } = findingCatalog[code];
    expect(summary).not.toMatch(/[.!]$/);
    expect(meaning).toMatch(/\.$/);
    expect(remedy.length).toBeGreaterThan(0);
    for (const { text } of remedy) expect(text).toMatch(/[.:]$/);
    expect(spicedbProfile.messages[`finding.${code}.summary`]).toBe(summary);
  });
});

describe('the pages of the findings', () => {
  it('is one for each code and none besides', () => {
    const pages = readdirSync(folder).filter(file => file !== 'README.md');
    expect(pages.sort()).toEqual(codes.map(code => `${code}.md`));
  });

  it.each(codes)('%s says what the finding says, and more', code => {
    const text = plain(page(code));
    const { meaning, remedy, summary } = findingCatalog[code];
    expect(text.split('\n')[0]).toBe(`# ${code}: ${asInDocs(summary)}`);
    expect([...text.matchAll(/^## (.*)$/gm)].map(match => match[1])).toEqual(sections);
    expect(text).toContain(asInDocs(meaning));
    for (const { command, text: step } of remedy) {
      expect(text).toContain(asInDocs(step));
      for (const line of command ? asInDocs(command).split('\n') : []) expect(text).toContain(line);
    }
    for (const section of sections) {
      const body = text.split(`## ${section}\n`)[1].split('\n## ')[0].trim();
      expect({ section, long: body.length > 30 }).toEqual({ section, long: true });
    }
  });

  it('has an index that is fresh; UPDATE_DOCS=1 writes it anew', () => {
    const path = join(folder, 'README.md');
    if (process.env.UPDATE_DOCS) writeFileSync(path, index());
    expect(readFileSync(path, 'utf8')).toBe(index());
  });
});

const chapters: [letter: string, title: string][] = [
  ['G', 'Git'],
  ['A', 'Argo CD'],
  ['M', 'Migration'],
  ['P', 'Pods'],
  ['D', 'Dispatch'],
  ['V', 'Visibility: what could not be seen'],
];

const severities = { error: 'must be mended', warning: 'needs a look', info: 'good to know' };

function index(): string {
  const tables = chapters.map(([letter, title]) => {
    const rows = codes
      .filter(code => code.startsWith(letter))
      .map(code => {
        const { severity, summary } = findingCatalog[code];
        return [`[${code}](${code}.md)`, summary.replace(/\{\{(\w+)\}\}/g, '`<$1>`'), severities[severity]];
      });
    return `## ${title}\n\n${table([['code', 'what was found', ''], ...rows])}`;
  });
  return [
    '# Findings',
    '',
    'What the status page can find, by the code that it shows. A code is never used again for something else.',
    'This page is written from the catalogue of findings; the pages behind it are written by hand and checked against it.',
    '',
    tables.join('\n'),
  ].join('\n');
}

/** In columns, as the formatter of the house lays them out. */
function table([head, ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map(row => row[column].length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}
