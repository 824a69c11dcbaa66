import assert from 'node:assert/strict';
import { it } from 'node:test';
import { changesTo } from './identity-webhook.ts';

it('tells each container where to ask and as whom, beside what the pod says itself', () => {
  const changes = changesTo({
    spec: {
      volumes: [{ name: 'tls' }],
      containers: [{ env: [{ name: 'AWS_REGION' }], volumeMounts: [{ name: 'tls' }] }, {}],
    },
  }) as Array<{ op: string; path: string; value: Array<{ name: string }> }>;
  const named = Object.fromEntries(changes.map(({ path, value }) => [path, value.map(({ name }) => name)]));
  const variables = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  assert.deepEqual(named, {
    '/spec/containers/0/env': ['AWS_REGION', ...variables],
    '/spec/containers/0/volumeMounts': ['tls', 'eks-pod-identity-token'],
    '/spec/containers/1/env': variables,
    '/spec/containers/1/volumeMounts': ['eks-pod-identity-token'],
    '/spec/volumes': ['tls', 'eks-pod-identity-token'],
  });
});
