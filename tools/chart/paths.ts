// Where things are.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const chart = join(repository, 'charts', 'spicedb');
export const settingsDir = join(chart, 'files', 'settings');
export const typeFile = join(repository, 'plugins', 'spicedb-common', 'src', 'chart', 'ChartValues.ts');
export const shortSchemaFile = join(
  repository,
  'plugins',
  'spicedb-common',
  'src',
  'chart',
  'valuesSchema.json',
);
const fixtures = join(repository, 'plugins', 'spicedb-common', 'src', '__fixtures__');
export const applicationSchemaFile = join(fixtures, 'applicationSchema.json');
