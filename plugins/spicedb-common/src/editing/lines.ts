/** Offsets of lines in a text. Ends include the line break. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The line break in use near an offset. */
export function lineBreakAt(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset - 1);
  const at = before < 0 ? text.indexOf('\n', offset) : before;
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** A line that holds a comment only, with its indentation; otherwise undefined. */
function commentLine(text: string, start: number): { indent: number; words: string } | undefined {
  const found = /^( *)#(.*)$/.exec(text.slice(start, lineEnd(text, start)).replace(/\r?\n$/, ''));
  return found ? { indent: found[1].length, words: found[2] } : undefined;
}

/**
 * Where the comment lines begin that stand directly above an offset and are
 * indented like it. A comment that begins the file is the file's and not the
 * key's.
 */
export function startOfCommentAbove(text: string, offset: number): number {
  const own = lineStart(text, offset);
  const indent = offset - own;
  let start = own;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (commentLine(text, above)?.indent !== indent) return start;
    start = above;
  }
  return own;
}

/** The words of the comment directly above an offset, line by line, without `#`. */
export function commentAbove(text: string, offset: number): string[] {
  const words: string[] = [];
  for (let at = startOfCommentAbove(text, offset); at < lineStart(text, offset); at = lineEnd(text, at)) {
    words.push(commentLine(text, at)!.words);
  }
  return words;
}

/** The end of the comment lines that follow an offset and are indented deeper than an entry: they are inside it. */
export function endOfDeeperComments(text: string, offset: number, indent: number): number {
  let end = offset;
  while (end < text.length) {
    const comment = commentLine(text, end);
    if (!comment || comment.indent <= indent) break;
    end = lineEnd(text, end);
  }
  return end;
}

/** Puts whole lines at the start of a line, whether or not the text before ends with a line break. */
export function insertLines(text: string, offset: number, lines: readonly string[]): string {
  const lineBreak = lineBreakAt(text, offset);
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  if (before === '' || before.endsWith('\n')) {
    return `${before}${lines.map(line => `${line}${lineBreak}`).join('')}${after}`;
  }
  return `${before}${lines.map(line => `${lineBreak}${line}`).join('')}${after}`;
}

/** Takes whole lines out; the last line of a file takes the line break before it along. */
export function removeLines(text: string, start: number, end: number): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const endedWithBreak = text[end - 1] === '\n';
  return (endedWithBreak ? before : before.replace(/\r?\n$/, '')) + after;
}
