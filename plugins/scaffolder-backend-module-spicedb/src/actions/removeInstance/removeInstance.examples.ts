import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [{ id: 'remove', name: 'Remove the files', action: 'spicedb:instance:remove', input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Remove an instance with its objects in the cluster',
    example: step({ instance: 'checkout', confirm: 'checkout', objects: 'remove' }),
  },
  {
    description: 'Take an instance out of Git and leave its objects running',
    example: step({ instance: 'resource:default/checkout', confirm: 'checkout', objects: 'keep' }),
  },
];
