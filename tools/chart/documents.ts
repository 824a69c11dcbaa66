// docs/requirements.md and the pages about the chart cite files and tests; each of them must exist.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { leavesOf, readValues } from './values.ts';

const prefixes = [
  'charts/',
  'docs/',
  'tools/',
  'plugins/',
  'lab/',
  '.github/',
  'templates/',
  'tests/',
  'policies/',
  'examples/',
  'ci/',
  'files/',
];

/** `tests/tls_test.yaml` or `tests/tls_test.yaml: one Secret serves the API, and the probe follows` in backquotes. */
function citationsIn(text: string): { path: string; test?: string }[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(match => /^([\w./*-]+\/[\w.*-]+)(?:: (.+))?$/.exec(match[1]))
    .filter(match => match !== null && prefixes.some(prefix => match[1].startsWith(prefix)))
    .map(match => ({ path: match![1], test: match![2] }));
}

function problemWith({ path, test }: { path: string; test?: string }): string | undefined {
  if (path.includes('*')) return undefined;
  const file = [repository, chart].map(root => join(root, path)).find(candidate => existsSync(candidate));
  if (!file) return `${path} does not exist`;
  if (test && !readFileSync(file, 'utf8').includes(test)) return `${path} has no test "${test}"`;
  return undefined;
}

function pages(): string[] {
  const folder = join(repository, 'docs', 'chart');
  const chartPages = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.md'))
        .map(name => join('docs', 'chart', name))
    : [];
  return ['docs/requirements.md', 'charts/spicedb/README.md', ...chartPages].filter(page =>
    existsSync(join(repository, page)),
  );
}

/** Names of values in backquotes, such as `config.dispatch.enabled`, must be values of the chart. */
function unknownValuesIn(text: string, known: string[], refused: string[]): string[] {
  const heads = [
    'config',
    'aws',
    'credentials',
    'monitoring',
    'autoscaling',
    'certManager',
    'networkPolicy',
    'service',
    'workload',
    'gateway',
    'ingress',
    'secretData',
    'podDisruptionBudget',
  ];
  return [...text.matchAll(/`([a-z][A-Za-z]+(?:\.[A-Za-z]+)+)`/g)]
    .map(match => match[1])
    .filter(path => heads.includes(path.split('.')[0]))
    .filter(
      path =>
        !known.some(name => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`)) &&
        !refused.includes(path),
    );
}

export async function documents(): Promise<{ checks: Check[]; note: string }> {
  const known = leavesOf(readValues(readFileSync(join(chart, 'values.yaml'), 'utf8'))).map(({ path }) =>
    path.join('.'),
  );
  const refused = Object.keys(
    JSON.parse(readFileSync(join(chart, 'files', 'refused.json'), 'utf8')) as object,
  );
  const checks = pages().flatMap((page): Check[] => {
    const text = readFileSync(join(repository, page), 'utf8');
    // The left column of this page speaks of the operator's names.
    const ours = page.endsWith('operator-mapping.md') ? text.replace(/^\|[^|]*\|/gm, '') : text;
    const unknown = unknownValuesIn(ours, known, refused);
    return [
      {
        name: `${page} names values of the chart only`,
        problem: unknown.length > 0 ? unknown.join(', ') : undefined,
      },
      ...citationsIn(text).map(citation => ({
        name: `${page} cites ${citation.path}${citation.test ? `: ${citation.test}` : ''}`,
        problem: problemWith(citation),
      })),
    ];
  });
  return { checks, note: `${pages().length} pages` };
}
