import { NoSuchPath } from './failure.ts';
import { groupVersion, RESOURCES } from './resources.ts';

const GROUPS = [...new Set(RESOURCES.map(({ group }) => group))].filter(Boolean);

function groupEntry(group: string) {
  const versions = [...new Set(RESOURCES.filter(one => one.group === group).map(one => one.version))].map(
    version => ({ groupVersion: `${group}/${version}`, version }),
  );
  return { name: group, versions, preferredVersion: versions[0] };
}

const SUBRESOURCES: Record<string, string[]> = { pods: ['log', 'proxy'] };

function resourceList(group: string, version: string) {
  const found = RESOURCES.filter(one => one.group === group && one.version === version);
  if (found.length === 0) throw new NoSuchPath(`nothing answers for ${group}/${version}`);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion({ group, version }),
    resources: found.flatMap(({ plural, singular, kind, namespaced }) => [
      { name: plural, singularName: singular, namespaced, kind, verbs: ['get', 'list', 'watch'] },
      ...(SUBRESOURCES[plural] ?? []).map(sub => ({
        name: `${plural}/${sub}`,
        singularName: '',
        namespaced,
        kind,
        verbs: ['get'],
      })),
    ]),
  };
}

/** Answers the calls by which clients find out what a server knows; undefined for other paths. */
export function discover(parts: string[], version: string): unknown {
  const [root, first, second] = parts;
  if (root === 'version' && parts.length === 1) {
    const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
    return { major, minor, gitVersion: version, platform: 'linux/amd64' };
  }
  if (root === 'api' && parts.length === 1) return { kind: 'APIVersions', versions: ['v1'] };
  if (root === 'api' && parts.length === 2) return resourceList('', first ?? '');
  if (root !== 'apis' || parts.length > 3) return undefined;
  if (first === undefined) {
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: GROUPS.map(groupEntry) };
  }
  if (second !== undefined) return resourceList(first, second);
  if (!GROUPS.includes(first)) throw new NoSuchPath(`nothing answers for ${first}`);
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(first) };
}
