import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Push a new instance to the branch that Argo CD reads',
    example: stringify({
      steps: [
        {
          id: 'push',
          name: 'Push to the GitOps repository',
          action: 'spicedb:git:push-branch',
          input: {
            message: 'Add SpiceDB instance checkout',
            files: [{ path: 'instances/development/checkout/values.yaml', change: 'added' }],
          },
        },
      ],
    }),
  },
  {
    description: 'Push to a branch of its own, for a review on a host without a pull request action',
    example: stringify({
      steps: [
        {
          id: 'push',
          name: 'Push for review',
          action: 'spicedb:git:push-branch',
          input: {
            message: 'Add SpiceDB instance checkout',
            branch: 'portal/create-checkout',
            startFrom: 'main',
            sourcePath: 'gitops',
            files: [{ path: 'instances/development/checkout/values.yaml', change: 'added' }],
          },
        },
      ],
    }),
  },
];
