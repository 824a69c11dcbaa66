import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeImage } from './image.ts';

/** The reader that we hold our writer against. */
const skip = spawnSync('tar', ['--version']).error ? 'there is no tar on the PATH' : false;

describe('an image archive', () => {
  let folder = '';
  const inFolder = (name: string) => join(folder, name);
  const tar = (...args: string[]) =>
    execFileSync('tar', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  const image = () => ({
    names: ['registry.example.com/tool:v1'],
    entrypoint: ['tool'],
    files: [{ path: 'usr/local/bin/tool', from: inFolder('tool') }],
  });

  before(async () => {
    if (skip) return;
    folder = mkdtempSync(join(tmpdir(), 'image-'));
    writeFileSync(inFolder('tool'), 'a program of 28 bytes, padded');
    await writeImage(inFolder('image.tar'), image());
    tar('-xf', 'image.tar');
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  const manifest = () =>
    JSON.parse(readFileSync(inFolder('manifest.json'), 'utf8')) as [
      { Config: string; RepoTags: string[]; Layers: string[] },
    ];

  it('names the image, its configuration and its one layer', { skip }, () => {
    const [{ Config, RepoTags, Layers }] = manifest();
    assert.deepEqual([RepoTags, Layers], [['registry.example.com/tool:v1'], ['layer.tar']]);
    const config = readFileSync(inFolder(Config));
    assert.equal(Config, `${createHash('sha256').update(config).digest('hex')}.json`);
  });

  it('describes the layer by its content, and runs as nobody of importance', { skip }, () => {
    const config = JSON.parse(readFileSync(inFolder(manifest()[0].Config), 'utf8'));
    const layer = createHash('sha256')
      .update(readFileSync(inFolder('layer.tar')))
      .digest('hex');
    assert.deepEqual(config.rootfs.diff_ids, [`sha256:${layer}`]);
    assert.deepEqual([config.config.Entrypoint, config.config.User], [['tool'], '65532']);
  });

  it('holds the program where it belongs, executable, and a place for temporary files', { skip }, () => {
    const listing = tar('-tvf', 'layer.tar').split('\n');
    const modeOf = (path: string) => listing.find(line => line.endsWith(` ${path}`))?.slice(0, 10);
    assert.equal(modeOf('usr/local/bin/tool'), '-rwxr-xr-x');
    assert.equal(modeOf('usr/local/bin/'), 'drwxr-xr-x');
    assert.equal(modeOf('tmp/'), 'drwxrwxrwt');
    assert.equal(tar('-xOf', 'layer.tar', 'usr/local/bin/tool'), 'a program of 28 bytes, padded');
  });

  it('is the same again for the same files', { skip }, async () => {
    await writeImage(inFolder('again.tar'), image());
    assert.ok(readFileSync(inFolder('again.tar')).equals(readFileSync(inFolder('image.tar'))));
  });
});
