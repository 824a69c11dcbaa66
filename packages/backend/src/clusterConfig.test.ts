import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { parse } from 'yaml';

const root = resolve(__dirname, '../../..');
const layer = (context: string) => ({
  context,
  data: parse(readFileSync(resolve(root, context), 'utf8')),
});

it('speaks of no replay where a real cluster is shown', () => {
  const config = ConfigReader.fromConfigs([layer('app-config.yaml'), layer('app-config.cluster.yaml')]);
  expect(config.getBoolean('spicedb.page.replay')).toBe(false);
  expect(JSON.stringify(config.get('spicedb'))).not.toMatch(/replay of|recorded/);
});
