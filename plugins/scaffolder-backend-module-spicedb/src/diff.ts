const CONTEXT = 3;

interface Line {
  mark: ' ' | '-' | '+';
  text: string;
}

/** The lines that two texts share, in order, and what stands between them. */
function compare(before: string[], after: string[]): Line[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i][j] =
        before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i++] });
      j++;
    } else if (j >= after.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push({ mark: '-', text: before[i++] });
    } else {
      lines.push({ mark: '+', text: after[j++] });
    }
  }
  return lines;
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));

/** What changed in a file, as people know it from Git: changed lines with a few around them. */
export function diffOf(path: string, before: string, after: string): string {
  const lines = compare(linesOf(before), linesOf(after));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  const shown = lines.flatMap(({ mark, text }, index) => {
    if (near[index]) return [`${mark}${text}`];
    return near[index - 1] ? ['@@'] : [];
  });
  if (shown[shown.length - 1] === '@@') shown.pop();
  return [`--- ${path}`, ...shown].join('\n');
}

/** The same for several files, as a block of Markdown that no line of theirs can end. */
export function diffBlock(diffs: string[]): string {
  const longest = Math.max(2, ...[...diffs.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}diff\n${diffs.join('\n')}\n${fence}`;
}
