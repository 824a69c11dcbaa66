// What a release of the chart rests on: a changelog that leads to the version in Chart.yaml, and an archive with what
// users need. The chart's version and SpiceDB's go their own ways.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';

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

const block = 512;

/** The names in a tar archive: read here, because a machine with git, npm and Go need not have tar. */
export function namesInTar(archive: Buffer): string[] {
  const names: string[] = [];
  const text = (from: number, to: number) => archive.toString('utf8', from, to).split('\0')[0];
  // A block that begins with nothing ends the archive.
  for (let at = 0; archive[at]; ) {
    const folder = text(at + 345, at + block);
    names.push([folder, text(at, at + 100)].filter(Boolean).join('/'));
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    at += block * (1 + Math.ceil(size / block));
  }
  return names;
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
  // What did not pack holds nothing, and the reason stands in the second check.
  const archive =
    packed.code === 0 ? gunzipSync(readFileSync(join(folder, `spicedb-${version}.tgz`))) : Buffer.alloc(0);
  const files = namesInTar(archive).map(path => path.replace(/^spicedb\//, ''));
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
