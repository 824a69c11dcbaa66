import type { FindingCatalog } from '../catalog';

const events = 'kubectl -n {{namespace}} describe job {{job}}';
const again = {
  text: 'When it is mended, sync again; a Job that has used up its attempts needs a new commit or must be deleted first.',
  command: 'argocd app sync {{application}}',
};

/** M2##: what the cluster does to the Job that prepares the storage. */
export const jobFindings = {
  M201: {
    severity: 'error',
    summary: 'The image of the migration cannot be pulled',
    meaning:
      'The node got no image {{image}}: the tag does not exist, the registry is not reachable, or it wants credentials.',
    remedy: [
      {
        text: 'Compare image.tag and image.repository in values.yaml with what the registry has.',
        command: events,
      },
      again,
    ],
  },
  M202: {
    severity: 'error',
    summary: 'The migration ran out of memory',
    meaning:
      'The kernel ended it at its memory limit of {{limit}}. A migration that moves data can be started again; it goes on where it stopped or begins that step anew.',
    remedy: [{ text: 'Raise config.migrations.resources.limits.memory in values.yaml.' }, again],
  },
  M203: {
    severity: 'error',
    summary: 'The quota of the namespace leaves no room for the migration',
    meaning:
      'Kubernetes refused the pod of the Job because a ResourceQuota is used up or demands a setting that the pod lacks.',
    remedy: [
      {
        text: 'See what the quota allows and what is used.',
        command: 'kubectl -n {{namespace}} describe resourcequota',
      },
      {
        text: 'Ask for a larger quota or lower config.migrations.resources. The Job goes on by itself then.',
      },
    ],
  },
  M204: {
    severity: 'error',
    summary: 'No node takes the migration',
    meaning:
      'The scheduler found no node with enough free resources, or none that fits nodeSelector and tolerations.',
    remedy: [{ text: 'Read why in the evidence, then lower the requests or make room.', command: events }],
  },
  M205: {
    severity: 'error',
    summary: 'The migration was stopped by its deadline',
    meaning:
      'The Job reached activeDeadlineSeconds ({{deadline}} s) and Kubernetes ended it, attempts and all.',
    remedy: [
      {
        text: 'Look in the log how far it came; then raise config.migrations.timeout, from which the chart makes the deadline.',
      },
      again,
    ],
  },
  M206: {
    severity: 'error',
    summary: 'The Secret {{secret}} does not exist',
    meaning:
      'The migration reads its credentials from it, and waits for as long as it is missing. Nothing else is wrong.',
    remedy: [
      {
        text: 'Make the Secret, or correct its name in values.yaml. The Job goes on by itself within a minute or two.',
        command: 'kubectl -n {{namespace}} get secret {{secret}}',
      },
    ],
  },
  M207: {
    severity: 'error',
    summary: 'The Secret {{secret}} has no key {{key}}',
    meaning: 'The Secret is there, but the key that the migration reads is not.',
    remedy: [
      {
        text: 'Add the key, or name the right one under credentials in values.yaml. The Job goes on by itself within a minute or two.',
        command: 'kubectl -n {{namespace}} describe secret {{secret}}',
      },
    ],
  },
  M208: {
    severity: 'error',
    summary: 'The ServiceAccount of the migration does not exist',
    meaning:
      'Kubernetes makes no pod for the Job without it. If the same chart makes the ServiceAccount and the Job is a hook, each waits for the other for ever.',
    remedy: [
      {
        text: 'Use config.migrations.strategy: job, or name an account that exists in config.migrations.serviceAccountName.',
        command: 'kubectl -n {{namespace}} get serviceaccounts',
      },
      {
        text: 'End the operation that waits, so that the new commit is taken.',
        command: 'argocd app terminate-op {{application}}',
      },
    ],
  },
  M209: {
    severity: 'error',
    summary: 'Kubernetes makes no pod for the migration Job',
    meaning:
      'A policy or a webhook refused the pod, or the controller does not run. The events of the Job say which.',
    remedy: [{ text: 'Read the events of the Job.', command: events }],
  },
  M210: {
    severity: 'error',
    summary: 'The migration failed',
    meaning:
      'Every attempt failed, and what can be read of the log does not say why in words that the portal knows.',
    remedy: [
      { text: 'Read the end of the log.', command: 'kubectl -n {{namespace}} logs job/{{job}} --tail=50' },
      again,
    ],
  },
  M211: {
    severity: 'info',
    summary: 'It took more than one attempt',
    meaning: 'An earlier attempt failed and a later one succeeded: the migration is done.',
    remedy: [{ text: 'Nothing to do. If it happens each time, look at the log of the first attempt.' }],
  },
  M212: {
    severity: 'warning',
    summary: 'The migration Job is suspended',
    meaning: 'Somebody or something set spec.suspend, so Kubernetes starts no pod.',
    remedy: [
      {
        text: 'Let it go on when that is intended.',
        command: 'kubectl -n {{namespace}} patch job {{job}} --type=merge -p \'{"spec":{"suspend":false}}\'',
      },
    ],
  },
  M213: {
    severity: 'error',
    summary: 'The container of the migration cannot be started',
    meaning: 'The image is there, but the container runtime refused to start it; the evidence has its words.',
    remedy: [
      {
        text: 'Read the words in the evidence; often a volume, a user id or a security setting is meant.',
        command: events,
      },
      again,
    ],
  },
  M214: {
    severity: 'warning',
    summary: 'An attempt was evicted or lost with its node',
    meaning:
      'The pod ended for reasons outside of the migration. Kubernetes starts another attempt while any is left.',
    remedy: [
      {
        text: 'Wait for the next attempt; if none is left, sync again.',
        command: 'argocd app sync {{application}}',
      },
    ],
  },
  M215: {
    severity: 'warning',
    summary: 'An attempt was killed from outside',
    meaning:
      'It ended with exit code {{exit}} and without a last word. The database may still be busy with its statement; the next attempt waits for that or repeats the step.',
    remedy: [
      { text: 'Let the next attempt run. If it hangs, look for a left-over session in the database.' },
    ],
  },
  M216: {
    severity: 'info',
    summary: 'The migration has been running for {{minutes}} minutes',
    meaning:
      'That can be right for a large database. The pods of the new version wait for it; those of the old one serve on.',
    remedy: [
      {
        text: 'Watch the last line of its log: as long as it moves, let it run.',
        command: 'kubectl -n {{namespace}} logs -f job/{{job}}',
      },
    ],
  },
  M217: {
    severity: 'error',
    summary: 'A volume of the migration cannot be mounted',
    meaning:
      'The pod waits for a Secret, ConfigMap or disk that the kubelet cannot mount; the evidence names it.',
    remedy: [
      {
        text: 'Make what is missing, or correct its name in values.yaml. The Job goes on by itself.',
        command: events,
      },
    ],
  },
  M218: {
    severity: 'warning',
    summary: 'An attempt failed; another one follows',
    meaning:
      'What can be read does not say why it failed. Kubernetes tries again until the attempts are used up.',
    remedy: [
      {
        text: 'Read the log of the attempt.',
        command: 'kubectl -n {{namespace}} logs job/{{job}} --tail=50',
      },
    ],
  },
} satisfies FindingCatalog;
