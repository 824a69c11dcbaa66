/** Which findings the lab shows on the page, which it does not, and why: the table in docs/lab-findings.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../paths.ts';
import type { PageScenario } from './states.ts';

export const DOCUMENT = join(REPOSITORY, 'docs', 'lab-findings.md');
const FINDINGS = join(REPOSITORY, 'docs', 'findings');

/** Shown by recorded or made-up states in the unit tests only, with the reason. */
export const NOT_IN_THE_LAB: Record<string, string> = {
  M115: 'the lab’s PostgreSQL speaks no TLS, which M106 and P206 need',
  M216: 'takes a quarter of an hour',
  P118: 'lasts only from the loss of a pod until its reason is known',
  P121: 'takes an image that is pulled for minutes, and the lab has no registry',
  P122: 'there is no metrics server, so that the autoscaler never wants more',
  P205: 'an owner of the tables, as the lab’s users are, always has the rights',
  P231: 'a Secret without the key keeps the pod from being made, which is P110; it takes a certificate that goes away under a running pod',
  P233: 'as P231, with the CA',
  P234: 'takes a version before v1.54 with broken TLS between its pods; recorded outside of a cluster',
  V102: 'refused credentials stand in the way of the whole page, which then says so in other words; the code shows where two clusters are read',
  V103: 'the lab’s one cluster has Argo CD',
  V106: 'the API server of the lab answers; shown by the browser tests, on the replay',
  V107: 'the API server of the lab answers well; shown by the browser tests, on the replay',
  V108: 'takes five minutes without an answer',
  V111: 'the portal of the lab grants its guests everything; shown by the browser tests',
};

/** Every code that has a page in docs/findings. */
export const allCodes = (): string[] =>
  readdirSync(FINDINGS)
    .flatMap(name => /^([AGMPDV]\d{3})\.md$/.exec(name)?.[1] ?? [])
    .sort(byCode);

const ORDER = 'GAMPDV';
const byCode = (a: string, b: string) =>
  ORDER.indexOf(a[0] ?? '') - ORDER.indexOf(b[0] ?? '') || a.localeCompare(b);

const titleOf = (code: string): string => {
  const [first = ''] = readFileSync(join(FINDINGS, `${code}.md`), 'utf8').split('\n');
  return first.replace(/^#\s*/, '').replace(new RegExp(`^${code}\\W*`), '');
};

const inFew = ([first = '', ...others]: string[]) =>
  others.length > 1 ? `${first}, and ${others.length} more of that kind` : [first, ...others].join('; ');

export function coverage(scenarios: PageScenario[]): string {
  const shown = new Map<string, string[]>();
  for (const { name, proves } of scenarios) {
    for (const { code, title } of proves) {
      shown.set(code, [...(shown.get(code) ?? []), `${title} (\`${name}\`)`]);
    }
  }
  const codes = allCodes();
  const link = (code: string) => `[${code}](findings/${code}.md)`;
  const rows = codes
    .filter(code => shown.has(code))
    .map(code => `| ${link(code)} | ${titleOf(code)} | ${inFew(shown.get(code) ?? [])} |`);
  const others = codes
    .filter(code => !shown.has(code))
    .map(code => `| ${link(code)} | ${titleOf(code)} | ${NOT_IN_THE_LAB[code] ?? ''} |`);
  return `# Findings that the lab shows

Each state below is made for real in [the lab](lab.md), and the portal, with the rights that are shipped, must name it
in Chromium. This page is written from the scenarios in \`lab/scenarios/page\` by \`node lab/page/write-coverage.ts\`,
and a test holds it against them.

${rows.length} of ${
    codes.length
  } findings have a state here. [The report](lab-report.md) says which scenarios were played, and with
which verdict: a state counts as seen only there.

| code | finding | what is so in the cluster |
| ---- | ------- | ------------------------- |
${rows.join('\n')}

The others are judged by recorded cases and by the table of states of the unit tests alone.

| code | finding | why the lab does not show it |
| ---- | ------- | ---------------------------- |
${others.join('\n')}
`;
}
