import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface SeedFile {
  path: string;
  content: string;
}

const OWN_SEED = join(import.meta.dirname, '..', '..', 'seed');

// What a chart needs to be installed; its tests and the values they use stay behind.
const CHART_PARTS = [
  'Chart.yaml',
  'README.md',
  'values.yaml',
  'values.schema.json',
  '.helmignore',
  'templates',
  'files',
  'crds',
];

function filesIn(folder: string, under: string): SeedFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = posix.join(under, entry.name);
      const full = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(full, path);
      return [{ path, content: readFileSync(full, 'utf8') }];
    });
}

// The seeded instances were made for the default port; they are written for the port in use.
const USUAL_URL = 'http://127.0.0.1:3001/gitops.git';

/** The first commit: our seed, and the chart as it stands in this project. */
export function seedFiles(projectFolder: string, repositoryUrl: string): SeedFile[] {
  const chart = filesIn(join(projectFolder, 'charts', 'spicedb'), 'charts/spicedb').filter(({ path }) =>
    CHART_PARTS.includes(path.split('/')[2] ?? ''),
  );
  const own = filesIn(OWN_SEED, '').map(({ path, content }) => ({
    path,
    content: content.replaceAll(USUAL_URL, repositoryUrl),
  }));
  return [...own, ...chart];
}
