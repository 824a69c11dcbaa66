import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else if (/\.ts$/.test(name) && !/\.test\.ts$/.test(name)) yield path;
  }
}

describe('the judgement of a rollout', () => {
  const files = [...filesIn(__dirname)];

  it.each(files.map(file => [file.slice(__dirname.length + 1), file]))(
    '%s knows no workload by name',
    (_, file) => {
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(/spicedb|zanzibar|authzed|dispatch/i);
      expect(text).not.toMatch(/from '(\.\.\/)+(spicedb|instance|chart)/);
    },
  );

  it('looks at all of it', () => {
    expect(files.length).toBeGreaterThan(20);
  });
});
