import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './commands.ts';
import { builtFolder, isBuilt } from './build.ts';
import { enter } from './enclosure.ts';
import { GO_MODULES } from './go-modules.ts';
import type { GoModule } from './go-modules.ts';
import { writeImage } from './image.ts';
import type { Image } from './image.ts';
import { socketOf } from './node-config.ts';
import { FIRST_NODE } from './nodes.ts';
import type { LabNode } from './nodes.ts';
import { CACHE } from './paths.ts';
import { PAUSE_IMAGE, SPICEDB_NEWEST, SPICEDB_VERSIONS } from './pins.ts';

export function moduleOf(id: string): GoModule {
  const module = GO_MODULES.find(candidate => candidate.id === id);
  if (!module) throw new Error(`the lab has no Go module ${id}`);
  return module;
}

/** The folder of the binaries that a module of the lab gave. */
export const binariesOf = (id: string) => builtFolder(moduleOf(id));

// The registries where the project publishes its image; a node finds it under any of them.
const SPICEDB_NAMES = ['docker.io/authzed/spicedb', 'ghcr.io/authzed/spicedb', 'quay.io/authzed/spicedb'];

interface Archive {
  path: string;
  image: Image;
}

const IMAGES = join(CACHE, 'images');

// Called after the builds it is made of, so that a new build gives a new archive.
function archives(): Archive[] {
  const archive = (name: string, from: string[], image: Image): Archive => ({
    path: join(IMAGES, `${[name, ...from.map(id => basename(binariesOf(id)).slice(-16))].join('-')}.tar`),
    image,
  });
  return [
    archive('pause', ['kubernetes'], {
      names: [PAUSE_IMAGE],
      entrypoint: ['/pause'],
      files: [{ path: 'pause', from: join(binariesOf('kubernetes'), 'pause') }],
    }),
    // Some are built only when a case needs them.
    ...SPICEDB_VERSIONS.filter(version => isBuilt(moduleOf(`spicedb-${version}`))).map(version =>
      archive(`spicedb-${version}`, [`spicedb-${version}`, 'tools'], {
        names: SPICEDB_NAMES.map(name => `${name}:${version}`),
        entrypoint: ['spicedb'],
        files: [
          { path: 'usr/local/bin/spicedb', from: join(binariesOf(`spicedb-${version}`), 'spicedb') },
          { path: 'usr/local/bin/grpc_health_probe', from: join(binariesOf('tools'), 'grpc-health-probe') },
        ],
      }),
    ),
  ];
}

/** Writes the image archives that are not there yet, and removes those of older builds. */
export async function writeImages(): Promise<string> {
  mkdirSync(IMAGES, { recursive: true });
  const wanted = archives();
  const kept = new Set(wanted.map(({ path }) => basename(path)));
  readdirSync(IMAGES)
    .filter(name => !kept.has(name))
    .forEach(name => rmSync(join(IMAGES, name)));
  const missing = wanted.filter(({ path }) => !existsSync(path));
  for (const { path, image } of missing) await writeImage(path, image);
  return missing.length ? `${missing.length} written` : 'already there';
}

const ctr = (node: LabNode, ...args: string[]) =>
  run('nsenter', [...enter('all'), 'ctr', '-a', socketOf(node), '-n', 'k8s.io', ...args]);

const EVERYWHERE = [PAUSE_IMAGE, `:${SPICEDB_NEWEST}`];
const isOfEveryNode = ({ names }: Image) => names.some(name => EVERYWHERE.some(end => name.endsWith(end)));

/** Gives a node its images, those that it does not have; only the first has those of older versions. */
export async function importImages(node: LabNode): Promise<string> {
  const known = new Set((await ctr(node, 'images', 'ls', '-q')).split('\n'));
  const missing = archives()
    .filter(({ image }) => node === FIRST_NODE || isOfEveryNode(image))
    .filter(({ image }) => !image.names.every(name => known.has(name)));
  for (const { path } of missing) await ctr(node, 'images', 'import', path);
  return `${missing.length} imported`;
}

/** Sends a signal to the main process of a container. */
export const signalContainer = (node: LabNode, containerId: string, signal: string) =>
  ctr(node, 'tasks', 'kill', '-s', signal, containerId.replace(/^containerd:\/\//, ''));
