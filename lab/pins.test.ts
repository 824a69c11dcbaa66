import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { LAB } from './paths.ts';
import { ARGOCD, KUBERNETES, SPICEDB_VERSIONS } from './pins.ts';

function pinned(module: string, dependency: string): string | undefined {
  const text = readFileSync(join(LAB, 'build', module, 'go.mod'), 'utf8');
  const line = text.split('\n').find(candidate => candidate.trim().startsWith(`${dependency} v`));
  return line?.trim().split(' ')[1];
}

it('names the Kubernetes and the Argo CD that the module builds', () => {
  assert.equal(pinned('cluster', 'k8s.io/kubernetes'), KUBERNETES);
  assert.equal(pinned('cluster', 'github.com/argoproj/argo-cd/v3'), ARGOCD);
});

it('holds nodes to NetworkPolicies with the client of that Kubernetes', () => {
  assert.equal(pinned('policies', 'k8s.io/client-go'), KUBERNETES.replace('v1.', 'v0.'));
});

for (const version of SPICEDB_VERSIONS) {
  it(`builds SpiceDB ${version} from the module of that name`, () => {
    assert.equal(pinned(`spicedb-${version}`, 'github.com/authzed/spicedb'), version);
  });
}
