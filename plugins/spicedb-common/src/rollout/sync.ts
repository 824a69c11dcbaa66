import type { ApplicationFact, Evidence, Finding, Stage } from './assessment';
import type { Judgement } from './context';
import { resolvedRevisions } from './git';
import type { ApplicationObject, ApplicationResource } from './objects';
import { isAbsent, isTrue, listOf, timeOf, valueOf } from './seen';
import { blindSpots } from './sight';
import type { WorkloadRef } from './snapshot';

/** A difference that automated sync has not removed by then will stay. */
const driftIsLastingMs = 3 * 60_000;

type Operation = NonNullable<NonNullable<ApplicationObject['status']>['operationState']>;

/** How Argo CD brings what it read into the cluster. */
export function judgeSync(judgement: Judgement): { stage: Stage; fact?: ApplicationFact } {
  const { current, now } = judgement;
  const blank = (state: Stage['state'], key: string, findings: Finding[] = []): Stage => ({
    id: 'sync',
    state,
    headline: { key: `sync.${key}` },
    findings,
  });
  if (!current.ref.application) return { stage: blank('notApplicable', 'notUsed') };
  if (isAbsent(current.application)) {
    const runs = listOf(current.workloads).length + listOf(current.pods).length > 0;
    const severity = runs ? 'warning' : undefined;
    return { stage: blank('progressing', 'noApplication', [judgement.find('A101', {}, [], severity)]) };
  }
  const blind = blindSpots(current, ['application'], now);
  const application = valueOf(current.application);
  if (!application) return { stage: blank('unknown', 'unseen', blind) };

  const stage = judgeOperation(application, judgement);
  const seenState = blind.length && stage.state === 'ok' ? 'unknown' : stage.state;
  return {
    stage: {
      ...stage,
      state: seenState,
      findings: [
        ...wrongPlace(application, judgement),
        ...refusals(application, judgement),
        ...stage.findings,
        ...blind,
      ],
    },
    fact: factOf(application),
  };
}

function judgeOperation(application: ApplicationObject, judgement: Judgement): Stage {
  const { now } = judgement;
  const { status } = application;
  const operation = status?.operationState;
  const make = (state: Stage['state'], key: string, findings: Finding[] = [], params = {}): Stage => ({
    id: 'sync',
    state,
    headline: { key: `sync.${key}`, params },
    since: timeOf(operation?.finishedAt ?? operation?.startedAt),
    findings,
  });
  if (application.metadata.deletionTimestamp) {
    return make('progressing', 'removing', [judgement.find('A112', {}, [])]);
  }
  if (!operation) return make('progressing', 'waitsForSync');

  const evidence = [operationEvidence(application, operation)];
  const behind = !sameRevisions(operationRevisions(operation), resolvedRevisions(application));
  if (operation.phase === 'Running') {
    // Between two tries the operation is still "Running"; only its message tells.
    const retrying = /retrying attempt/i.test(operation.message ?? '');
    if (!retrying) {
      const waits = /waiting for (?:healthy state|completion) of (?:hook )?(.+)$/.exec(
        operation.message ?? '',
      );
      if (!waits) return make('progressing', 'running');
      const stage = make('progressing', 'waitsFor', [], { object: waits[1] });
      return isMigrationJob(waits[1], judgement) ? { ...stage, waitsFor: 'migration' } : stage;
    }
    const findings = [judgement.find('A103', {}, evidence)];
    const refreshes = application.spec?.syncPolicy?.retry?.refresh === true;
    if (behind && !refreshes) findings.unshift(judgement.find('A104', {}, evidence));
    return make('progressing', 'retrying', findings, { attempt: operation.retryCount ?? 1 });
  }
  if (operation.phase === 'Failed' || operation.phase === 'Error') {
    if (behind && isAutomated(application)) return make('progressing', 'newCommit');
    return make('progressing', 'gaveUp', [judgement.find('A102', {}, evidence)]);
  }
  if (status?.sync?.status === 'OutOfSync') {
    if (behind && isAutomated(application)) return make('progressing', 'newCommit');
    const finished = timeOf(operation.finishedAt) ?? now;
    const lasting = now - finished > driftIsLastingMs;
    const heals = isAutomated(application) && application.spec?.syncPolicy?.automated?.selfHeal;
    const old = oldFailedJob(application, judgement);
    if (old) return make('progressing', 'outOfSync', [old]);
    if (status.health?.status === 'Degraded')
      return make('progressing', 'outOfSync', [degraded(application, judgement)]);
    return heals && !lasting
      ? make('progressing', 'healing')
      : make('progressing', 'outOfSync', [judgement.find('A106', {}, outOfSync(application))]);
  }
  return judgeHealth(application, judgement, make);
}

