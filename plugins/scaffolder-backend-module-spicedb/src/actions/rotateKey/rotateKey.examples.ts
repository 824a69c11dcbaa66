import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const rotate = (step: string) =>
  stringify({
    steps: [
      {
        id: 'rotate',
        name: 'Change the files',
        action: 'spicedb:instance:rotate-key',
        input: { instance: 'checkout', step, key: 'preshared_key_2' },
      },
    ],
  });

/** In this order, each after the one before has reached every pod. */
export const examples: TemplateExample[] = [
  { description: 'First: every pod accepts the new key beside the old one', example: rotate('accept') },
  { description: 'Second: pods use the new key and still accept the old one', example: rotate('prefer') },
  { description: 'Third: the old key is refused', example: rotate('retire') },
];
