import type { HttpClient } from 'isomorphic-git';

async function bytesOf(body?: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  for await (const part of body ?? []) parts.push(part);
  return parts.length > 0 ? Buffer.concat(parts) : undefined;
}

/**
 * Asks a Git server until `signal` ends it; the client that comes with isomorphic-git would wait for a
 * silent server for ever.
 */
export function gitHttp(signal: AbortSignal): HttpClient {
  return {
    async request({ url, method = 'GET', headers, body }) {
      const response = await fetch(url, { method, headers, body: await bytesOf(body), signal });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return {
        url: response.url,
        method,
        statusCode: response.status,
        statusMessage: response.statusText,
        headers: Object.fromEntries(response.headers),
        body: (async function* whole() {
          yield bytes;
        })(),
      };
    },
  };
}
