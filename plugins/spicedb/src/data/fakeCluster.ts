import type { ClusterProxy } from './ClusterProxy';

type Reply = Response | Promise<Response>;

/**
 * A stand-in for the portal's Kubernetes proxy in tests: it answers by path
 * from objects held here, and remembers what it was asked.
 */
export class FakeCluster implements ClusterProxy {
  readonly asked: { cluster: string; path: string }[] = [];
  private readonly rules: { pattern: RegExp; reply: (path: string) => Reply }[] = [];

  /** The newest rule that matches a path answers. */
  answer(pattern: RegExp, reply: (path: string) => Reply) {
    this.rules.unshift({ pattern, reply });
    return this;
  }

  items(pattern: RegExp, items: object[]) {
    return this.answer(pattern, () => json({ kind: 'List', items }));
  }

  pathsAsked(pattern: RegExp) {
    return this.asked.map(({ path }) => path).filter(path => pattern.test(path));
  }

  async proxy(options: { clusterName: string; path: string; init?: RequestInit }) {
    const { clusterName: cluster, path, init } = options;
    this.asked.push({ cluster, path });
    const rule = this.rules.find(({ pattern }) => pattern.test(path));
    if (!rule) return status(404, 'NotFound', 'nothing in this fake answers here');
    const gone = new Promise<never>((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    return Promise.race([rule.reply(path), gone]);
  }
}

export function json(value: unknown, init: ResponseInit = {}) {
  return new Response(JSON.stringify(value), init);
}

export function status(code: number, reason: string, message = '') {
  return json({ kind: 'Status', reason, message }, { status: code });
}
