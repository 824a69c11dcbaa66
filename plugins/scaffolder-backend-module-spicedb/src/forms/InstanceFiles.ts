import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { GeneratedFile, PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { findInstance } from '../git/findInstance';
import { headOfRepository, openRepository } from '../git/openRepository';

/** Files that a form can show; a folder that holds more than this is no instance's. */
const mostBytes = 1024 * 1024;

/** Some thousand instances of the usual size. */
const mostBytesKept = 16 * 1024 * 1024;

interface Stored {
  files: GeneratedFile[];
  bytes: number;
}

/**
 * The files of instances as they stand in Git. A form asks for them several
 * times, so what one commit holds is kept until the branch moves on; the head is
 * asked for each time, and nothing old is ever given.
 */
export class InstanceFiles {
  readonly #repository: { integrations: ScmIntegrationRegistry; portal: PortalConfig };
  readonly #mostBytesKept: number;
  #commit?: string;
  #kept = new Map<string, Stored>();
  readonly #underWay = new Map<string, Promise<GeneratedFile[]>>();

  constructor(
    repository: { integrations: ScmIntegrationRegistry; portal: PortalConfig },
    limits = { mostBytesKept },
  ) {
    this.#repository = repository;
    this.#mostBytesKept = limits.mostBytesKept;
  }

  async of(name: string): Promise<GeneratedFile[]> {
    const head = await headOfRepository(this.#repository);
    const kept = head === this.#commit ? this.#kept.get(name) : undefined;
    if (kept) {
      this.#keep(name, kept);
      return kept.files;
    }
    // Those who ask at the same time for the same are answered by one reading.
    const question = `${head} ${name}`;
    const asked = this.#underWay.get(question) ?? this.#read(name);
    this.#underWay.set(question, asked);
    try {
      return await asked;
    } finally {
      this.#underWay.delete(question);
    }
  }

  async #read(name: string): Promise<GeneratedFile[]> {
    const { portal } = this.#repository;
    const workingFolder = await mkdtemp(join(tmpdir(), 'spicedb-form-'));
    try {
      const clone = await openRepository({ ...this.#repository, workingFolder });
      const { folder, files: stored } = await findInstance(clone, portal, name);
      const bytes = stored.reduce((sum, { content }) => sum + content.length, 0);
      if (bytes > mostBytes) {
        throw new InputError(`The folder ${folder} holds ${bytes} bytes; a form shows ${mostBytes} at most.`);
      }
      const files = stored.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
      if (clone.commit !== this.#commit) {
        this.#commit = clone.commit;
        this.#kept.clear();
      }
      this.#keep(name, { files, bytes });
      return files;
    } finally {
      await rm(workingFolder, { recursive: true, force: true });
    }
  }

  /** As the one asked for last; those that nobody has asked for the longest go when it becomes too much. */
  #keep(name: string, stored: Stored) {
    this.#kept.delete(name);
    this.#kept.set(name, stored);
    let bytes = 0;
    for (const one of this.#kept.values()) bytes += one.bytes;
    for (const [oldest, one] of this.#kept) {
      if (bytes <= this.#mostBytesKept) break;
      this.#kept.delete(oldest);
      bytes -= one.bytes;
    }
  }
}
