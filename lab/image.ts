import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';

export interface ImageFile {
  /** Path inside the image, without the leading slash. */
  path: string;
  from: string;
}

export interface Image {
  /** Full names, registry first, under which a node finds the image. */
  names: string[];
  entrypoint: string[];
  files: ImageFile[];
}

const BLOCK = 512;
const octal = (value: number, width: number) => value.toString(8).padStart(width - 1, '0');

/** The header of one tar entry, in the ustar form that every reader knows. */
function tarHeader(name: string, size: number, mode: number, type: '0' | '5'): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a tar entry`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  // Always the same time, so that the same binaries give the same image.
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)}\0 `, 148);
  return header;
}

function tarFile(name: string, content: Buffer, mode = 0o644): Buffer[] {
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [tarHeader(name, content.length, mode, '0'), content, padding];
}

const tarFolder = (name: string, mode = 0o755) => [tarHeader(`${name}/`, 0, mode, '5')];
const TAR_END = Buffer.alloc(2 * BLOCK);

function foldersOf(files: ImageFile[]): string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, index) => folders.add(parts.slice(0, index + 1).join('/')));
  }
  return [...folders].sort();
}

const sha256 = (parts: Buffer[]) => {
  const hash = createHash('sha256');
  parts.forEach(part => hash.update(part));
  return hash.digest('hex');
};

/** The parts of a docker-archive with one layer: static binaries, no shell, an unprivileged user. */
export function imageArchive(image: Image): Buffer[] {
  const passwd = 'root:x:0:0:root:/:/\nnonroot:x:65532:65532:nonroot:/:/\n';
  const layer = [
    ...tarFolder('tmp', 0o1777),
    ...tarFolder('etc'),
    ...tarFile('etc/passwd', Buffer.from(passwd)),
    ...foldersOf(image.files).flatMap(name => tarFolder(name)),
    ...image.files.flatMap(({ path, from }) => tarFile(path, readFileSync(from), 0o755)),
    TAR_END,
  ];
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: {
        Entrypoint: image.entrypoint,
        Env: ['PATH=/usr/local/bin:/usr/bin:/bin'],
        WorkingDir: '/',
        User: '65532',
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created_by: 'spicedb-portal lab' }],
    }),
  );
  const configName = `${sha256([config])}.json`;
  const manifest = [{ Config: configName, RepoTags: image.names, Layers: ['layer.tar'] }];
  return [
    ...tarFile(configName, config),
    ...tarFile('layer.tar', Buffer.concat(layer)),
    ...tarFile('manifest.json', Buffer.from(JSON.stringify(manifest))),
    TAR_END,
  ];
}

export async function writeImage(path: string, image: Image): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await pipeline(Readable.from(imageArchive(image)), createWriteStream(unfinished));
  renameSync(unfinished, path);
}
