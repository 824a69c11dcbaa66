import type { Answer, UnseenReason } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { ClusterProxy } from './ClusterProxy';
import { refusalOf, refusalOfClusters, type Question } from './refusal';

/** How a reader reaches clusters, and how long and how much it accepts. */
export interface Asking {
  proxy: ClusterProxy;
  /** Reaches what the portal's own proxy leads to; the cluster of a question is of no account there. */
  portal?: ClusterProxy;
  now(): number;
  /** Cancels every question of a round, for example when nobody looks any more. */
  signal?: AbortSignal;
  /** Told the far side's time with each answer, as this machine's clock may be wrong. */
  heardTime?(time: number): void;
  patienceMs: number;
  largestAnswerBytes: number;
}

class TooLarge extends Error {}

/** Asks one question. Never throws: what went wrong is part of the answer. */
export async function ask<T>(
  asking: Asking,
  question: Question,
  read: (body: string) => T,
): Promise<Answer<T>> {
  const { cluster } = question;
  const unseen = (reason: UnseenReason): Answer<T> => ({
    state: 'unseen',
    reason,
  });
  const deadline = new AbortController();
  const giveUp = () => deadline.abort();
  asking.signal?.addEventListener('abort', giveUp);
  const timer = setTimeout(giveUp, asking.patienceMs);

  try {
    const { response, body } = await Promise.race([
      fetchWhole(asking, question, deadline.signal),
      aborted(deadline.signal),
    ]);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) asking.heardTime?.(date);
    if (!response.ok) {
      return unseen(refusalOf(question, response.status, body, response.headers.get('retry-after')));
    }
    try {
      return { state: 'seen', at: asking.now(), value: read(body) };
    } catch (error) {
      return unseen({ kind: 'unreadable', message: messageOf(error), cluster });
    }
  } catch (error) {
    if (error instanceof TooLarge) {
      return unseen({ kind: 'unreadable', message: error.message, cluster });
    }
    if (deadline.signal.aborted) {
      return unseen({ kind: 'timedOut', afterMs: asking.patienceMs, cluster });
    }
    if (nameOf(error) === 'NotFoundError') {
      return unseen({
        kind: 'notFound',
        resource: 'clusters',
        name: cluster,
        cluster,
      });
    }
    const message = messageOf(error);
    return unseen(refusalOfClusters(message, cluster) ?? { kind: 'unreachable', message, cluster });
  } finally {
    clearTimeout(timer);
    asking.signal?.removeEventListener('abort', giveUp);
  }
}

async function fetchWhole(
  { proxy, largestAnswerBytes }: Asking,
  { cluster, path, accept }: Question,
  signal: AbortSignal,
) {
  const response = await proxy.proxy({
    clusterName: cluster,
    path,
    init: {
      signal,
      headers: { Accept: accept === 'text' ? '*/*' : 'application/json' },
    },
  });
  return { response, body: await readBody(response, largestAnswerBytes) };
}

/** Reads piece by piece, so that an answer beyond all measure is dropped early. */
async function readBody(response: Response, largest: number) {
  const tooLarge = () => new TooLarge(`the answer is larger than ${Math.round(largest / 1024 / 1024)} MB`);
  if (!response.body) {
    const text = await response.text();
    if (text.length > largest) throw tooLarge();
    return text;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > largest) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

function aborted(signal: AbortSignal) {
  return new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('given up')), {
      once: true,
    });
  });
}

function messageOf(error: unknown) {
  return (error as { message?: string } | undefined)?.message ?? String(error);
}

function nameOf(error: unknown) {
  return (error as { name?: string } | undefined)?.name;
}
