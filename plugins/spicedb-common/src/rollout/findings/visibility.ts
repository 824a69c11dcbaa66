import type { FindingCatalog } from '../catalog';

/** V###: what could not be seen, and what would make it visible. */
export const visibilityFindings = {
  V101: {
    severity: 'info',
    summary: 'The portal may not read {{resource}}',
    meaning:
      'The account by which the portal reads cluster {{cluster}} has no permission to {{verb}} {{resource}}. What it would show is unknown here, neither good nor bad.',
    remedy: [
      {
        text: "Ask the platform team for this rule, in the portal's ClusterRole or in a Role of namespace {{namespace}}. With watch the page only asks what changed; without, it reads all of it each time.",
        command: '- apiGroups: [{{group}}]\n  resources: [{{resource}}]\n  verbs: [get, list, watch]',
      },
    ],
  },
  V102: {
    severity: 'info',
    summary: "Cluster {{cluster}} did not accept the portal's credentials",
    meaning:
      'The token or certificate of the portal is missing, expired or revoked, so nothing of this cluster can be seen.',
    remedy: [{ text: "Ask the platform team to renew the portal's credentials for cluster {{cluster}}." }],
  },
  V103: {
    severity: 'info',
    summary: 'Cluster {{cluster}} does not know {{resource}}',
    meaning:
      'The kind {{resource}}.{{group}} is not installed there. For Argo CD this usually means that the Application lives in another cluster than the catalog entity says.',
    remedy: [
      {
        text: 'Compare the cluster that the catalog entity names for Argo CD with the one where Argo CD runs.',
        command: 'kubectl get crd {{resource}}.{{group}}',
      },
    ],
  },
  V104: {
    severity: 'info',
    summary: 'Cluster {{cluster}} could not be reached',
    meaning: 'The portal got no connection to the API server. The instance itself may be perfectly well.',
    remedy: [
      { text: 'Look whether other pages of this cluster work; if none does, tell the platform team.' },
    ],
  },
  V105: {
    severity: 'info',
    summary: 'Cluster {{cluster}} did not answer within {{seconds}} s',
    meaning: 'The API server or the way to it is slow. The page tries again by itself, less and less often.',
    remedy: [{ text: 'Wait for the next round, or refresh. If it stays so, tell the platform team.' }],
  },
  V106: {
    severity: 'info',
    summary: 'Cluster {{cluster}} answered with an error',
    meaning:
      'The API server refused the request for now; the evidence has its words. The page tries again by itself.',
    remedy: [{ text: 'Wait for the next round, or refresh. If it stays so, tell the platform team.' }],
  },
  V107: {
    severity: 'info',
    summary: 'The answer of cluster {{cluster}} could not be understood',
    meaning:
      'Something between the portal and the API server changed or cut the answer, a proxy or a login page for example.',
    remedy: [{ text: 'Show the evidence to the platform team.' }],
  },
  V108: {
    severity: 'info',
    summary: 'What is shown of {{source}} is {{minutes}} minutes old',
    meaning: 'Newer data could not be read, so the page no longer calls this stage well.',
    remedy: [{ text: 'The evidence says why reading fails; mend that or refresh.' }],
  },
  V109: {
    severity: 'info',
    summary: 'The log of {{source}} could not be read',
    meaning: 'Without the log the page can say that it failed, but often not why.',
    remedy: [
      {
        text: 'Read it yourself, or ask the platform team to let the portal read logs (pods/log) in this namespace.',
        command: 'kubectl -n {{namespace}} logs {{source}}',
      },
    ],
  },
  V110: {
    severity: 'info',
    summary: 'The metrics of the pods could not be read',
    meaning:
      'Without metrics the page compares addresses only: it sees who belongs to the ring, not whether calls get through.',
    remedy: [
      {
        text: 'Ask the platform team to name the Prometheus that scrapes the pods, or to switch on that the portal reads them itself and allow it the pod proxy in this namespace.',
      },
    ],
  },
  V111: {
    severity: 'info',
    summary: 'You may not see this in the portal',
    meaning:
      'The portal itself refused to read {{source}} for you: the permission {{permission}} is missing. The cluster was not asked.',
    remedy: [{ text: 'Ask the people who run the portal for the permission {{permission}}.' }],
  },
  V112: {
    severity: 'info',
    summary: 'The portal knows no cluster {{cluster}}',
    meaning:
      'The catalog entity names the cluster {{cluster}}, and no cluster of that name is configured in the portal. Nothing was asked, so nothing can be said of the instance.',
    remedy: [
      {
        text: "Correct the cluster in the entity's catalog-info.yaml, or ask the platform team to add {{cluster}} to the clusters of the portal.",
      },
    ],
  },
} satisfies FindingCatalog;
