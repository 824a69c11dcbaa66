import type { FindingCatalog } from '../../rollout/catalog';

const restart = {
  text: 'Pods start again by themselves, with growing pauses; this makes them do it now.',
  command:
    'kubectl -n {{namespace}} rollout restart deployment,statefulset -l backstage.io/kubernetes-id={{name}}',
};

/** P2##: what a serving pod says of itself when it does not become ready. */
export const memberFindings = {
  P201: {
    severity: 'error',
    summary: 'Pods do not find the host of the database',
    meaning: 'DNS inside of the cluster has no address for the host in the datastore URI.',
    remedy: [{ text: 'Correct the host in the Secret with the datastore URI.' }, restart],
  },
  P202: {
    severity: 'error',
    summary: 'The database refuses connections of the pods',
    meaning:
      'The host was found, but nothing listens on that port: the database is down or the port is wrong.',
    remedy: [
      { text: 'Look whether the database runs and whether host and port in the Secret are its own.' },
      restart,
    ],
  },
  P203: {
    severity: 'error',
    summary: 'The database of the pods does not exist',
    meaning: 'The server answered, but has no database of that name.',
    remedy: [{ text: 'Make the database or correct its name in the Secret.' }, restart],
  },
  P204: {
    severity: 'error',
    summary: 'The database refuses the password of the pods',
    meaning:
      'Pods end with exit code 78 because the datastore URI does not hold the current user and password. Pods that still run keep their open connections; they would fail after a restart.',
    remedy: [{ text: 'Correct the Secret in your secret store.' }, restart],
  },
  P205: {
    severity: 'error',
    summary: 'The database user of the pods lacks rights',
    meaning: 'The login works, but the user may not read or write the tables of SpiceDB.',
    remedy: [{ text: 'Grant the rights to the user in the datastore URI.' }, restart],
  },
  P206: {
    severity: 'error',
    summary: 'Pods and database disagree about TLS',
    meaning:
      'The datastore URI demands TLS and the server offers none, or the certificate of the database is not trusted.',
    remedy: [
      {
        text: 'Correct the TLS parameters of the URI, or put the CA of the database into config.datastore.tls.secretName.',
      },
      restart,
    ],
  },
  P207: {
    severity: 'error',
    summary: 'The datastore URI cannot be used',
    meaning: 'SpiceDB cannot read it for this engine, or does not know the engine.',
    remedy: [{ text: 'Correct the URI in the Secret, or config.datastoreEngine in values.yaml.' }, restart],
  },
  P208: {
    severity: 'error',
    summary: 'Pods cannot reach the database over the network',
    meaning:
      'Packets get no answer: a firewall, security group or NetworkPolicy is in the way, or the address is wrong.',
    remedy: [
      {
        text: 'Allow the namespace {{namespace}} to reach the database and DNS, networkPolicy.datastoreTo and networkPolicy.dnsTo included.',
      },
      restart,
    ],
  },
  P209: {
    severity: 'error',
    summary: 'The datastore does not let the pods start',
    meaning: 'Pods end with exit code 78, which SpiceDB uses for its datastore; the evidence has its words.',
    remedy: [
      {
        text: 'Mend what the evidence names.',
        command: 'kubectl -n {{namespace}} logs {{pod}} --previous --tail=50',
      },
    ],
  },
  P220: {
    severity: 'error',
    summary: 'The database is behind SpiceDB {{version}}',
    meaning:
      'It stands at revision {{found}}, and this version needs {{needed}}, which comes later. Pods stay up but never become ready until the migration has run. SpiceDB writes the same line for "behind" and "ahead"; the order of the revisions tells that it is behind.',
    remedy: [
      {
        text: 'See why the migration did not run or failed: config.migrations.enabled, and the newest Job.',
        command: 'kubectl -n {{namespace}} get jobs',
      },
      { text: 'Run it again by a new commit: change config.migrations.rerunToken.' },
    ],
  },
  P221: {
    severity: 'error',
    summary: 'The database is ahead of SpiceDB {{version}}',
    meaning:
      'It stands at revision {{found}}, which came after {{needed}}, the newest that this version knows. A newer version has migrated it. Migrating again will not help, whatever the log advises.',
    remedy: [
      { text: 'Go forward: set image.tag to {{since}} or newer.' },
      {
        text: 'If {{version}} must run for now, add {{found}} to config.migrations.allowedMigrations and set config.migrations.enabled: false.',
      },
    ],
  },
  P222: {
    severity: 'error',
    summary: 'The revision of the database does not fit SpiceDB {{version}}',
    meaning:
      'It stands at revision {{found}}, this version needs {{needed}}. The portal does not know both, so it cannot say which is newer.',
    remedy: [
      {
        text: 'If the database was migrated by a newer version, go forward to it; otherwise run the migration.',
      },
    ],
  },
  P223: {
    severity: 'error',
    summary: 'The database was never migrated',
    meaning:
      'It has no tables of SpiceDB yet. Pods stay up but never become ready until the migration has run.',
    remedy: [
      {
        text: 'Look whether config.migrations.enabled is true and what the Job did.',
        command: 'kubectl -n {{namespace}} get jobs',
      },
    ],
  },
  P230: {
    severity: 'error',
    summary: 'There is no preshared key',
    meaning: 'SpiceDB does not start without one; the key is missing or empty.',
    remedy: [
      { text: 'Put the key into the Secret that existingSecret names, under credentials.presharedKey.key.' },
      restart,
    ],
  },
  P231: {
    severity: 'error',
    summary: 'A certificate file is missing',
    meaning:
      'TLS is on, but the mounted Secret has no certificate or key under the names that the chart expects.',
    remedy: [{ text: 'Compare the keys of the Secret with tls.crt and tls.key.' }, restart],
  },
  P232: {
    severity: 'error',
    summary: 'A port is taken already',
    meaning: 'Another container of the same pod, or the host network, uses a port that SpiceDB wants.',
    remedy: [{ text: 'Look at extraContainers and at hostNetwork.' }],
  },
  P233: {
    severity: 'error',
    summary: 'The CA for the dispatch ring is missing',
    meaning: 'Pods are told to trust a CA of their peers, and the file is not there.',
    remedy: [
      { text: 'Compare config.dispatch.upstreamCASecretName and upstreamCAKey with the Secret.' },
      restart,
    ],
  },
  P234: {
    severity: 'error',
    summary: 'Pods wait for the dispatch ring',
    meaning:
      'Before v1.54 SpiceDB becomes ready only when it has reached its peers. It cannot: TLS, port or network are wrong.',
    remedy: [{ text: 'Compare the CA and the names in the certificate of the dispatch Service.' }],
  },
  P235: {
    severity: 'error',
    summary: 'SpiceDB ends with an error of its own',
    meaning:
      'The evidence has its last words. The portal does not know them, so it cannot say more than they do.',
    remedy: [
      {
        text: 'Read the lines before it.',
        command: 'kubectl -n {{namespace}} logs {{pod}} --previous --tail=50',
      },
    ],
  },
} satisfies FindingCatalog;
