import type { ChartValues } from '../chart/ChartValues';
import { valueAt } from '../editing/steps';
import type { Problem } from '../instance/problems';
import { importChartValues } from './community';
import type { ImportNote } from './Ledger';
import { importSpiceDBCluster } from './operator';
import type { Kind } from './originals';
import { readOriginal } from './originals';

/** @public */
export type ImportResult =
  | {
      ok: true;
      /** What the text was. */
      kind: Kind;
      /** Name and namespace, as far as the original has them. */
      name?: string;
      namespace?: string;
      values: ChartValues;
      /** One note for each key of the original; none is passed over. */
      notes: ImportNote[];
      /** What is different afterwards although no key speaks of it. */
      differences: string[];
    }
  | { ok: false; problems: Problem[] };

/**
 * Translates what runs SpiceDB elsewhere (a SpiceDBCluster of the operator, or
 * the values of a community chart) into values of this chart, and accounts for
 * every key of it. Anything that holds a secret is refused whole.
 *
 * @public
 */
export function importInstance(text: string): ImportResult {
  const read = readOriginal(text);
  if (!read.ok) return read;
  const { kind, original } = read;
  const document = original.value as Record<string, unknown>;
  const ledger =
    kind === 'spiceDBCluster' ? importSpiceDBCluster(document) : importChartValues(document, kind);
  const named = (...path: string[]) => {
    const value = valueAt(document, path);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const { values } = ledger;
  return {
    ok: true,
    kind,
    name: kind === 'spiceDBCluster' ? named('metadata', 'name') : named('fullnameOverride'),
    namespace: kind === 'spiceDBCluster' ? named('metadata', 'namespace') : undefined,
    values,
    notes: ledger.notes,
    differences: [
      ...differencesFrom[kind],
      ...(values.image?.tag ? [] : [versionIsOpen]),
      ...(kind === 'spiceDBCluster' || values.config?.replicas !== undefined ? [] : [replicasAreOpen]),
    ],
  };
}

const versionIsOpen =
  'No version is named. Look which one runs, and set image.tag to it before the first sync: a newer one migrates the database.';

const replicasAreOpen =
  'The number of pods is not named. Charts have defaults of their own (1 or 3, by their version); this one has 2. Set config.replicas.';

const ofEveryKind = [
  'SpiceDB sends no telemetry and does not ask for newer releases, unless config.telemetry or config.releaseCheck is turned on.',
  'Liveness looks at the port only: the health service would have pods killed that wait for a migration.',
  'Migrations run as a Job with a hash in its name before new pods serve; serving pods never migrate.',
  'Pods go on serving for 5 s after they were told to stop (preStop.sleepSeconds), so that no call is refused.',
];

const differencesFrom: Record<Kind, string[]> = {
  spiceDBCluster: [
    ...ofEveryKind,
    'The pods have a securityContext as Pod Security "restricted" wants it, requests and limits of CPU and memory, and are spread over nodes; the operator sets none of these.',
    'The dispatch port has a Service of its own, named <instance>-dispatch: a certificate for the ring must name <instance>-dispatch.<namespace>.',
    'Port 8443 is there only with config.http.enabled; the operator opens it whether or not anything listens.',
    'Changed Secrets do not replace pods by themselves; change workload.rolloutToken for that.',
    'Delete the SpiceDBCluster only after the instance serves: the operator removes its Deployment with it.',
  ],
  salekseevChart: [
    ...ofEveryKind,
    'The dispatch ring is found by watching its Endpoints; by the DNS name of a Service, as before, the ring had one member only.',
    'Between pods there is server TLS with the preshared key; SpiceDB has no client certificates.',
  ],
  pschichtelChart: [
    ...ofEveryKind,
    'The database is migrated by a Job, and not by an init container in each pod.',
  ],
};
