import type { ContainerSpec, ObjectMeta, PodSpec } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** An object as a cluster sends it: with a version that names this state of it. */
export interface VersionedObject {
  kind?: string;
  metadata: ObjectMeta & { resourceVersion?: string; managedFields?: unknown };
  spec?: object;
}

/** Objects of one kind as they stood at a version of the cluster's store. */
export interface Standing<T> {
  objects: ReadonlyMap<string, T>;
  /** From here on the cluster can say what changed; absent where it named none. */
  version?: string;
}

interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T & { code?: number; message?: string };
}

const keyOf = ({ metadata }: VersionedObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

/** Takes the answer to a list. */
export function standingOfList<T extends VersionedObject>(body: string): Standing<T> {
  const list = JSON.parse(body) as {
    kind?: string;
    items?: unknown;
    metadata?: { resourceVersion?: string };
  };
  if (!Array.isArray(list.items)) throw new Error('the answer is not a list of objects');
  const named: T[] = list.items.filter(item => Boolean(item?.metadata?.name));
  // Only the list says of what kind its items are, where an object alone says it itself.
  const kind = /^(\w+)List$/.exec(list.kind ?? '')?.[1];
  return {
    objects: new Map(named.map(item => [keyOf(item), tidied({ ...(kind && { kind }), ...item })])),
    version: list.metadata?.resourceVersion,
  };
}

/** Takes the answer to a question for one object, whose own version is too old to follow from. */
export function standingOfObject<T extends VersionedObject>(body: string): Standing<T> {
  const object = JSON.parse(body) as T;
  if (!object?.metadata?.name) throw new Error('the answer is not an object');
  return { objects: new Map([[keyOf(object), tidied(object)]]) };
}

/**
 * Takes the answer to a watch, which holds a line for each change. Without a
 * change the objects are the very same ones, so that it is plain that nothing
 * happened. Undefined when the cluster no longer knows what happened since.
 */
export function standingAfter<T extends VersionedObject>(
  before: Standing<T>,
  body: string,
): Standing<T> | undefined {
  let changed: Map<string, T> | undefined;
  let { version } = before;
  for (const line of body.split('\n')) {
    if (line.trim() === '') continue;
    const { type, object } = JSON.parse(line) as WatchEvent<T>;
    if (type === 'ERROR') {
      if (object.code === 410) return undefined;
      throw new Error(object.message ?? 'the cluster broke off its answer');
    }
    if (!object?.metadata) throw new Error('the answer is not a list of changes');
    version = object.metadata.resourceVersion ?? version;
    if (type === 'BOOKMARK') continue;
    changed ??= new Map(before.objects);
    if (type === 'DELETED') changed.delete(keyOf(object));
    else changed.set(keyOf(object), tidied(object));
  }
  return { objects: changed ?? before.objects, version };
}

/** The same standing, made of the objects of the one before wherever these are still the same. */
export function reusing<T extends VersionedObject>(
  before: Standing<T> | undefined,
  after: Standing<T>,
): Standing<T> {
  if (!before) return after;
  let changed = before.objects.size !== after.objects.size;
  const objects = new Map<string, T>();
  for (const [key, object] of after.objects) {
    const known = before.objects.get(key);
    const { resourceVersion } = object.metadata;
    const isSame =
      known && resourceVersion !== undefined && known.metadata.resourceVersion === resourceVersion;
    objects.set(key, isSame ? known : object);
    changed ||= !isSame;
  }
  return { ...after, objects: changed ? objects : before.objects };
}

/** Who wrote which field is a third of an object, and tells nothing here. */
function tidied<T extends VersionedObject>(object: T): T {
  delete object.metadata.managedFields;
  if (object.kind === 'Pod') object.spec &&= ofOnePod(object.spec);
  return object;
}

/** What a template says, its workload says once for all of its pods, which may be hundreds. */
function ofOnePod({ nodeName, serviceAccountName, containers, initContainers }: PodSpec): PodSpec {
  return {
    nodeName,
    serviceAccountName,
    containers: containers?.map(ofOneContainer),
    initContainers: initContainers?.map(ofOneContainer),
  };
}

const ofOneContainer = ({ name, image, resources }: ContainerSpec): ContainerSpec => ({
  name,
  image,
  resources,
});
