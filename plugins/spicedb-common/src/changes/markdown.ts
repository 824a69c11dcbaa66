/** A list in Markdown under a heading; nothing when there is nothing to list. */
export function section(heading: string, points: readonly string[]): string[] {
  return points.length ? [`**${heading}**\n\n${points.map(point => `- ${point}`).join('\n')}`] : [];
}

export function diffBlock(diff: string): string[] {
  if (!diff) return [];
  // A fence longer than any run of backticks inside.
  const longest = Math.max(2, ...[...diff.matchAll(/`+/g)].map(run => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff\n${diff}${fence}`];
}

export function inWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** A text inside a table, where a bar would begin the next cell. */
export function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\\|\|/g, found => `\\${found}`);
}
