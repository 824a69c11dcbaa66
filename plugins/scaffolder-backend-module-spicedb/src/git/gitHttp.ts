import { clearTimeout, setTimeout } from 'node:timers';
import type { HttpClient } from 'isomorphic-git';

/** A Git server that says nothing for so long is treated as gone. */
const usualPatienceMs = 60_000;

async function* single(bytes: Uint8Array) {
  yield bytes;
}

async function gather(body?: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  if (!body) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

/** The whole answer; `heard` is called with each piece of it. */
async function bodyOf(response: Response, heard: () => void): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    heard();
    parts.push(piece.value);
  }
  return Buffer.concat(parts);
}

const brokenOff: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * A server, or a balancer before it, may close a connection that was kept open in the very moment in
 * which it is used again. To read once more harms nobody; a push is never sent twice.
 */
async function onceMore<T>(onlyReads: boolean, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } };
    if (!onlyReads || !brokenOff.has(cause?.code)) throw error;
    return ask();
  }
}

/**
 * The way to the Git server. Unlike the client that comes with isomorphic-git
 * it gives up: when the task is cancelled, and when the server stays silent. A
 * large repository may take longer, as long as it keeps coming.
 *
 * @public
 */
export function gitHttp(cancelled?: AbortSignal, patienceMs = usualPatienceMs): HttpClient {
  return {
    async request({ url, method = 'GET', headers, body }) {
      const bytes = await gather(body);
      const ask = async () => {
        const silent = new AbortController();
        const patience = setTimeout(
          () => silent.abort(new Error(`it said nothing for ${patienceMs / 1000} s`)),
          patienceMs,
        );
        try {
          const response = await fetch(url, {
            method,
            headers,
            body: bytes,
            signal: cancelled ? AbortSignal.any([cancelled, silent.signal]) : silent.signal,
          });
          return {
            url: response.url,
            method,
            statusCode: response.status,
            statusMessage: response.statusText,
            headers: Object.fromEntries(response.headers),
            body: single(await bodyOf(response, () => patience.refresh())),
          };
        } finally {
          clearTimeout(patience);
        }
      };
      return onceMore(method === 'GET' || url.endsWith('/git-upload-pack'), ask);
    },
  };
}
