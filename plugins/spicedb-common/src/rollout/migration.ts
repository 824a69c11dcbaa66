import type { Finding, MigrationFact, RolloutFacts, Stage } from './assessment';
import { attemptOf, byCreation, outcomeOf, podsByJob } from './attempts';
import type { Judgement } from './context';
import type { Trouble, TroubleKind } from './containers';
import { troubleOf } from './containers';
import { eventEvidence } from './events';
import type { JobObject, PodObject } from './objects';
import { condition, listOf, timeOf, valueOf, versionOfImage } from './seen';
import { blindness, blindSpots } from './sight';
import { logKey } from './snapshot';

/** A Job that has no pod by then will not get one without help. */
const podIsLateMs = 30_000;
const isLongMs = 15 * 60_000;

const codeOf: Record<Exclude<TroubleKind, 'exit'>, `M2${number}`> = {
  image: 'M201',
  memory: 'M202',
  unschedulable: 'M204',
  secretMissing: 'M206',
  keyMissing: 'M207',
  configMissing: 'M213',
  cannotStart: 'M213',
  lost: 'M214',
  killed: 'M215',
  mount: 'M217',
};

/** The Job that prepares the storage: its outcome is the Job's own, attempts are only attempts. */
export function judgeMigration(
  judgement: Judgement,
  known: Pick<RolloutFacts, 'pods'>,
): { stage: Stage; fact?: MigrationFact } {
  const { current, now, profile } = judgement;
  const make = (state: Stage['state'], key: string, findings: Finding[] = [], params = {}): Stage => ({
    id: 'migration',
    state,
    headline: { key: `migration.${key}`, params },
    findings,
  });
  const jobs = listOf(current.jobs)
    .filter(job => profile.isMigration(job))
    .sort(byCreation);
  const job = jobs[jobs.length - 1];
  const expected = profile.expectsMigration(current);
  const blind = blindSpots(current, ['jobs'], now);
  if (job) return judgeJob(job, judgement, blind);
  if (expected === false) return { stage: make('notApplicable', 'notNeeded') };
  if (!valueOf(current.jobs)) return { stage: make('unknown', 'unseen', blind) };

  const newest = known.pods.filter(pod => pod.current);
  if (profile.readyProvesMigration && newest.length && newest.every(pod => pod.ready)) {
    return { stage: make(blind.length ? 'unknown' : 'ok', 'provenByPods', blind) };
  }
  if (expected === 'unknown') return { stage: make('unknown', 'noJob', blind) };
  const stage = make(known.pods.length ? 'unknown' : 'progressing', 'noJob', blind);
  return { stage: { ...stage, waitsFor: current.ref.application && 'sync' } };
}

function judgeJob(
  job: JobObject,
  judgement: Judgement,
  blind: Finding[],
): { stage: Stage; fact: MigrationFact } {
  const { current, now, profile } = judgement;
  const pods = podsByJob(listOf(current.pods)).get(job.metadata.name) ?? [];
  const attempts = pods.map(pod => attemptOf(pod, current));
  const outcome = outcomeOf(job);
  const told = attempts.filter(attempt => attempt.logTail.length > 0);
  const meanings = told.map(attempt => profile.readMigrationLog(attempt.logTail, job));
  const fact: MigrationFact = {
    job: job.metadata.name,
    outcome,
    version: versionOfImage(job.spec?.template?.spec?.containers?.[0]?.image),
    from: meanings.find(meaning => meaning.from !== undefined)?.from,
    to: meanings.filter(meaning => meaning.to !== undefined).at(-1)?.to,
    startedAt: timeOf(job.status?.startTime),
    finishedAt:
      timeOf(job.status?.completionTime) ??
      timeOf(condition(job.status?.conditions, 'Failed')?.lastTransitionTime),
    maxAttempts: job.spec?.backoffLimit === undefined ? undefined : job.spec.backoffLimit + 1,
    attempts,
  };

  // The Job's own outcome is final; until then only its pods tell whether it gets anywhere.
  if (outcome !== 'succeeded' && outcome !== 'failed') {
    const held = attempts.some(attempt => attempt.outcome === 'waiting');
    blind.push(...blindSpots(current, held ? ['pods', 'events'] : ['pods'], now));
  }
  const failed = Math.max(job.status?.failed ?? 0, attempts.filter(a => a.outcome === 'failed').length);
  const stage = (state: Stage['state'], key: string, findings: Finding[], params = {}): Stage => ({
    id: 'migration',
    state: blind.length && (state === 'ok' || state === 'progressing') ? 'unknown' : state,
    headline: { key: `migration.${key}`, params },
    since: fact.finishedAt ?? fact.startedAt ?? timeOf(job.metadata.creationTimestamp),
    findings: [...findings, ...blind],
  });
  if (outcome === 'succeeded') {
    const again = failed > 0 ? [judgement.find('M211', {}, jobEvidence(job))] : [];
    return { stage: stage('ok', 'succeeded', again, { attempts: failed + 1 }), fact };
  }
  const over = outcome === 'failed';
  // An attempt that has only begun says nothing yet, and does not unsay what ended the one before it.
  const explains = ({ findings }: (typeof meanings)[number], index: number) =>
    over || findings.length > 0 || told[index].outcome === 'failed';
  const meaning = over || failed > 0 ? meanings.filter(explains).at(-1)?.findings ?? [] : [];
  const findings = [
    ...troubles(job, pods, meaning, over, judgement),
    ...(over ? meaning : meaning.map(softer)),
  ];
  if (over) {
    if (!findings.some(finding => finding.severity === 'error'))
      findings.unshift(unexplained(job, pods, judgement));
    return {
      stage: stage('progressing', 'failed', [...findings, ...unreadLogs(pods, judgement)], {
        count: failed,
      }),
      fact,
    };
  }
  if (job.spec?.suspend) {
    return {
      stage: stage('progressing', 'suspended', [
        judgement.find('M212', { job: job.metadata.name }, jobEvidence(job)),
      ]),
      fact,
    };
  }
  if (failed > 0 && !findings.some(finding => finding.severity !== 'info')) {
    findings.push(judgement.find('M218', { job: job.metadata.name }, jobEvidence(job)));
  }
  if (pods.length === 0) findings.push(...noPods(job, judgement));
  const minutes = Math.round((now - (fact.startedAt ?? now)) / 60_000);
  if (now - (fact.startedAt ?? now) > isLongMs) {
    findings.push(judgement.find('M216', { job: job.metadata.name, minutes }, jobEvidence(job)));
  }
  const blocked = findings.some(finding => finding.severity === 'error');
  const key = blocked ? 'blocked' : pods.length === 0 ? 'noPod' : failed > 0 ? 'tryingAgain' : 'running';
  // The last failure is counted a moment before the Job is called failed.
  const attempt = Math.min(failed + 1, fact.maxAttempts ?? Infinity);
  return { stage: stage('progressing', key, findings, { attempt }), fact };
}

