import type { Evidence, Finding, PodFact, Severity } from './assessment';
import { logOf } from './attempts';
import type { Judgement } from './context';
import type { Trouble, TroubleKind } from './containers';
import { lastWords, troubleOf } from './containers';
import { eventEvidence } from './events';
import type { Members } from './members';
import type { PodObject } from './objects';
import type { StageContext } from './profile';
import { timeOf } from './seen';

/** Enough pods to tell a pattern; the rest of a large fleet only adds repetition. */
const mostExplained = 10;
const startIsLongMs = 2 * 60_000;
const restartIsRecentMs = 10 * 60_000;
/** A pod that has been up this long and is not ready has a reason. */
const readyIsLateMs = 30_000;

const codeOf: Record<TroubleKind, `P1${number}`> = {
  image: 'P101',
  exit: 'P102',
  killed: 'P102',
  memory: 'P103',
  unschedulable: 'P104',
  secretMissing: 'P105',
  keyMissing: 'P105',
  configMissing: 'P105',
  lost: 'P109',
  mount: 'P110',
  cannotStart: 'P111',
};

/** One finding for each kind of trouble, however many pods have it. */
export function podTroubles(judgement: Judgement, members: Members, context: StageContext): Finding[] {
  const { facts, pods } = members;
  const collected = new Map<string, { trouble: Trouble; evidence: Evidence[] }>();
  const own = new Map<string, Finding>();
  const slow: { pod: PodObject; minutes: number }[] = [];
  const unready: PodObject[] = [];
  const anyReady = facts.some(fact => fact.ready);
  // While the migration goes well, pods that are not ready wait for it.
  const mayWait = context.stages.some(
    stage =>
      stage.id === 'migration' &&
      stage.state === 'progressing' &&
      stage.findings.every(f => f.severity === 'info'),
  );
  let explained = 0;

  pods.forEach((pod, index) => {
    const fact = facts[index];
    if (fact.ready || fact.phase === 'Terminating' || fact.phase === 'Succeeded') return;
    const said = explained++ < mostExplained ? wordsOf(pod, judgement, context) : [];
    for (const finding of said) mergeInto(own, finding);
    const trouble = troubleOf(pod, judgement.events, judgement.now);
    if (trouble && !(said.length && isEnd(trouble))) {
      const code = codeOf[trouble.kind];
      const there = collected.get(code);
      if (there) there.evidence.push(...trouble.evidence);
      else collected.set(code, { trouble, evidence: [...trouble.evidence] });
    } else if (!trouble && said.length === 0 && !mayWait) {
      noteSilence(pod, fact, judgement, slow, unready);
    }
  });

  const severity: Severity | undefined = anyReady ? 'warning' : undefined;
  const ifNoneServes: Severity | undefined = anyReady ? undefined : 'error';
  const findings = [...own.values()];
  for (const [code, { evidence, trouble }] of collected) {
    const { exit = '?', image = '', limit = '?', pod } = trouble;
    findings.push(
      judgement.find(code as 'P101', { exit, image, limit, pod }, evidence.slice(0, 3), severity),
    );
  }
  if (slow.length) {
    const [{ minutes, pod }] = slow;
    findings.push(
      judgement.find(
        'P121',
        { minutes, pod: pod.metadata.name },
        reasons(
          slow.map(s => s.pod),
          judgement,
        ),
        ifNoneServes,
      ),
    );
  }
  if (unready.length) {
    findings.push(
      judgement.find('P108', { pod: unready[0].metadata.name }, reasons(unready, judgement), ifNoneServes),
    );
  }
  return [...findings, ...restarts(facts, judgement)];
}

const isEnd = (trouble: Trouble) => trouble.kind === 'exit' || trouble.kind === 'killed';

/** What the workload's own words mean; the profile knows, and several pods may say the same. */
function wordsOf(pod: PodObject, judgement: Judgement, context: StageContext): Finding[] {
  const { current, profile } = judgement;
  const { name } = pod.metadata;
  const container = pod.status?.containerStatuses?.find(c => c.name === profile.container);
  const lines = [
    ...(logOf(current, name, profile.container, true) ?? []),
    ...lastWords(container),
    ...(logOf(current, name, profile.container) ?? []),
  ];
  return lines.length ? profile.readMemberTrouble(pod, lines, context) : [];
}

function mergeInto(findings: Map<string, Finding>, finding: Finding) {
  const there = findings.get(finding.code);
  if (!there) findings.set(finding.code, finding);
  else if (there.evidence.length < 3) there.evidence.push(...finding.evidence.slice(0, 1));
}

function noteSilence(
  pod: PodObject,
  fact: PodFact,
  { now }: Judgement,
  slow: { pod: PodObject; minutes: number }[],
  unready: PodObject[],
) {
  const age = now - (timeOf(pod.metadata.creationTimestamp) ?? now);
  const running = pod.status?.containerStatuses?.some(c => c.state?.running);
  if (running) {
    const up = timeOf(pod.status?.containerStatuses?.find(c => c.state?.running)?.state?.running?.startedAt);
    if (now - (up ?? now) > readyIsLateMs) unready.push(pod);
  } else if (age > startIsLongMs && fact.phase !== 'Failed') {
    slow.push({ pod, minutes: Math.round(age / 60_000) });
  }
}

function reasons(pods: PodObject[], { events }: Judgement): Evidence[] {
  return pods.slice(0, 3).map(pod => {
    const { name } = pod.metadata;
    const event = events.newest('Pod', name, /./);
    if (event) return eventEvidence(event);
    const waiting = pod.status?.containerStatuses?.[0]?.state?.waiting?.reason;
    return { kind: 'field', source: `pod/${name}`, text: waiting ?? 'running, not ready' };
  });
}

function restarts(facts: PodFact[], judgement: Judgement): Finding[] {
  const recent = facts.filter(
    fact =>
      fact.ready &&
      fact.restarts > 0 &&
      fact.lastExit &&
      judgement.now - (fact.lastExit.at ?? 0) < restartIsRecentMs,
  );
  if (recent.length === 0) return [];
  const evidence = recent.slice(0, 3).map<Evidence>(fact => ({
    kind: 'field',
    source: `pod/${fact.name}`,
    text: `exit code ${fact.lastExit!.code}${fact.lastExit!.reason ? `, ${fact.lastExit!.reason}` : ''}; ${
      fact.restarts
    } restarts`,
    at: fact.lastExit!.at,
  }));
  const starved = recent.some(fact => fact.lastExit!.reason === 'OOMKilled');
  return starved
    ? [judgement.find('P103', { limit: '?' }, evidence, 'warning')]
    : [judgement.find('P115', { pod: recent[0].name }, evidence)];
}
