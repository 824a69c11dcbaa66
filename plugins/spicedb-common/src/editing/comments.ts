import { entriesOf } from './entries';
import { commentAbove, insertLines, lineStart, startOfCommentAbove } from './lines';
import type { Place } from './locate';
import { locate } from './locate';
import type { ReadYaml } from './readYaml';
import type { YamlChange, YamlPath } from './YamlChange';

/** The comment lines above a key, without `#`. */
export function commentAt(yaml: ReadYaml, path: YamlPath): string[] {
  const start = startOf(yaml, locate(yaml, path));
  return start === undefined ? [] : commentAbove(yaml.text, start);
}

/** Replaces the comment above a key, unless somebody wrote another one there. */
export function replaceComment(
  yaml: ReadYaml,
  { comment: path, from, to }: Extract<YamlChange, { comment: YamlPath }>,
): string {
  const { text } = yaml;
  const start = startOf(yaml, locate(yaml, path));
  if (start === undefined || commentAbove(text, start).join('\n') !== from.join('\n')) return text;
  const [begin, end] = [startOfCommentAbove(text, start), lineStart(text, start)];
  const pad = text.slice(end, start);
  return insertLines(
    text.slice(0, begin) + text.slice(end),
    begin,
    to.map(words => `${pad}#${words}`),
  );
}

/** Where a key begins that stands on a line of its own. */
function startOf({ text }: ReadYaml, place: Place | undefined): number | undefined {
  if (!place || place.index < 0 || place.parent.flow) return undefined;
  const entry = entriesOf(text, place.parent)[place.index];
  return entry.shares ? undefined : entry.start;
}
