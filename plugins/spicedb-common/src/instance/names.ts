import { parse } from 'yaml';

/**
 * The longest name of an instance. The migration Job appends "-migrate-" and a
 * hash, Kubernetes appends two more hashes to pods, and a label ends at 63
 * characters.
 *
 * @public
 */
export const longestName = 40;

/** Names that would read as something else in a path, a URL or a reference. */
const takenNames = new Set(['default', 'kube-system', 'kube-public', 'argocd', 'charts', 'instances']);

export function troubleInInstanceName(name: string): string | undefined {
  if (name.length > longestName) {
    return `has ${name.length} characters; ${longestName} is the most, since the names made from it (the migration Job's, for example) must fit into 63.`;
  }
  if (takenNames.has(name)) return `"${name}" is taken by the platform; choose another.`;
  return (
    troubleInLabel(name) ?? (/^[0-9]/.test(name) ? 'must begin with a letter, as Services must.' : undefined)
  );
}

/** A DNS label: what Kubernetes takes for names of namespaces and Services. */
export function troubleInLabel(name: string): string | undefined {
  return troubleInPart(name) ?? troubleIfNoText(name);
}

/** People and other charts write names without quotes, and YAML takes some of them for a number or for yes and no. */
function troubleIfNoText(name: string): string | undefined {
  const read: unknown = parse(name, { version: '1.1' });
  return read === name ? undefined : `"${name}" is no text to YAML but ${kindOf(read)}; choose another.`;
}

function kindOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'a "yes"' : 'a "no"';
  if (value === null) return 'nothing (null)';
  return typeof value === 'number' ? 'a number' : 'something else';
}

function troubleInPart(name: string): string | undefined {
  if (name === '') return 'must not be empty.';
  if (name.length > 63) return `has ${name.length} characters; 63 is the most that Kubernetes takes.`;
  if (/[A-Z]/.test(name)) return `must be in small letters: "${name.toLowerCase()}".`;
  if (/[^a-z0-9-]/.test(name)) return 'may contain small letters, digits and dashes only.';
  if (/^-|-$/.test(name)) return 'must begin and end with a letter or digit.';
  return undefined;
}

/** A DNS name: what Kubernetes takes for Secrets. */
export function troubleInSecretName(name: string): string | undefined {
  if (name.length > 253) return `has ${name.length} characters; 253 is the most that Kubernetes takes.`;
  for (const part of name.split('.')) {
    const trouble = troubleInPart(part);
    if (trouble) return trouble;
  }
  return troubleIfNoText(name);
}

/** A key inside a Secret. */
export function troubleInSecretKey(key: string): string | undefined {
  if (key === '') return 'must not be empty.';
  if (key.length > 253) return 'is too long for a key of a Secret.';
  if (!/^[-._a-zA-Z0-9]+$/.test(key) || key === '.' || key === '..') {
    return 'may contain letters, digits, "-", "_" and "." only.';
  }
  return troubleIfNoText(key);
}

export function troubleInHost(host: string): string | undefined {
  if (host.length > 253) return 'is too long for a host name.';
  if (!host.includes('.')) return 'must be a whole host name such as authz.example.org.';
  return troubleInSecretName(host);
}

/** `group:team-a`, `user:default/jane`, `team-a`. */
export function troubleInEntityRef(ref: string): string | undefined {
  if (
    !/^(?:[a-zA-Z][\w-]*:)?(?:[a-z0-9][a-z0-9-]*\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(ref)
  ) {
    return 'must be an entity reference such as group:default/team-a.';
  }
  return ref.length > 190 ? 'is too long for an entity reference.' : undefined;
}

export function troubleInImageTag(tag: string): string | undefined {
  return /^[\w][\w.-]{0,62}$/.test(tag) ? undefined : 'must be a version such as v1.56.0.';
}
