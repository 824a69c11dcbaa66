import type { Verdict } from './verdict.ts';

/** One row, as it is printed when a case is over and again in the table. */
export function rowOf({ name, seconds, trouble, broken }: Verdict, width: number): string {
  const word = trouble ? 'FAILED' : broken ? 'proved' : 'passed';
  return `${name.padEnd(width)}  ${word}  ${seconds.toFixed(1).padStart(6)} s`;
}

/** The table, and the line with which every runner of tests here closes. */
export function tableOf(verdicts: Verdict[], evidenceOf: (name: string) => string): string {
  const width = Math.max(0, ...verdicts.map(({ name }) => name.length));
  const rows = verdicts.map(verdict => {
    const row = rowOf(verdict, width);
    if (!verdict.trouble) return row;
    return `${row}\n    ${shorten(verdict.trouble).replaceAll('\n', '\n    ')}\n    evidence: ${evidenceOf(
      verdict.name,
    )}`;
  });
  const failed = verdicts.filter(({ trouble }) => trouble).length;
  return [...rows, `${verdicts.length - failed} passed, ${failed} failed, 0 skipped`, ''].join('\n');
}

const MOST_CHARACTERS = 600;

// What is long stands in the evidence as a whole.
export const shorten = (text: string) =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} ...` : text;
