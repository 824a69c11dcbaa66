import type { Answer } from '../../rollout/answer';
import type { Evidence, Finding, RingFact, RolloutFacts, Stage } from '../../rollout/assessment';
import type { PodObject } from '../../rollout/objects';
import type { StageContext } from '../../rollout/profile';
import { isAbsent, listOf, valueOf } from '../../rollout/seen';
import { blindness, blindSpots } from '../../rollout/sight';
import type { PodMetrics, Snapshot } from '../../rollout/snapshot';
import { findingFrom } from '../../rollout/catalog';
import { rolloutFindings } from '../../rollout/context';
import { spicedbFinding } from '../findings';
import type { Look, Pair } from './counts';
import { lookAt, pairOf, total } from './counts';
import { ringEvidence } from './evidence';
import type { Listing } from './ring';
import { compareListing, isSettled } from './ring';
import type { DispatchName, Measured } from './rules';
import { nameDispatch } from './rules';

/** Two looks closer than this differ by chance. */
const leastBetweenMs = 4_500;

const codeOf: Partial<Record<DispatchName, string>> = {
  off: 'D101',
  serverOff: 'D102',
  resolverBroken: 'D103',
  keysDiffer: 'D104',
  datastore: 'D105',
  deadMember: 'D106',
  partialRing: 'D107',
  stalled: 'D108',
  notShared: 'D109',
  idle: 'D110',
};

/** The ring: who is listed against who is there, and what the pods' own counters say of their calls. */
export function judgeDispatch(
  context: StageContext,
  isMember: (pod: PodObject) => boolean,
): { stage: Stage; facts?: Partial<RolloutFacts> } {
  const { current, now } = context;
  const make = (state: Stage['state'], key: string, findings: Finding[] = [], params = {}): Stage => ({
    id: 'dispatch',
    state,
    headline: { key: `dispatch.${key}`, params },
    findings,
  });
  const service = current.ref.ringService;
  if (!service) return { stage: make('notApplicable', 'off') };

  // A pod that was evicted stays on the list of pods, but it will never serve again.
  const members = listOf(current.pods).filter(pod => isMember(pod) && pod.status?.phase !== 'Failed');
  const ready = members.filter(isReady);
  const listing = listingOf(current, isMember, now);
  const measured = measure(context, members, ready);
  const names = nameDispatch(measured);
  const facts = { ring: ringOf(members, listing, measured) };
  const findings = [
    ...(listing ? listingFindings(listing, service) : []),
    ...names.flatMap(name => {
      const code = codeOf[name];
      return code ? [spicedbFinding(code, { service }, ringEvidence(name, measured, current))] : [];
    }),
    ...blindSpots(current, ['endpoints', 'pods'], now),
  ];
  if (isAbsent(current.endpoints) && ready.length > 0) {
    findings.unshift(
      spicedbFinding('D114', { service }, [
        { kind: 'field', source: `endpoints/${service}`, text: 'does not exist' },
      ]),
    );
  }
  if (!valueOf(current.pods)) return { stage: make('unknown', 'unseen', findings), facts };
  if (ready.length === 0) {
    return { stage: { ...make('progressing', 'waitsForPods', findings), waitsFor: 'pods' }, facts };
  }

  const params = { members: listing?.addresses.length ?? ready.length, ready: ready.length };
  const whole = listing !== undefined && findings.every(finding => finding.severity === 'info');
  const hidden = hiddenMetrics(current, ready);
  // One pod is no ring, and reaches nobody but itself.
  const alone = ready.length === 1 && context.facts.wantedPods === 1 ? 'Alone' : '';
  const stage = (state: Stage['state'], key: string) =>
    make(whole && hidden.length === 0 ? state : 'unknown', key, [...findings, ...hidden], params);
  if (listing && listing.addresses.length < ready.length && listing.missing.length === 0) {
    return { stage: stage('progressing', 'forming'), facts };
  }
  if (names.includes('healthy')) return { stage: stage('ok', `whole${alone}`), facts };
  if (names.includes('idle')) {
    return {
      stage: carriedBefore(measured) ? stage('ok', `quiet${alone}`) : stage('unknown', `idle${alone}`),
      facts,
    };
  }
  if (names.length > 0) return { stage: stage('unknown', 'faulty'), facts };
  // There was one look so far, or there is one to come, or nobody measures calls here: the list is what can be judged.
  if (measured.looks.length > 0 || ready.some(pod => isToCome(current, pod)))
    return { stage: stage('ok', `firstLook${alone}`), facts };
  if (hidden.length === 0) findings.push(findingFrom(rolloutFindings, 'V110', {}, [notMeasured]));
  return { stage: stage('ok', `listed${alone}`), facts };
}

function isToCome(snapshot: Snapshot, { metadata }: PodObject): boolean {
  const answer = metricsAnswer(snapshot, metadata.name);
  return answer?.state === 'unseen' && answer.reason.kind === 'notYet';
}

const notMeasured: Evidence = { kind: 'refusal', source: 'metrics', text: 'no pod was asked' };

const isReady = (pod: PodObject) =>
  !pod.metadata.deletionTimestamp &&
  pod.status?.conditions?.some(c => c.type === 'Ready' && c.status === 'True') === true;

