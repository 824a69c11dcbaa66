import type { FindingCatalog } from '../catalog';

const describe = 'kubectl -n {{namespace}} describe pod {{pod}}';

/** P1##: the pods that serve. */
export const podFindings = {
  P101: {
    severity: 'error',
    summary: 'The image cannot be pulled',
    meaning:
      'The node got no image {{image}}: the tag does not exist, the registry is not reachable, or it wants credentials.',
    remedy: [
      {
        text: 'Compare image.tag and image.repository in values.yaml with what the registry has.',
        command: describe,
      },
    ],
  },
  P102: {
    severity: 'error',
    summary: 'Pods end soon after their start',
    meaning:
      'The process ends with exit code {{exit}}; Kubernetes starts it again and again, with growing pauses.',
    remedy: [
      {
        text: 'Read the last words of the process before.',
        command: 'kubectl -n {{namespace}} logs {{pod}} --previous --tail=50',
      },
    ],
  },
  P103: {
    severity: 'error',
    summary: 'Pods run out of memory',
    meaning: 'The kernel ended the process at its memory limit of {{limit}}.',
    remedy: [{ text: 'Choose a larger size, or raise resources.limits.memory in values.yaml.' }],
  },
  P104: {
    severity: 'error',
    summary: 'No node takes a pod',
    meaning:
      'The scheduler found no node with enough free resources, or none that fits the rules for spreading, nodeSelector and tolerations.',
    remedy: [
      { text: 'Read why in the evidence, then choose a smaller size or make room.', command: describe },
    ],
  },
  P105: {
    severity: 'error',
    summary: 'A Secret, ConfigMap or key that pods need does not exist',
    meaning: 'The container waits for as long as it is missing; the evidence names it.',
    remedy: [
      {
        text: 'Make it, or correct the name in values.yaml. The pods go on by themselves within a minute or two.',
        command: describe,
      },
    ],
  },
  P106: {
    severity: 'error',
    summary: 'Kubernetes makes no more pods',
    meaning: 'A quota, a policy or a missing ServiceAccount stands in the way; the evidence says which.',
    remedy: [{ text: 'See what is refused.', command: 'kubectl -n {{namespace}} describe replicaset' }],
  },
  P107: {
    severity: 'warning',
    summary: 'The rollout is stuck',
    meaning:
      'New pods did not become ready within {{deadline}} s. Pods of the version before are kept as long as that is so.',
    remedy: [
      {
        text: 'See why the newest pods are not ready in the table of pods.',
        command: 'kubectl -n {{namespace}} rollout status deployment/{{name}} --timeout=1s',
      },
    ],
  },
  P108: {
    severity: 'warning',
    summary: 'Pods run but do not become ready',
    meaning: 'The process is up, yet its readiness probe fails; no calls are sent to these pods.',
    remedy: [
      {
        text: 'Read what the process says about itself.',
        command: 'kubectl -n {{namespace}} logs {{pod}} --tail=50',
      },
    ],
  },
  P109: {
    severity: 'warning',
    summary: 'Pods were evicted or lost with their node',
    meaning: 'The node ran short of something or went away. Kubernetes makes new pods in their place.',
    remedy: [
      { text: 'See what the node says; if it was memory or disk, requests are too low.', command: describe },
    ],
  },
  P110: {
    severity: 'error',
    summary: 'A volume cannot be mounted',
    meaning:
      'The pod waits for a Secret, ConfigMap or disk that the kubelet cannot mount; the evidence names it. Certificates are mounted this way.',
    remedy: [{ text: 'Make what is missing, or correct its name in values.yaml.', command: describe }],
  },
  P111: {
    severity: 'error',
    summary: 'The container cannot be started',
    meaning: 'The image is there, but the container runtime refused to start it; the evidence has its words.',
    remedy: [
      {
        text: 'Read the words in the evidence; often a volume, a user id or a security setting is meant.',
        command: describe,
      },
    ],
  },
  P112: {
    severity: 'warning',
    summary: 'The disruption budget allows no disruption at all',
    meaning: "Every pod is needed to keep it, so nodes cannot be drained and the platform's upgrades hang.",
    remedy: [
      {
        text: 'Set podDisruptionBudget.maxUnavailable: 1, or have one pod more.',
        command: 'kubectl -n {{namespace}} get poddisruptionbudget',
      },
    ],
  },
  P113: {
    severity: 'warning',
    summary: 'The autoscaler cannot work',
    meaning: 'It gets no figures to scale by, so the number of pods stays as it is.',
    remedy: [
      {
        text: 'See what it misses; often the metrics server or CPU requests.',
        command: 'kubectl -n {{namespace}} describe hpa',
      },
    ],
  },
  P114: {
    severity: 'info',
    summary: 'All pods run on one node',
    meaning: 'If node {{node}} goes, all of them go at once.',
    remedy: [{ text: 'Set podAntiAffinity: hard, if there are nodes enough.' }],
  },
  P115: {
    severity: 'warning',
    summary: 'Pods have restarted lately',
    meaning: 'They are ready again, but something ended them; the evidence has the exit code.',
    remedy: [
      {
        text: 'Read the last words of the process before.',
        command: 'kubectl -n {{namespace}} logs {{pod}} --previous --tail=50',
      },
    ],
  },
  P116: {
    severity: 'warning',
    summary: 'It is scaled down to no pods',
    meaning: 'Nothing serves, and that is what the workload asks for.',
    remedy: [{ text: 'Set config.replicas in values.yaml, if that is not intended.' }],
  },
  P117: {
    severity: 'error',
    summary: 'There is no workload, though the delivery is done',
    meaning: 'Neither a Deployment nor a StatefulSet carries the label by which the portal selects.',
    remedy: [
      {
        text: 'Compare portal.kubernetesId in values.yaml with the catalog entity.',
        command: 'kubectl -n {{namespace}} get deployments,statefulsets --show-labels',
      },
    ],
  },
  P118: {
    severity: 'warning',
    summary: 'Fewer pods are ready than wanted',
    meaning: '{{ready}} of {{wanted}} are ready, and nothing else here says why.',
    remedy: [
      { text: 'Look at the pods that are not ready.', command: 'kubectl -n {{namespace}} get pods -o wide' },
    ],
  },
  P119: {
    severity: 'warning',
    summary: 'The rollout is paused',
    meaning: 'Somebody paused the Deployment; changes wait until it is resumed.',
    remedy: [
      {
        text: 'Resume it when that is intended.',
        command: 'kubectl -n {{namespace}} rollout resume deployment/{{name}}',
      },
    ],
  },
  P120: {
    severity: 'info',
    summary: 'New pods wait for the migration',
    meaning: 'They start, but become ready only when the database is prepared. That is as it should be.',
    remedy: [{ text: 'Nothing to do here; the migration stage says how it goes.' }],
  },
  P121: {
    severity: 'warning',
    summary: 'A container has been starting for {{minutes}} minutes',
    meaning: 'Usually the image is large or a volume is missing. The events of the pod say which.',
    remedy: [{ text: 'Read the events of the pod.', command: describe }],
  },
  P122: {
    severity: 'info',
    summary: 'The autoscaler has reached its maximum',
    meaning: 'The load asks for more pods than maxReplicas allows.',
    remedy: [{ text: 'Raise autoscaling.maxReplicas if the calls get slow.' }],
  },
} satisfies FindingCatalog;
