import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
  useApi,
  type DiscoveryApi,
  type FetchApi,
} from '@backstage/core-plugin-api';
import type { GeneratedFile } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useEffect, useState } from 'react';

/**
 * What the forms know of an instance that is there already: its files in Git.
 *
 * @public
 */
export interface InstanceFiles {
  /** By the entity of the instance; rejects with a reason for people. */
  read(entityRef: string): Promise<GeneratedFile[]>;
}

/** @public */
export const instanceFilesApiRef = createApiRef<InstanceFiles>({ id: 'plugin.spicedb.instance-files' });

/** Several fields of a page ask for the same files, and a person goes to and fro between pages. */
const freshForMs = 15_000;

/** Asks the scaffolder's module, which reads Git with the portal's credentials. */
export class InstanceFilesClient implements InstanceFiles {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;
  readonly #known = new Map<string, { at: number; files: Promise<GeneratedFile[]> }>();

  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discovery = apis.discoveryApi;
    this.#fetch = apis.fetchApi;
  }

  read(entityRef: string): Promise<GeneratedFile[]> {
    const known = this.#known.get(entityRef);
    if (known && Date.now() - known.at < freshForMs) return known.files;
    const files = this.#ask(nameIn(entityRef));
    this.#known.set(entityRef, { at: Date.now(), files });
    // What failed may be asked for again at once.
    files.catch(() => this.#known.delete(entityRef));
    return files;
  }

  async #ask(name: string): Promise<GeneratedFile[]> {
    const base = await this.#discovery.getBaseUrl('scaffolder');
    const response = await this.#fetch.fetch(`${base}/spicedb/instances/${encodeURIComponent(name)}/files`);
    const body: { files?: GeneratedFile[]; error?: { message?: string } } = await response
      .json()
      .catch(() => ({}));
    if (response.ok && body.files) return body.files;
    throw new Error(body.error?.message ?? `The portal answered with HTTP status ${response.status}.`);
  }
}

export const instanceFilesApiFactory = createApiFactory({
  api: instanceFilesApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: apis => new InstanceFilesClient(apis),
});

/** `resource:default/checkout` and `checkout` are one instance. */
export function nameIn(entityRef: string): string {
  return entityRef.slice(Math.max(entityRef.lastIndexOf('/'), entityRef.lastIndexOf(':')) + 1);
}

export type Reading =
  | { state: 'nothing' | 'loading' }
  | { state: 'failed'; reason: string; again(): void }
  | { state: 'read'; files: GeneratedFile[] };

/** The files of an instance, while a part of a form is shown. */
export function useInstanceFiles(entityRef: unknown): Reading {
  const api = useApi(instanceFilesApiRef);
  const [attempt, setAttempt] = useState(0);
  const wanted = typeof entityRef === 'string' && entityRef !== '' ? entityRef : undefined;
  const [reading, setReading] = useState<Reading>({ state: wanted === undefined ? 'nothing' : 'loading' });
  useEffect(() => {
    if (wanted === undefined) {
      setReading({ state: 'nothing' });
      return undefined;
    }
    let current = true;
    setReading({ state: 'loading' });
    api.read(wanted).then(
      files => current && setReading({ state: 'read', files }),
      (error: unknown) =>
        current &&
        setReading({
          state: 'failed',
          reason: error instanceof Error ? error.message : String(error),
          again: () => setAttempt(number => number + 1),
        }),
    );
    return () => {
      current = false;
    };
  }, [api, wanted, attempt]);
  return reading;
}
