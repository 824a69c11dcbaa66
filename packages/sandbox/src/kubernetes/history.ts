import type { KubernetesObject } from '../timeline/index.ts';

/** One change of one object, with the object before and after it. */
export interface Change {
  version: number;
  before?: KubernetesObject;
  after?: KubernetesObject;
}

interface Kept {
  /** What the replay said, and the same under the version that it got here. */
  told: KubernetesObject;
  versioned: KubernetesObject;
}

interface Shelf {
  objects: Map<string, Kept>;
  changes: Change[];
  /** Changes up to this version are not remembered. */
  forgottenUpTo: number;
}

const MOST_CHANGES = 5000;

const keyOf = ({ metadata }: KubernetesObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

/**
 * What a cluster's store adds to its objects: a version that grows with each change, and a memory
 * of the last changes. Replays know neither, so both follow from what they say at each look.
 */
export class History {
  private readonly shelves = new Map<string, Shelf>();
  /** The version of the newest change. It begins with the time, so none is given out twice. */
  version: number;

  constructor(start: number) {
    this.version = start;
  }

  /** Takes note of the objects of one kind as they are now, and gives them with their versions. */
  note(kind: string, objects: KubernetesObject[]): KubernetesObject[] {
    const shelf = this.shelfOf(kind);
    const left = new Map(shelf.objects);
    for (const told of objects) {
      const key = keyOf(told);
      const kept = left.get(key);
      left.delete(key);
      if (kept && (kept.told === told || JSON.stringify(kept.told) === JSON.stringify(told))) continue;
      const versioned = this.numbered(told);
      shelf.objects.set(key, { told, versioned });
      this.remember(shelf, { ...(kept ? { before: kept.versioned } : {}), after: versioned });
    }
    for (const [key, { versioned }] of left) {
      shelf.objects.delete(key);
      this.remember(shelf, { before: this.numbered(versioned) });
    }
    return [...shelf.objects.values()].map(({ versioned }) => versioned);
  }

  /** What changed after a version; undefined when that is longer ago than this remembers. */
  since(kind: string, version: number): Change[] | undefined {
    const { changes, forgottenUpTo } = this.shelfOf(kind);
    if (version < forgottenUpTo) return undefined;
    return changes.filter(change => change.version > version);
  }

  private shelfOf(kind: string): Shelf {
    const known = this.shelves.get(kind);
    if (known) return known;
    const shelf: Shelf = { objects: new Map(), changes: [], forgottenUpTo: this.version };
    this.shelves.set(kind, shelf);
    return shelf;
  }

  private numbered(object: KubernetesObject): KubernetesObject {
    this.version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.version) } };
  }

  private remember(shelf: Shelf, change: Omit<Change, 'version'>): void {
    shelf.changes.push({ version: this.version, ...change });
    if (shelf.changes.length <= MOST_CHANGES) return;
    const [oldest] = shelf.changes.splice(0, shelf.changes.length - MOST_CHANGES).slice(-1);
    shelf.forgottenUpTo = oldest?.version ?? this.version;
  }
}
