/** A folder of Markdown and pictures. Paths are relative to it. */
export interface DocsLibrary {
  paths: string[];
  read(path: string): Promise<string>;
  addressOf(path: string): string;
}

export interface DocsGroup {
  title: string;
  pages: { route: string; title: string; path: string }[];
}

/** `guides/create.md` is shown at `guides/create`, an index at its folder. */
export function routeOf(path: string) {
  return path.replace(/\.md$/, '').replace(/(^|\/)(index|README)$/, '');
}

export function pathOf(library: DocsLibrary, route: string) {
  const wanted = route.replace(/\/+$/, '').toLowerCase();
  return library.paths.find(path => path.endsWith('.md') && routeOf(path).toLowerCase() === wanted);
}

/** The table of contents: one group for each folder, the root first. */
export function groupsOf(library: DocsLibrary): DocsGroup[] {
  const groups = new Map<string, DocsGroup>();
  const pages = library.paths.filter(path => path.endsWith('.md')).sort(inOrder);
  for (const path of pages) {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const group = groups.get(folder) ?? {
      title: folder ? inWords(folder.split('/').at(-1)!) : '',
      pages: [],
    };
    groups.set(folder, group);
    const route = routeOf(path);
    group.pages.push({
      path,
      route,
      title: route === folder ? 'Overview' : inWords(route.slice(folder ? folder.length + 1 : 0)),
    });
  }
  return [...groups.values()];
}

/** Where a link in one page leads: to a page's route, a picture, or elsewhere. */
export function resolveLink(from: string, href: string) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('#')) return undefined;
  if (href.startsWith('/')) return undefined;
  const [target, fragment] = href.split('#', 2);
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return { path: parts.join('/'), fragment };
}

function inOrder(a: string, b: string) {
  const depth = (path: string) => (path.includes('/') ? 1 : 0);
  const first = (path: string) => (/(^|\/)(index|README)\.md$/.test(path) ? 0 : 1);
  return (
    depth(a) - depth(b) || folderOf(a).localeCompare(folderOf(b)) || first(a) - first(b) || a.localeCompare(b)
  );
}

function folderOf(path: string) {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

const spelledOtherwise: Record<string, string> = { aws: 'AWS', gitops: 'GitOps', tls: 'TLS' };

/** File names are written with dashes; codes such as M104 stay as they are. */
function inWords(name: string) {
  const words = name
    .split('-')
    .map(word => spelledOtherwise[word] ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