function isMigrationJob(object: string, { current, profile }: Judgement): boolean {
  return listOf(current.jobs).some(
    job => profile.isMigration(job) && object.endsWith(`Job/${job.metadata.name}`),
  );
}

function judgeHealth(
  application: ApplicationObject,
  judgement: Judgement,
  make: (state: Stage['state'], key: string, findings?: Finding[]) => Stage,
): Stage {
  const { status } = application;
  if (status?.sync?.status !== 'Synced') return make('unknown', 'syncUnknown');
  const health = status.health?.status;
  if (health === 'Healthy') return make('ok', 'synced');
  if (health === 'Degraded') {
    return make('ok', 'synced', [oldFailedJob(application, judgement) ?? degraded(application, judgement)]);
  }
  if (health === 'Progressing' || health === 'Missing') return make('progressing', 'waitsForHealth');
  return make('unknown', 'healthUnknown');
}

function degraded({ metadata, status }: ApplicationObject, judgement: Judgement): Finding {
  const message = status?.health?.message;
  return judgement.find('A113', {}, [
    {
      kind: 'field',
      source: `application/${metadata.name}`,
      text: `health Degraded${message ? `: ${message}` : ''}`,
    },
  ]);
}

/** A Job of an earlier commit that nobody removed: it colours the Application but means nothing any more. */
function oldFailedJob(application: ApplicationObject, judgement: Judgement): Finding | undefined {
  const { current, profile } = judgement;
  const jobs = listOf(current.jobs)
    .filter(job => profile.isMigration(job))
    .sort(
      (a, b) => (timeOf(b.metadata.creationTimestamp) ?? 0) - (timeOf(a.metadata.creationTimestamp) ?? 0),
    );
  const old = jobs.slice(1).find(job => isTrue(job.status?.conditions, 'Failed'));
  const newestIsFine = jobs[0] && isTrue(jobs[0].status?.conditions, 'Complete');
  const tracked = application.status?.resources?.find(r => r.kind === 'Job' && r.name === old?.metadata.name);
  if (!old || !newestIsFine || !tracked) return undefined;
  return judgement.find('A107', { job: old.metadata.name }, [
    {
      kind: 'field',
      source: `job/${old.metadata.name}`,
      text: `Failed, ${tracked.status ?? 'not in Git'}${tracked.requiresPruning ? ', to be pruned' : ''}`,
    },
  ]);
}

function wrongPlace(application: ApplicationObject, judgement: Judgement): Finding[] {
  const { namespace, source } = judgement.current.ref;
  const { destination, source: one, sources = one ? [one] : [] } = application.spec ?? {};
  const differ = (expected: string, found: string) => [
    judgement.find('A108', { expected, found }, [
      { kind: 'field', source: `application/${application.metadata.name}`, text: found },
    ]),
  ];
  if (destination?.namespace && destination.namespace !== namespace) {
    return differ(`namespace ${namespace}`, `namespace ${destination.namespace}`);
  }
  const [expected, found] = differentClusters(destination, judgement.current.ref);
  if (expected && found) return differ(expected, found);
  const files = sources.flatMap(s => s.helm?.valueFiles ?? []);
  if (
    source &&
    files.length &&
    !files.some(file => file.includes(source)) &&
    !sources.some(s => s.path === source)
  ) {
    return differ(source, files.join(', '));
  }
  return [];
}

/** How Argo CD names the cluster on which it runs itself, by address or by name. */
const ownCluster = /^(https:\/\/kubernetes\.default(\.svc(\.[\w.-]+)?)?(:443)?|in-cluster)$/;

