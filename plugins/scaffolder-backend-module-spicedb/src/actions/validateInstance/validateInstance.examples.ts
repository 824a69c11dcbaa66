import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [{ id: 'validate', name: 'Look through the files', action: 'spicedb:instance:validate', input }],
  });

export const examples: TemplateExample[] = [
  { description: 'Stop when an instance has an error', example: step({ instance: 'checkout' }) },
  {
    description: 'Report everything and go on',
    example: step({ instance: 'resource:default/checkout', failOn: 'nothing' }),
  },
];
