export const opening = `# Configuration

Every key that may stand under \`spicedb:\` in \`app-config.yaml\`. Only \`spicedb.repository.url\` must be said.
The portal reads them when it starts: a key that it does not know, or a value that it cannot use, stops the
start and is named with its path (those of the status page excepted). Nothing here is secret, and all of it
reaches the browser; credentials stand under \`integrations\`.

This page is written from the schemas in the code. How the pieces come together is told in
[Install](install.md).

\`\`\`yaml
spicedb:
  repository:
    url: https://git.example.org/platform/gitops.git
  clusters:
    eu-1:
      destination: eu-1
      namespaces: ['{name}', 'team-*']
  environments:
    production:
      clusters: [eu-1]
\`\`\``;

/** In the order of the page: what one wants to know before the keys. */
export const chapters = [
  {
    key: 'repository',
    title: 'The GitOps repository',
    text: 'The address is the very one that Argo CD uses. `{environment}` and `{name}` in the folder are filled in for each instance; `{name}` must be there.',
  },
  {
    key: 'chart',
    title: 'The chart',
    text: 'Without these keys the chart is the folder `charts/spicedb` of the GitOps repository. `kind: git` takes `repoUrl`, `path` and `revision`; `kind: helm` and `kind: oci` take `repoUrl`, `chart` and `version`.',
  },
  {
    key: 'argocd',
    title: 'Argo CD',
    text: 'What every Application of an instance says. Add the projects that a team may choose from; the first one is taken unless the team says otherwise.',
  },
  {
    key: 'clusters',
    title: 'Clusters',
    text: "`<name>` is the cluster's name in the Kubernetes plugin, for the status page finds it by that. Each cluster takes either `server` or `destination`, as Argo CD does. Without any there is one, `in-cluster`, with the server `https://kubernetes.default.svc`.",
  },
  {
    key: 'environments',
    title: 'Environments',
    text: 'Defaults and guard rails. A team may choose more than a guard asks for, never less. Where you name environments, only those are on offer. The forms show both.',
  },
  {
    key: 'sizes',
    title: 'Sizes',
    text: 'CPU and memory of one pod, in the units of Kubernetes. Where you name sizes, only those are on offer, and every environment must name one of them.',
  },
  {
    key: 'versions',
    title: 'Versions of SpiceDB',
    text: 'Narrow the choice here when you test a version before teams get it.',
  },
  {
    key: 'secrets',
    title: 'Secrets, by name',
    text: 'Names of Kubernetes Secrets and of what makes them. With a store, each instance gets an `externalsecret.yaml`; with an issuer, its certificates are asked for from cert-manager. Without them, people make the Secrets.',
  },
  {
    key: 'catalog',
    title: 'The catalog',
    text: 'What the catalog entity says where the team says nothing.',
  },
  {
    key: 'page',
    title: 'The status page',
    text: 'Read by the page alone, in the browser. `yarn backstage-cli config:check` notices neither a mistyped key nor a wrong value here, so look twice.',
  },
];

/** Words for the keys that need no comment beside their type. */
export const wordsFor: Record<string, string> = {
  'chart.kind': 'A folder of a Git repository, a Helm repository, or an OCI registry.',
  'chart.repoUrl': 'Address of the repository or registry; that of a registry without `oci://`.',
  'chart.chart': 'Name of the chart in the repository or registry.',
  'chart.version': 'Version of the chart, as Argo CD takes it.',
  'clusters.<name>.title': 'What people read in place of the name.',
  'sizes.<name>.title': 'What people read in place of the name.',
  'sizes.<name>.cpu': 'CPU that each pod asks for. Must be said.',
  'sizes.<name>.memory': 'Memory that each pod asks for and may have. Must be said.',
  'environments.<name>.title': 'What people read in place of the name.',
  'environments.<name>.size': 'The size unless the team chooses another.',
  'environments.<name>.replicas': 'How many pods serve unless the team says otherwise; one in memory.',
  'environments.<name>.tls': 'Whether TLS is on unless the team says otherwise.',
  'environments.<name>.guards.minReplicas': 'Never fewer pods than this.',
  'environments.<name>.guards.tls': 'TLS cannot be turned off.',
  'environments.<name>.guards.podDisruptionBudget': 'The disruption budget cannot be turned off.',
  'environments.<name>.guards.forbiddenEngines': 'Datastores that nobody may choose here.',
  'versions.allowed': 'The versions that a team may choose.',
  'versions.default': 'The one that is taken unless the team chooses; must be among the allowed.',
  'secrets.store.name': 'Name of the store. Must be said where there is a store.',
  'secrets.store.kind': 'Whether it is one of the namespace or one of the cluster.',
  'secrets.store.refreshInterval': 'How often the operator looks into the store.',
  'secrets.issuer.name': 'Name of the issuer. Must be said where there is an issuer.',
  'secrets.issuer.kind': 'Whether it is one of the namespace or one of the cluster.',
  'catalog.system': 'System of an instance whose team names none.',
  'page.templates.create': 'Creates an instance; `default/create-spicedb-instance` unless told.',
  'page.templates.update': 'Changes an instance; `default/update-spicedb-instance` unless told.',
  'page.templates.rotateKey': 'Rotates a key; `default/rotate-spicedb-key` unless told.',
  'page.templates.remove': 'Removes an instance; `default/remove-spicedb-instance` unless told.',
};
