// Which suites can notice a change of a template file: those that render it, or a file that includes something of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Reach = (file: string) => string[];

/** Files (relative to the chart, in templates/) and suites (in tests/). */
export function reachOf(chart: string, files: string[], suites: string[]): Reach {
  const texts = new Map(files.map(file => [file, readFileSync(join(chart, file), 'utf8')]));
  const definedIn = new Map<string, string>();
  for (const [file, text] of texts)
    for (const [, name] of text.matchAll(/define "([^"]+)"/g)) definedIn.set(name, file);

  const includedBy = (text: string): string[] => {
    const plain = [...text.matchAll(/include "([^"]+)"/g)].map(match => match[1]);
    const prefixes = [...text.matchAll(/include \(printf "([^"%]+)%s"/g)].map(match => match[1]);
    return [
      ...plain,
      ...[...definedIn.keys()].filter(name => prefixes.some(prefix => name.startsWith(prefix))),
    ];
  };
  const uses = new Map(
    [...texts].map(([file, text]) => [
      file,
      new Set(includedBy(text).flatMap(name => definedIn.get(name) ?? [])),
    ]),
  );

  const seenBy = new Map<string, Set<string>>();
  for (const suite of suites) {
    const rendered =
      /^templates: \[(.+)\]$/m.exec(readFileSync(join(chart, 'tests', suite), 'utf8'))?.[1] ?? '';
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      uses.get(file)?.forEach(visit);
    };
    rendered.split(',').forEach(name => visit(join('templates', name.trim())));
    seenBy.set(suite, seen);
  }
  return file => suites.filter(suite => seenBy.get(suite)?.has(file));
}
