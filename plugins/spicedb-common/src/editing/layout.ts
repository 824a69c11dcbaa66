import type { Node, Pair } from 'yaml';
import { isMap, isSeq, visit } from 'yaml';
import type { Layout } from './emit';
import { entriesOf, isBlock } from './entries';
import { columnOf } from './lines';
import type { ReadYaml } from './readYaml';

/** How a file is laid out, by its first nested map and its first list; two spaces where it has none. */
export function layoutOf({ document, text }: ReadYaml): Layout {
  let step: number | undefined;
  let dash: number | undefined;
  visit(document, {
    Pair(_, pair) {
      const { key, value } = pair as Pair<Node, Node | null>;
      if (!isBlock(value) || value.items.length === 0 || !key.range) return undefined;
      const offset = columnOf(text, entriesOf(text, value)[0].start) - columnOf(text, key.range[0]);
      if (isMap(value) && step === undefined && offset > 0) step = offset;
      if (isSeq(value) && dash === undefined && offset >= 0) dash = offset;
      return step !== undefined && dash !== undefined ? visit.BREAK : undefined;
    },
  });
  return { step: step ?? 2, dash: dash ?? 2 };
}