function listingOf(
  current: Snapshot,
  isMember: (pod: PodObject) => boolean,
  now: number,
): Listing | undefined {
  const endpoints = valueOf(current.endpoints);
  const pods = valueOf(current.pods);
  return endpoints && pods && compareListing(endpoints, pods, isMember, now);
}

function listingFindings({ foreign, gone, missing }: Listing, service: string): Finding[] {
  const source = `endpoints/${service}`;
  const findings: Finding[] = [];
  if (gone.length) {
    const evidence = gone.slice(0, 3).map<Evidence>(({ ip, pod }) => ({
      kind: 'field',
      source,
      text: `${ip}${pod ? ` (${pod})` : ''} has no live pod`,
    }));
    findings.push(spicedbFinding('D112', { service, address: gone[0].pod ?? gone[0].ip }, evidence));
  }
  if (foreign.length) {
    findings.push(
      spicedbFinding('D113', { service, pod: foreign[0].pod }, [
        { kind: 'field', source, text: `${foreign[0].ip} is pod ${foreign[0].pod}` },
      ]),
    );
  }
  if (missing.length) {
    const evidence = missing.slice(0, 3).map<Evidence>(pod => ({
      kind: 'field',
      source,
      text: `does not list ready pod ${pod.metadata.name}`,
    }));
    findings.push(spicedbFinding('D111', { service }, evidence));
  }
  return findings;
}

/** The looks at ready pods, now and before, where both were had. */
function measure(
  { current, now: moment, previous }: StageContext,
  members: PodObject[],
  ready: PodObject[],
): Measured {
  const looks: Look[] = [];
  const pairs: Pair[] = [];
  for (const pod of ready) {
    const { name } = pod.metadata;
    const now = metricsOf(current, name);
    if (!now) continue;
    const after = lookAt(now);
    looks.push(after);
    const then = now.before ? { pod: name, ...now.before } : previous && metricsOf(previous, name);
    if (then && now.at - then.at >= leastBetweenMs) {
      const pair = pairOf(lookAt(then), after);
      if (pair) pairs.push(pair);
    }
  }
  const live = ready.filter(pod => answers(current, pod.metadata.name));
  return {
    live: live.length,
    settled: live.filter(pod => isSettled(pod, moment)).length,
    leaving: members.filter(pod => pod.metadata.deletionTimestamp).length,
    looks,
    pairs,
  };
}

/** A ready pod counts as live unless it was asked and nobody was there. */
function answers(snapshot: Snapshot, pod: string): boolean {
  const answer = metricsAnswer(snapshot, pod);
  return !(answer?.state === 'unseen' && /^(unreachable|timedOut)$/.test(answer.reason.kind));
}

function metricsAnswer(snapshot: Snapshot, pod: string): Answer<PodMetrics> | undefined {
  return Object.hasOwn(snapshot.metrics, pod) ? snapshot.metrics[pod] : undefined;
}

function metricsOf(snapshot: Snapshot, pod: string): PodMetrics | undefined {
  const answer = metricsAnswer(snapshot, pod);
  return answer && valueOf(answer);
}

/** Metrics that were asked for and not had; not asking is a choice and hides nothing that was promised. */
function hiddenMetrics(current: Snapshot, ready: PodObject[]): Finding[] {
  const evidence = ready.flatMap(({ metadata: { name } }) => {
    const answer = metricsAnswer(current, name);
    const refusal = answer?.state === 'unseen' ? blindness('metrics', answer.reason)?.evidence[0] : undefined;
    return refusal ? [{ ...refusal, source: `pod/${name}` }] : [];
  });
  return evidence.length ? [findingFrom(rolloutFindings, 'V110', {}, evidence.slice(0, 3))] : [];
}

/** Nobody calls now, but each pod's counters show that calls between them did get through. */
function carriedBefore({ live, looks }: Measured): boolean {
  return looks.length === live && looks.every(look => (look.answered.OK ?? 0) > 0);
}

function ringOf(members: PodObject[], listing: Listing | undefined, measured: Measured): RingFact {
  const listed = new Set(listing?.addresses.map(address => address.pod ?? address.ip));
  const pairs = new Map(measured.pairs.map(pair => [pair.pod, pair]));
  const looks = new Map(measured.looks.map(look => [look.pod, look]));
  const sent = measured.pairs.reduce((sum, pair) => sum + pair.sent, 0);
  const cached = measured.pairs.reduce((sum, pair) => sum + pair.fromCache, 0);
  return {
    members: members.map(pod => {
      const { name } = pod.metadata;
      const ip = pod.status?.podIP;
      const pair = pairs.get(name);
      return {
        pod: name,
        ip,
        listed: listed.has(name) || (ip !== undefined && listed.has(ip)),
        ready: isReady(pod),
        sees: looks.get(name)?.addresses,
        handled: pair && total(pair.answered),
      };
    }),
    strangers: [...(listing?.gone ?? []), ...(listing?.foreign ?? [])].map(address => address.ip),
    hitRatio: sent > 0 ? cached / sent : undefined,
    measured: measured.looks.length,
  };
}
