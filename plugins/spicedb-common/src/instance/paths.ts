/** Fills `{name}` and the like; unknown ones stay as they are. */
export function fillTemplate(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? values[key] : whole,
  );
}

export function unknownPlaceholders(template: string, known: string[]): string[] {
  return [...template.matchAll(/\{(\w*)\}/g)].map(m => m[1]).filter(key => !known.includes(key));
}

/**
 * What is wrong with a path inside a repository, or undefined. A path that
 * leaves its place is refused by its form, before any file system is asked.
 *
 * @public
 */
export function troubleInFolder(path: string): string | undefined {
  if (path === '') return 'must not be empty.';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return 'must be relative to the repository, so it cannot begin with "/" or a drive.';
  }
  if (path.includes('\\')) return 'must use "/" between folders.';
  const parts = path.split('/');
  if (parts.includes('..') || parts.includes('.')) return 'must not contain "." or ".." as a folder.';
  if (parts.includes('')) return 'must not contain "//" or end with "/".';
  if (parts.some(part => part.toLowerCase() === '.git')) return 'must not lead into .git.';
  if (!/^[A-Za-z0-9._/-]+$/.test(path)) {
    return 'may contain letters, digits, ".", "_", "-" and "/" only.';
  }
  return undefined;
}
