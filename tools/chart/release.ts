// What a release of the chart rests on: a changelog that leads to the version in Chart.yaml, and an archive with what
// users need. The chart's version and SpiceDB's go their own ways.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { run, runTool } from './run.ts';

const inPackage = ['README.md', 'CHANGELOG.md', 'values.schema.json', 'examples/production-ha-values.yaml'];
const notInPackage = ['tests/', 'ci/', 'policies/'];

const numbers = (version: string) => version.split('.').map(Number);
const isNewer = (a: string, b: string) => {
  const [x, y] = [numbers(a), numbers(b)];
  const first = x.findIndex((number, index) => number !== y[index]);
  return first >= 0 && x[first] > y[first];
};

/** What is wrong with a changelog, given the version of the chart; nothing if all is well. */
export function changelogProblems(changelog: string, version: string): string[] {
  const [, ...sections] = changelog.split(/^## /m);
  const versions = sections.map(section => section.split('\n')[0].trim());
  const problems = versions
    .filter(heading => !/^\d+\.\d+\.\d+$/.test(heading))
    .map(heading => `"## ${heading}" is not a version such as 1.2.3`);
  if (versions[0] !== version)
    problems.push(`the first version is ${versions[0] ?? 'missing'}, but Chart.yaml says ${version}`);
  versions.slice(1).forEach((older, index) => {
    if (!isNewer(versions[index], older)) problems.push(`${older} stands below ${versions[index]}`);
  });
  sections.forEach((section, index) => {
    if (!/^- \S/m.test(section)) problems.push(`${versions[index]} says of no change`);
  });
  return problems;
}

export async function release(): Promise<{ checks: Check[]; note: string }> {
  const description = readFileSync(join(chart, 'Chart.yaml'), 'utf8');
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(description)?.[1] ?? '';
  const version = field('version');
  const problems = changelogProblems(readFileSync(join(chart, 'CHANGELOG.md'), 'utf8'), version);

  const folder = join(repository, '.cache', 'chart', 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = await runTool('helm', ['package', chart, '--destination', folder]);
  const { stdout } = await run('tar', ['-tzf', join(folder, `spicedb-${version}.tgz`)]);
  const files = stdout.split('\n').map(path => path.replace(/^spicedb\//, ''));
  const wrong = [
    ...inPackage.filter(name => !files.includes(name)).map(name => `${name} is missing`),
    ...notInPackage
      .filter(name => files.some(file => file.startsWith(name)))
      .map(name => `${name} does not belong`),
  ];
  return {
    checks: [
      {
        name: 'the changelog leads to the version of the chart',
        problem: problems.length > 0 ? problems.join('\n') : undefined,
      },
      {
        name: 'the chart packs, with its examples and without its tests',
        problem: packed.code !== 0 ? packed.stderr : wrong.join('\n') || undefined,
      },
    ],
    note: `chart ${version}, SpiceDB ${field('appVersion')}`,
  };
}
