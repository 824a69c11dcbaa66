import { parse } from 'yaml';
import { parseInstance } from './parseInstance';
import { parsePortalConfig } from './parsePortalConfig';
import { renderInstance } from './renderInstance';

function config(more: object = {}) {
  const result = parsePortalConfig({ repository: { url: 'https://git.example/gitops.git' }, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}
function files(input: object, more: object = {}) {
  const portal = config(more);
  const result = parseInstance(input, portal);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return Object.fromEntries(renderInstance(result.instance, portal).map(f => [f.path, f.content]));
}

it('shows', () => {
  const out = files({ name: 'checkout-authz', environment: 'production', engine: 'postgres', autoscaling: {minReplicas: 3, maxReplicas: 9} });
  for (const [p, c] of Object.entries(out)) { process.stdout.write(`---- ${p}\n${c}\n`); if (p.endsWith('yaml')) parse(c); }
});
