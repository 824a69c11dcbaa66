import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const original = stringify({
  apiVersion: 'authzed.com/v1alpha1',
  kind: 'SpiceDBCluster',
  metadata: { name: 'permissions', namespace: 'authz' },
  spec: {
    version: 'v1.56.0',
    secretName: 'permissions-config',
    config: { datastoreEngine: 'postgres', replicas: 3, logLevel: 'debug' },
  },
});

const step = (input: object) =>
  stringify({
    steps: [{ id: 'import', name: 'Translate the original', action: 'spicedb:instance:import', input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'A SpiceDBCluster, under its own name',
    example: step({ original, instance: { environment: 'staging' } }),
  },
  {
    description: 'The values of a community chart, which name neither instance nor version',
    example: step({
      original: stringify({
        replicaCount: 3,
        config: { datastoreEngine: 'postgres', existingSecret: 'authz' },
      }),
      instance: { name: 'permissions', environment: 'staging', version: 'v1.56.0' },
    }),
  },
];
