import type { HttpClient } from 'isomorphic-git';

/** A Git server that says nothing for so long is treated as gone. */
const PATIENCE_MS = 60_000;

async function* single(bytes: Uint8Array) {
  yield bytes;
}

async function gather(body?: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  if (!body) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * The way to the Git server. Unlike the client that comes with isomorphic-git
 * it gives up: when the task is cancelled, and when the server stays silent.
 */
export function gitHttp(cancelled?: AbortSignal): HttpClient {
  return {
    async request({ url, method = 'GET', headers, body }) {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(url, {
        method,
        headers,
        body: await gather(body),
        signal: cancelled ? AbortSignal.any([cancelled, patience]) : patience,
      });
      return {
        url: response.url,
        method,
        statusCode: response.status,
        statusMessage: response.statusText,
        headers: Object.fromEntries(response.headers),
        body: single(new Uint8Array(await response.arrayBuffer())),
      };
    },
  };
}
