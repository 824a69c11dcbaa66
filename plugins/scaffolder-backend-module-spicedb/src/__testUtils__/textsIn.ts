import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { createMockDirectory } from '@backstage/backend-test-utils';

/** Every file below a folder of the mock directory, by its path there. */
export function textsIn(directory: ReturnType<typeof createMockDirectory>, folder: string) {
  const root = directory.resolve(folder);
  const paths = (readdirSync(root, { recursive: true }) as string[]).filter(path =>
    statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map(path => [path, readFileSync(join(root, path), 'utf8')]));
}
