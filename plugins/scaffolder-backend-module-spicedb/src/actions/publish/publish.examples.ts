import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const publish = {
  id: 'publish',
  name: 'Publish the change',
  action: 'spicedb:git:publish',
  input: {
    files: [{ path: 'instances/development/checkout/values.yaml', change: 'added' }],
    title: 'Add SpiceDB instance checkout (development)',
    description: 'What will happen, in Markdown',
    topic: 'create-checkout',
  },
};

export const examples: TemplateExample[] = [
  {
    description: 'The way that the platform has configured',
    example: stringify({ steps: [publish] }),
  },
  {
    description: 'With the step that opens the merge request where the repository is on a GitLab',
    example: stringify({
      steps: [
        publish,
        {
          id: 'gitlab',
          name: 'Open the merge request',
          if: "${{ steps.publish.output.by === 'gitlab' }}",
          action: 'publish:gitlab:merge-request',
          input: {
            repoUrl: '${{ steps.publish.output.repoUrl }}',
            branchName: '${{ steps.publish.output.branch }}',
            targetBranchName: '${{ steps.publish.output.targetBranch }}',
            title: '${{ steps.publish.output.title }}',
            description: '${{ steps.publish.output.description }}',
            commitAction: 'skip',
            removeSourceBranch: true,
          },
        },
      ],
    }),
  },
];