/** While attempts are left, what ended the last one is a warning. */
const softer = (finding: Finding): Finding =>
  finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding;

function troubles(
  job: JobObject,
  pods: PodObject[],
  meaning: Finding[],
  over: boolean,
  judgement: Judgement,
): Finding[] {
  const findings: Finding[] = [];
  const add = (code: `M2${number}`, trouble: Trouble) => {
    if (findings.some(finding => finding.code === code)) return;
    const { evidence, exit = 0, image = '', key = '', limit = '?', secret = '' } = trouble;
    const made = judgement.find(
      code as 'M201',
      { job: job.metadata.name, exit, image, key, limit, secret },
      evidence,
    );
    findings.push(!over && code === 'M202' ? softer(made) : made);
  };
  for (const pod of pods) {
    const trouble = troubleOf(pod, judgement.events, judgement.now);
    // A plain exit is explained by the log, and a kill only counts when the log says nothing.
    if (!trouble || trouble.kind === 'exit' || (trouble.kind === 'killed' && meaning.length)) continue;
    add(codeOf[trouble.kind], trouble);
  }
  const deadline =
    condition(job.status?.conditions, 'Failed') ?? condition(job.status?.conditions, 'FailureTarget');
  if (deadline?.reason === 'DeadlineExceeded') {
    const limit = job.spec?.activeDeadlineSeconds ?? '?';
    findings.unshift(judgement.find('M205', { job: job.metadata.name, deadline: limit }, jobEvidence(job)));
  }
  return findings;
}

function noPods(job: JobObject, judgement: Judgement): Finding[] {
  const { name } = job.metadata;
  const event = judgement.events.newest('Job', name, /^FailedCreate$/);
  if (event) {
    const text = event.message ?? '';
    const code = /serviceaccount/i.test(text) ? 'M208' : /quota/i.test(text) ? 'M203' : 'M209';
    return [judgement.find(code, { job: name }, [eventEvidence(event)])];
  }
  const created = timeOf(job.metadata.creationTimestamp) ?? judgement.now;
  if (judgement.now - created < podIsLateMs || !valueOf(judgement.current.pods)) return [];
  return [judgement.find('M209', { job: name }, jobEvidence(job))];
}

function unexplained(job: JobObject, pods: PodObject[], judgement: Judgement): Finding {
  const last = pods
    .map(pod => troubleOf(pod, judgement.events, judgement.now))
    .filter(trouble => trouble !== undefined)
    .at(-1);
  return judgement.find('M210', { job: job.metadata.name }, [...jobEvidence(job), ...(last?.evidence ?? [])]);
}

/** Only of attempts whose words are neither in the log nor in the status. */
function unreadLogs(pods: PodObject[], judgement: Judgement): Finding[] {
  const { current } = judgement;
  const pod = pods[pods.length - 1];
  if (!pod) return [];
  const { container, logTail } = attemptOf(pod, current);
  const answer = current.logs[logKey(pod.metadata.name, container, false)];
  if (logTail.length || answer === undefined || answer.state !== 'unseen') return [];
  const hidden = blindness('log', answer.reason);
  return hidden ? [judgement.find('V109', { source: pod.metadata.name }, hidden.evidence)] : [];
}

function jobEvidence(job: JobObject) {
  const source = `job/${job.metadata.name}`;
  const failed =
    condition(job.status?.conditions, 'Failed') ?? condition(job.status?.conditions, 'FailureTarget');
  if (failed?.status === 'True') {
    return [
      {
        kind: 'condition' as const,
        source,
        text: `${failed.reason}: ${failed.message ?? ''}`,
        at: timeOf(failed.lastTransitionTime),
      },
    ];
  }
  const { active = 0, failed: failures = 0, succeeded = 0 } = job.status ?? {};
  return [
    { kind: 'field' as const, source, text: `active ${active}, succeeded ${succeeded}, failed ${failures}` },
  ];
}
