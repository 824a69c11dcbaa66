import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [{ id: 'update', name: 'Change the files', action: 'spicedb:instance:update', input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Bigger pods',
    example: step({ instance: 'checkout', changes: { size: 'medium' } }),
  },
  {
    description: 'Let the number of pods follow the load, for the instance of a catalog entity',
    example: step({
      instance: 'resource:default/checkout',
      changes: { autoscaling: { minReplicas: 2, maxReplicas: 6 } },
    }),
  },
  {
    description: 'Under a host name of its own, with certificates from a Secret',
    example: step({
      instance: 'checkout',
      targetPath: 'gitops',
      changes: {
        exposure: { kind: 'ingress', host: 'authz.example.org' },
        tls: { enabled: true, secretName: 'checkout-certificate' },
      },
    }),
  },
  {
    description: 'Without what an empty text could not say: no system, and the owner that the platform gives',
    example: step({ instance: 'checkout', changes: { logLevel: 'debug', clear: ['system', 'owner'] } }),
  },
];
