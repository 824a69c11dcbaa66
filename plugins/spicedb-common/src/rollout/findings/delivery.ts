import type { FindingCatalog } from '../catalog';

const syncAgain = {
  text: 'When the cause is mended, sync again.',
  command: 'argocd app sync {{application}}',
};

/** G###: what Argo CD reads from Git. A###: how it brings that into the cluster. */
export const deliveryFindings = {
  G101: {
    severity: 'error',
    summary: 'Argo CD cannot read the repository',
    meaning:
      'The repository, branch or path that the Application names could not be fetched, so no commit takes effect.',
    remedy: [
      {
        text: 'Compare repository, branch and path in application.yaml with what exists, and the credentials Argo CD has for it.',
        command: 'argocd app get {{application}} --refresh',
      },
    ],
  },
  G102: {
    severity: 'error',
    summary: 'No manifests could be made from the commit',
    meaning:
      'The chart refused the values, or a file is not valid. The evidence has the words of Helm. What runs stays as it is.',
    remedy: [
      { text: 'Correct values.yaml as the message says, in a new commit.' },
      {
        text: 'To see the same message on your machine, render the chart with the values of this folder.',
        command: 'helm template {{name}} <chart> -f values.yaml',
      },
    ],
  },
  A101: {
    severity: 'info',
    summary: 'The Application {{application}} does not exist yet',
    meaning:
      'Argo CD has not made it from application.yaml. That takes until the root application looks at Git again, three minutes at most by default.',
    remedy: [
      {
        text: 'If it takes longer, look whether the root application includes this folder and is healthy.',
        command: 'kubectl -n {{applicationNamespace}} get applications',
      },
    ],
  },
  A102: {
    severity: 'error',
    summary: 'The sync failed and Argo CD has given up',
    meaning:
      'All retries for this commit are used up. Nothing more happens until a new commit comes or somebody syncs by hand.',
    remedy: [{ text: 'Mend what the evidence names, in a new commit if it stands in Git.' }, syncAgain],
  },
  A103: {
    severity: 'warning',
    summary: 'The sync failed; Argo CD tries again',
    meaning:
      'A retry applies the same commit once more. It does not run a Job again that has failed, unless that Job is marked to be replaced.',
    remedy: [
      { text: 'Mend what the evidence names; with retry.refresh a new commit is taken at the next retry.' },
    ],
  },
  A104: {
    severity: 'warning',
    summary: 'A newer commit waits behind the retries of the old one',
    meaning:
      'Argo CD knows the new commit but still retries the one before, because retry.refresh is off. That can take minutes.',
    remedy: [
      {
        text: 'End the old operation; the new commit is then synced at once.',
        command: 'argocd app terminate-op {{application}}',
      },
      { text: 'Set syncPolicy.retry.refresh: true in application.yaml, so that it does not happen again.' },
    ],
  },
  A106: {
    severity: 'warning',
    summary: 'The cluster differs from Git and nobody changes that',
    meaning:
      'Automated sync is off for this difference, or it does not bring the objects named in the evidence into line.',
    remedy: [
      { text: 'Look at the difference first.', command: 'argocd app diff {{application}}' },
      { text: 'Then sync.', command: 'argocd app sync {{application}}' },
    ],
  },
  A107: {
    severity: 'warning',
    summary: 'An old failed Job keeps the Application degraded',
    meaning:
      'The Job belongs to an earlier commit and was not pruned, because automated prune is off. The newest Job is not affected.',
    remedy: [
      { text: 'Remove the old Job.', command: 'kubectl -n {{namespace}} delete job {{job}}' },
      { text: 'Set syncPolicy.automated.prune: true in application.yaml.' },
    ],
  },
  A108: {
    severity: 'error',
    summary: 'The Application delivers to another place than this page reads',
    meaning:
      'The Application says {{found}}, the catalog entity says {{expected}}. What is shown below may belong to something else.',
    remedy: [
      {
        text: 'Correct application.yaml or the annotations in catalog-info.yaml, so that both name the same place.',
      },
    ],
  },
  A109: {
    severity: 'error',
    summary: 'Argo CD refuses the Application as it is written',
    meaning:
      'Its project does not allow the source or destination, or the destination is not known. Nothing is synced until that is mended.',
    remedy: [
      {
        text: 'Correct application.yaml, or ask the platform team to allow it in project {{project}}.',
        command: 'argocd proj get {{project}}',
      },
    ],
  },
  A111: {
    severity: 'error',
    summary: 'The cluster refused {{object}}',
    meaning:
      'The API server did not take this object; the evidence has its words. Objects of later waves were not touched.',
    remedy: [
      {
        text: 'Change what the message names, in a new commit. A field that is immutable needs the object to be replaced.',
      },
    ],
  },
  A112: {
    severity: 'info',
    summary: 'The Application is being removed',
    meaning: 'It was deleted; with the finalizer of Argo CD its objects go first.',
    remedy: [
      { text: 'If it does not end, look for what is left.', command: 'argocd app resources {{application}}' },
    ],
  },
  A113: {
    severity: 'warning',
    summary: 'Argo CD calls the Application degraded',
    meaning: 'Some object of the Application is not healthy, and none of the other stages here explains it.',
    remedy: [{ text: 'See which object it is.', command: 'argocd app get {{application}} --show-operation' }],
  },
  A114: {
    severity: 'warning',
    summary: 'Two Applications claim the same objects',
    meaning: 'Each sync of one changes what the other has set.',
    remedy: [
      { text: 'Find the other Application in the evidence, and remove the objects from one of them.' },
    ],
  },
} satisfies FindingCatalog;
