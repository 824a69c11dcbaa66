import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The three answers that are enough; the portal answers the rest',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Write the files',
          action: 'spicedb:instance:create',
          input: {
            instance: { name: 'checkout', environment: 'development', engine: 'postgres' },
          },
        },
      ],
    }),
  },
  {
    description: 'A production instance that follows the load, with a read replica',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Write the files',
          action: 'spicedb:instance:create',
          input: {
            targetPath: 'gitops',
            instance: {
              name: 'checkout',
              description: 'Who may see and change which order',
              environment: 'production',
              engine: 'postgres',
              owner: 'group:default/checkout',
              autoscaling: { minReplicas: 3, maxReplicas: 9, targetCpuPercent: 70 },
              secret: { name: 'checkout-credentials', readReplicaKeys: ['replica_uri'] },
              exposure: { kind: 'ingress', host: 'authz.example.org' },
              monitoring: true,
            },
          },
        },
      ],
    }),
  },
];
