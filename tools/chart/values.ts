// Reads charts/spicedb/values.yaml together with its comments. It knows just the YAML that this file is written in
// (mappings by indentation, scalars, flow lists) and refuses anything else, so that nothing is read wrongly.

export type Default = string | number | boolean | Default[] | { [key: string]: Default };

export type ValueNode = {
  path: string[];
  description: string;
  /** Tags of the comment, for example `one-of` -> `a | b`. */
  tags: Map<string, string>;
  value: Default;
  /** Present on sections, whose children are documented one by one. */
  children?: ValueNode[];
};

type Line = { number: number; indent: number; text: string };

export function readValues(yaml: string): ValueNode[] {
  const lines = yaml.split('\n').map((raw, index): Line => {
    const text = raw.trim();
    return { number: index + 1, indent: raw.length - raw.trimStart().length, text };
  });
  const reader = { lines, at: 0 };
  const nodes = readMapping(reader, 0, []);
  if (reader.at < lines.length) throw unreadable(lines[reader.at]);
  return nodes;
}

function unreadable(line: Line): Error {
  return new Error(`values.yaml:${line.number}: "${line.text}" is not in the YAML that the generator reads.`);
}

function readMapping(reader: { lines: Line[]; at: number }, indent: number, parent: string[]): ValueNode[] {
  const nodes: ValueNode[] = [];
  let comment: string[] = [];
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at];
    if (line.text === '') {
      comment = [];
      reader.at += 1;
    } else if (line.text.startsWith('#')) {
      if (line.indent < indent) return nodes;
      comment.push(line.text.replace(/^# ?/, ''));
      reader.at += 1;
    } else if (line.indent < indent) {
      reader.at -= comment.length;
      return nodes;
    } else {
      const match = /^("?)([A-Za-z_][\w./-]*)\1:(?: (.+))?$/.exec(line.text);
      if (!match || line.indent !== indent) throw unreadable(line);
      reader.at += 1;
      const path = [...parent, match[2]];
      const { description, tags } = readComment(comment);
      comment = [];
      if (match[3] !== undefined) {
        nodes.push({ path, description, tags, value: readScalar(match[3], line) });
      } else {
        const children = readMapping(reader, indent + 2, path);
        const value = Object.fromEntries(children.map(child => [child.path.at(-1), child.value]));
        const isLeaf = tags.has('kubernetes') || tags.has('map');
        nodes.push({ path, description, tags, value, ...(isLeaf ? {} : { children }) });
      }
    }
  }
  return nodes;
}

function readComment(lines: string[]): { description: string; tags: Map<string, string> } {
  const tags = new Map<string, string>();
  const text: string[] = [];
  for (const line of lines) {
    const tag = /^@([a-z-]+)(?: (.*))?$/.exec(line);
    if (tag) tags.set(tag[1], tag[2] ?? '');
    else text.push(line);
  }
  return { description: text.join(' ').trim(), tags };
}

function readScalar(text: string, line: Line): Default {
  if (text === '{}') return {};
  if (text.startsWith('[') && text.endsWith(']')) {
    const inside = text.slice(1, -1).trim();
    return inside === '' ? [] : inside.split(',').map(item => readScalar(item.trim(), line));
  }
  if (text.startsWith('"')) return JSON.parse(text) as string;
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^[A-Za-z][\w./:-]*$/.test(text)) return text;
  if (/^\d+[a-zA-Z]+$/.test(text)) return text;
  throw unreadable(line);
}

export function leavesOf(nodes: ValueNode[]): ValueNode[] {
  return nodes.flatMap(node => (node.children ? leavesOf(node.children) : [node]));
}
