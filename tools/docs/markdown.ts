const withoutCode = (markdown: string) => markdown.replace(/^```[^]*?^```/gm, '');

/** The targets of links and pictures. */
export function linksIn(markdown: string): string[] {
  const text = withoutCode(markdown).replace(/`[^`\n]*`/g, '');
  const inline = [...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const references = [...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)];
  return [...inline, ...references].map(([, target]) => target);
}

/** The names under which the headings of a document can be linked to. */
export const slugsOf = (markdown: string) =>
  [...withoutCode(markdown).matchAll(/^#+\s+(.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

/** What stands in code marks and looks like a path of the repository: it has a slash or an ending. */
export function filesNamedIn(markdown: string): string[] {
  const marked = [...withoutCode(markdown).matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);
  const paths = marked.filter(
    text => /^[\w.@-]+(\/[\w.@-]+)*\/?$/.test(text) && /\/|\.(ts|tsx|mjs|md|ya?ml|json|txt)$/.test(text),
  );
  return [...new Set(paths)];
}
