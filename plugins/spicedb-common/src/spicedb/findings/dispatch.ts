import type { FindingCatalog } from '../../rollout/catalog';

/** D###: the ring in which pods share work and caches. */
export const dispatchFindings = {
  D101: {
    severity: 'warning',
    summary: 'Dispatch is off',
    meaning:
      'Each pod works for itself, with a cache of its own. Answers are right, but the same work is done several times.',
    remedy: [{ text: 'Set config.dispatch.enabled: auto, unless that is intended.' }],
  },
  D102: {
    severity: 'error',
    summary: 'Pods send work to each other, but none takes it',
    meaning: 'Peers are known, yet the dispatch server is off, so calls wait until they time out.',
    remedy: [{ text: 'Let the chart set both: remove what sets dispatch from extraEnv and extra.' }],
  },
  D103: {
    severity: 'error',
    summary: 'Pods do not find each other',
    meaning:
      'They may not watch the Endpoints object {{service}}, or cannot reach the API server. Calls hang, while the pods say that they are ready.',
    remedy: [
      {
        text: 'See whether the pods may watch it.',
        command:
          'kubectl -n {{namespace}} auth can-i watch endpoints/{{service}} --as system:serviceaccount:{{namespace}}:{{name}}',
      },
      { text: 'Look at rbac.create and at networkPolicy.apiServerCIDRs in values.yaml.' },
    ],
  },
  D104: {
    severity: 'error',
    summary: 'Pods have different preshared keys',
    meaning:
      'A peer refuses calls with PermissionDenied, and clients get that answer. Usually a key was changed and not every pod has been restarted since.',
    remedy: [
      {
        text: 'Restart all pods, so that they read the same Secret.',
        command:
          'kubectl -n {{namespace}} rollout restart deployment,statefulset -l backstage.io/kubernetes-id={{name}}',
      },
      {
        text: 'For the next change use the template "rotate key": both keys are listed everywhere before the first one goes.',
      },
    ],
  },
  D105: {
    severity: 'error',
    summary: 'The database fails under the pods',
    meaning:
      'Calls end with errors of the datastore, while the pods say that they are ready: SpiceDB does not take that back.',
    remedy: [
      {
        text: 'Look at the database: is it up, full, out of connections? Pods recover by themselves within a second.',
      },
    ],
  },
  D106: {
    severity: 'error',
    summary: 'The ring holds a member that is gone',
    meaning:
      'Pods still send work to an address that no longer answers. SpiceDB has no other member for that share, so soon every call hangs.',
    remedy: [
      {
        text: 'See which address it is and why it is still listed.',
        command: 'kubectl -n {{namespace}} get endpoints {{service}} -o wide',
      },
    ],
  },
  D107: {
    severity: 'warning',
    summary: 'Some pods are left out of the ring',
    meaning:
      'Work goes to a part of the pods only. Answers are right, but the load is uneven and caches are cold elsewhere.',
    remedy: [
      {
        text: 'Compare the addresses with the pods that are ready.',
        command: 'kubectl -n {{namespace}} get endpoints {{service}} -o wide',
      },
    ],
  },
  D108: {
    severity: 'error',
    summary: 'Calls between pods do not get through',
    meaning:
      'Peers are known, but no call arrives: a wrong CA or certificate name, TLS on one side only, a closed port or a NetworkPolicy. The pods say that they are ready.',
    remedy: [
      {
        text: 'The certificate must name {{service}}.{{namespace}} exactly, and be signed by the CA in config.dispatch.upstreamCASecretName.',
      },
      { text: 'Port 50053 must be open between the pods.' },
      {
        text: 'Look for the words of the handshake.',
        command:
          "kubectl -n {{namespace}} logs -l backstage.io/kubernetes-id={{name}} --tail=200 | grep -E 'handshake|kuberesolver'",
      },
    ],
  },
  D109: {
    severity: 'warning',
    summary: 'Pods work, but share nothing',
    meaning: 'Checks are answered, and none of them goes to a peer. Each pod fills a cache of its own.',
    remedy: [{ text: 'Let the chart set the peers: remove what sets dispatch from extraEnv and extra.' }],
  },
  D110: {
    severity: 'info',
    summary: 'The ring is quiet',
    meaning: 'There were no calls between two looks, so whether they would get through cannot be seen.',
    remedy: [{ text: 'Send a check, then look again.' }],
  },
  D111: {
    severity: 'warning',
    summary: 'Ready pods are missing in the list of the ring',
    meaning: 'The Endpoints object {{service}} does not list them, so no work is sent there.',
    remedy: [
      {
        text: 'Compare the selector of the Service with the labels of the pods.',
        command: 'kubectl -n {{namespace}} describe service {{service}}',
      },
    ],
  },
  D112: {
    severity: 'error',
    summary: 'The list of the ring names a pod that is gone',
    meaning:
      'The Endpoints object {{service}} still lists {{address}}. Pods go on sending it a share of the work, and those calls hang.',
    remedy: [
      {
        text: 'If it stays there for more than some seconds, its node may be gone without notice.',
        command: 'kubectl -n {{namespace}} get endpoints {{service}} -o yaml',
      },
    ],
  },
  D113: {
    severity: 'error',
    summary: 'The list of the ring names a pod that does not serve',
    meaning:
      'Pod {{pod}} matches the selector of the Service {{service}} but is no member, the migration for example. Calls sent to it hang.',
    remedy: [
      {
        text: 'The pods of the Job must not carry the labels of the selector.',
        command: 'kubectl -n {{namespace}} get pods --show-labels',
      },
    ],
  },
  D114: {
    severity: 'warning',
    summary: 'The list of the ring does not exist',
    meaning:
      'There is no Endpoints object {{service}}. Dispatch is off, or the Service has another name than the catalog entity says.',
    remedy: [
      {
        text: 'Compare the name with the Services of the namespace.',
        command: 'kubectl -n {{namespace}} get services,endpoints',
      },
    ],
  },
} satisfies FindingCatalog;
