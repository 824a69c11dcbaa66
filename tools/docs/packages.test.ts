import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { linksIn } from './markdown.ts';

const root = join(import.meta.dirname, '..', '..');

interface Manifest {
  name: string;
  private?: boolean;
  license: string;
  main: string;
  scripts: Record<string, string>;
  files: string[];
  repository?: { directory?: string };
}

const packages = readdirSync(join(root, 'plugins'))
  .map(folder => ({ folder, at: join(root, 'plugins', folder) }))
  .filter(({ at }) => existsSync(join(at, 'package.json')))
  .map(({ folder, at }) => ({
    folder,
    at,
    manifest: JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Manifest,
  }))
  .filter(({ manifest }) => !manifest.private);

test('there are packages for everyone', () => assert.equal(packages.length, 3));

for (const { folder, at, manifest } of packages) {
  // What is built is not there in a clean checkout, and what builds it takes minutes.
  const shipped = (
    JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: at,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as [{ files: { path: string }[] }]
  )[0].files
    .map(({ path }) => path)
    .filter(path => !path.startsWith('dist/'));

  test(`${manifest.name} ships what it says, its licence and its words, and nothing else`, () => {
    const promised = manifest.files.filter(entry => entry !== 'dist');
    for (const entry of promised) assert.ok(existsSync(join(at, entry)), `${entry} is not there`);
    const wanted = ['LICENSE', 'README.md', 'package.json'];
    // npm takes the entry along in any case; the step before packing puts the built one in its place.
    assert.equal(manifest.scripts.prepack, 'backstage-cli package prepack');
    const others = shipped.filter(
      path =>
        path !== manifest.main &&
        !wanted.includes(path) &&
        !promised.some(entry => path === entry || path.startsWith(`${entry}/`)),
    );
    assert.deepEqual(others, []);
    for (const path of wanted) assert.ok(shipped.includes(path), `${path} is not shipped`);
    assert.ok(manifest.files.includes('dist'), 'dist is not among its files');
  });

  test(`${manifest.name} has the licence of the project`, () => {
    assert.equal(readFileSync(join(at, 'LICENSE'), 'utf8'), readFileSync(join(root, 'LICENSE'), 'utf8'));
    assert.match(readFileSync(join(at, 'LICENSE'), 'utf8'), /Apache License\s+Version 2\.0/);
    assert.equal(manifest.license, 'Apache-2.0');
  });

  test(`the words of ${manifest.name} lead nowhere that a registry cannot show`, () => {
    const leadAway = linksIn(readFileSync(join(at, 'README.md'), 'utf8')).filter(
      link => !/^(https:\/\/|#)/.test(link),
    );
    assert.deepEqual(leadAway, []);
  });

  test(`the declarations of ${manifest.name} can be bundled`, () => {
    // They stand alone: a file that TypeScript does not write beside them, such as JSON, would be missing.
    assert.doesNotMatch(readFileSync(join(at, 'report.api.md'), 'utf8'), /from '\.{1,2}\//);
  });

  test(`${manifest.name} names its folder wherever it names a repository`, () => {
    if (manifest.repository) assert.equal(manifest.repository.directory, `plugins/${folder}`);
  });
}
