import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clone } from './demo.ts';

const pattern = 'staging/checkout';

/** The files of an instance of the demo under another name, for a commit. */
export function copyOfInstance(
  clone: Clone,
  name: string,
  change: (text: string, file: string) => string = text => text,
): Record<string, string> {
  const folder = join(clone.folder, 'instances', pattern);
  return Object.fromEntries(
    readdirSync(folder).map(file => {
      const text = readFileSync(join(folder, file), 'utf8')
        .replaceAll(/\bcheckout\b/g, name)
        // Owners are groups, of which one is called the same.
        .replaceAll(`group:default/${name}`, 'group:default/checkout');
      return [`instances/staging/${name}/${file}`, change(text, file)];
    }),
  );
}

/** Only what the catalog knows of an instance: it was never deployed. */
export function onlyEntity(
  clone: Clone,
  name: string,
  change: (text: string) => string = text => text,
): Record<string, string> {
  const path = `instances/staging/${name}/catalog-info.yaml`;
  return { [path]: change(copyOfInstance(clone, name)[path] ?? '') };
}

/** As many instances as wanted, all for one commit. */
export const manyInstances = (clone: Clone, names: string[]): Record<string, string> =>
  Object.assign({}, ...names.map(name => copyOfInstance(clone, name)));
