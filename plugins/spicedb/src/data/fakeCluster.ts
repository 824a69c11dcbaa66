import type { ClusterProxy } from './ClusterProxy';

type Reply = Response | Promise<Response>;

interface Held {
  metadata: { name: string; resourceVersion?: string };
}

interface Change {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: Held;
}

/** Objects with a history, told as an API server tells it: all of them, or what changed since a version. */
class History {
  private objects: Held[] = [];
  private readonly changes: Change[] = [];

  constructor(private readonly nextVersion: () => number) {}

  become(objects: Held[]) {
    const before = new Map(this.objects.map(object => [object.metadata.name, object]));
    const note = (type: Change['type'], object: Held) => {
      const version = this.nextVersion();
      const named = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      this.changes.push({ version, type, object: named });
      return named;
    };
    this.objects = objects.map(object => {
      const old = before.get(object.metadata.name);
      before.delete(object.metadata.name);
      if (!old) return note('ADDED', object);
      const { resourceVersion } = old.metadata;
      const same = JSON.stringify({ ...object, metadata: { ...object.metadata, resourceVersion } });
      return same === JSON.stringify(old) ? old : note('MODIFIED', object);
    });
    for (const gone of before.values()) note('DELETED', gone);
  }

  list(version: number) {
    return json({ kind: 'List', metadata: { resourceVersion: String(version) }, items: this.objects });
  }

  since(version: number, now: number) {
    const lines = this.changes.filter(change => change.version > version);
    const bookmark = { type: 'BOOKMARK', object: { metadata: { resourceVersion: String(now) } } };
    return new Response([...lines, bookmark].map(line => `${JSON.stringify(line)}\n`).join(''));
  }
}

/**
 * A stand-in for the portal's Kubernetes proxy in tests: it answers by path
 * from objects held here, and remembers what it was asked.
 */
export class FakeCluster implements ClusterProxy {
  readonly asked: { cluster: string; path: string }[] = [];
  private version = 100;
  private readonly histories = new Map<string, History>();
  private readonly rules: { pattern: RegExp; reply: (path: string) => Reply }[] = [];

  /** The newest rule that matches a path answers. */
  answer(pattern: RegExp, reply: (path: string) => Reply) {
    this.rules.unshift({ pattern, reply });
    return this;
  }

  /** Lists and watches that match are answered from these objects; said again, they have changed. */
  items(pattern: RegExp, items: object[]) {
    const nextVersion = () => (this.version += 1);
    const history = this.histories.get(String(pattern)) ?? new History(nextVersion);
    this.histories.set(String(pattern), history);
    history.become(items as Held[]);
    return this.answer(pattern, path => {
      const since = /[?&]watch=true.*[?&]resourceVersion=(\d+)/.exec(path)?.[1];
      return since === undefined ? history.list(this.version) : history.since(Number(since), this.version);
    });
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
