import type { GeneratedFile } from '../instance/GeneratedFile';

/**
 * The difference of two texts as a unified diff of whole lines, with three
 * lines around each change. Empty when there is none.
 */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  const lines = compare(linesOf(before ?? ''), linesOf(after ?? ''));
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return '';
  const name = (side: string, text: string | undefined) =>
    text === undefined ? '/dev/null' : `${side}/${path}`;
  return [
    `--- ${name('a', before)}`,
    `+++ ${name('b', after)}`,
    ...hunks.flatMap(hunk => textOf(hunk, lines)),
  ]
    .join('\n')
    .concat('\n');
}

/** The difference of everything that is written, for files that were there before. */
export function diffOfFiles(before: readonly GeneratedFile[], written: readonly GeneratedFile[]): string {
  return written
    .map(({ path, content }) => unifiedDiff(path, before.find(file => file.path === path)?.content, content))
    .join('');
}

type Line = { mark: ' ' | '-' | '+'; text: string };
type Hunk = { from: number; to: number };

const around = 3;

function linesOf(text: string): string[] {
  const lines = text.split('\n').map(line => line.replace(/\r$/, ''));
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

function compare(a: string[], b: string[]): Line[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...a.slice(0, head).map(same),
    ...compareMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

/** By the longest run of lines that both have; without one, when the texts are too long to look for it. */
function compareMiddle(a: string[], b: string[]): Line[] {
  const all = [
    ...a.map((text): Line => ({ mark: '-', text })),
    ...b.map((text): Line => ({ mark: '+', text })),
  ];
  if (a.length === 0 || b.length === 0 || a.length * b.length > 4_000_000) return all;
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: ' ', text: a[i] });
      [i, j] = [i + 1, j + 1];
    } else if (
      j >= b.length ||
      (i < a.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
    ) {
      lines.push({ mark: '-', text: a[i++] });
    } else {
      lines.push({ mark: '+', text: b[j++] });
    }
  }
  return lines;
}

function hunksOf(lines: Line[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const [from, to] = [Math.max(0, index - around), Math.min(lines.length, index + around + 1)];
    const last = hunks[hunks.length - 1];
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return hunks;
}

function textOf({ from, to }: Hunk, lines: Line[]): string[] {
  const count = (part: Line[], mark: '-' | '+') => part.filter(line => line.mark !== mark).length;
  const [earlier, here] = [lines.slice(0, from), lines.slice(from, to)];
  const range = (skipped: '-' | '+') => {
    const length = count(here, skipped);
    return `${count(earlier, skipped) + (length ? 1 : 0)},${length}`;
  };
  return [`@@ -${range('+')} +${range('-')} @@`, ...here.map(({ mark, text }) => `${mark}${text}`)];
}