/** The cluster that is expected and the one that the Application says, where they differ for sure. */
function differentClusters(
  destination: { server?: string; name?: string } | undefined,
  { application, cluster }: WorkloadRef,
): [] | [expected: string, found: string] {
  const said = (destination?.server || destination?.name)?.replace(/\/$/, '');
  if (!said || !application) return [];
  const wanted = application.destination?.replace(/\/$/, '');
  if (wanted === undefined) {
    const isElsewhere = application.cluster !== cluster;
    return isElsewhere && ownCluster.test(said)
      ? [`cluster ${cluster}`, `cluster ${application.cluster}`]
      : [];
  }
  const own = [wanted, said].filter(each => ownCluster.test(each)).length;
  if (wanted === said || own === 2) return [];
  // An address and a name may well be the same cluster; only Argo CD knows.
  const isAddress = (text: string) => text.includes('://');
  if (own === 0 && isAddress(wanted) !== isAddress(said)) return [];
  return [`cluster ${wanted}`, `cluster ${said}`];
}

function refusals(application: ApplicationObject, judgement: Judgement): Finding[] {
  const source = `application/${application.metadata.name}`;
  const findings: Finding[] = [];
  const told = (type: string) =>
    (application.status?.conditions ?? [])
      .filter(each => each.type === type)
      .slice(0, 3)
      .map<Evidence>(({ lastTransitionTime, message = '' }) => ({
        kind: 'condition',
        source,
        text: `${type}: ${message}`,
        at: timeOf(lastTransitionTime),
      }));
  // Argo CD writes one condition for each object, and all of one kind mean the same.
  const invalid = told('InvalidSpecError');
  if (invalid.length) {
    findings.push(judgement.find('A109', { project: application.spec?.project ?? 'default' }, invalid));
  }
  const shared = told('SharedResourceWarning');
  if (shared.length) findings.push(judgement.find('A114', {}, shared));
  const operation = application.status?.operationState;
  const refused = operation?.syncResult?.resources?.filter(r => r.status === 'SyncFailed') ?? [];
  if (refused.length && operation?.phase !== 'Succeeded') {
    findings.push(
      judgement.find(
        'A111',
        { object: nameOf(refused[0]) },
        refused.slice(0, 3).map(resource => ({
          kind: 'field',
          source: nameOf(resource),
          text: resource.message ?? 'refused',
        })),
      ),
    );
  }
  return findings;
}

const isAutomated = (application: ApplicationObject) => {
  const automated = application.spec?.syncPolicy?.automated;
  return automated !== undefined && automated !== null && automated.enabled !== false;
};

function operationRevisions(operation: Operation): string[] {
  const { operation: asked, syncResult } = operation;
  const list = syncResult?.revisions ?? asked?.sync?.revisions;
  const one = syncResult?.revision ?? asked?.sync?.revision;
  return (list?.length ? list : one ? [one] : []).filter(Boolean);
}

const sameRevisions = (a: string[], b: string[]) =>
  a.length === 0 || b.length === 0 || (a.length === b.length && a.every((revision, i) => revision === b[i]));

function operationEvidence(application: ApplicationObject, operation: Operation): Evidence {
  return {
    kind: 'field',
    source: `application/${application.metadata.name}`,
    text: `operation ${operation.phase}: ${operation.message ?? ''}`,
    at: timeOf(operation.finishedAt ?? operation.startedAt),
  };
}

function outOfSync(application: ApplicationObject): Evidence[] {
  const different = application.status?.resources?.filter(r => r.status === 'OutOfSync') ?? [];
  const named = different.slice(0, 5).map(nameOf);
  const sources = named.length ? named : [`application/${application.metadata.name}`];
  return sources.map(source => ({ kind: 'field', source, text: 'OutOfSync' }));
}

const nameOf = (resource: ApplicationResource) =>
  `${(resource.kind ?? 'object').toLowerCase()}/${resource.name}`;

function factOf(application: ApplicationObject): ApplicationFact {
  const { status } = application;
  return {
    name: application.metadata.name,
    revisions: resolvedRevisions(application),
    sync: status?.sync?.status,
    health: status?.health?.status,
    phase: status?.operationState?.phase,
    message: status?.operationState?.message,
    finishedAt: timeOf(status?.operationState?.finishedAt),
  };
}
