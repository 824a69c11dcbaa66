import type {
  Assess,
  Assessment,
  Profile,
  Snapshot,
  StageState,
  WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { FakeCluster, json } from './fakeCluster';
import { RolloutWatch, type WatchSettings } from './RolloutWatch';

const ref: WorkloadRef = {
  name: 'checkout',
  cluster: 'eu-1',
  namespace: 'authz',
  labelSelector: 'app=checkout',
};
/** With all that an instance can have: a ring, and an Argo CD Application on another cluster. */
export const delivered: WorkloadRef = {
  ...ref,
  ringService: 'checkout',
  application: { name: 'checkout', namespace: 'argocd', cluster: 'hub' },
};
export const podNamed = (name: string) => ({ metadata: { name } });
const profile = { container: 'spicedb', isMigration: () => true, isMember: () => true } as never as Profile;
const settings: WatchSettings = {
  restingMs: 15_000,
  patienceMs: 10_000,
  largestAnswerBytes: 1_000_000,
};

/** A watch over a stand-in of a cluster that judges as little as possible: the state that the test sets. */
export function setUp(
  more: { state?: StageState; settings?: Partial<WatchSettings>; ref?: WorkloadRef } = {},
) {
  const cluster = new FakeCluster()
    .items(/./, [])
    .items(/\/deployments/, [podNamed('checkout')])
    .items(/\/endpoints/, [podNamed('checkout')])
    .answer(/\/endpoints\/checkout$/, () => json(podNamed('checkout')))
    .items(/\/applications/, [podNamed('checkout')])
    .answer(/\/applications\/checkout$/, () => json(podNamed('checkout')));
  const judged: { current: Snapshot; previous?: Snapshot; now: number }[] = [];
  const judgedEarly: Snapshot[] = [];
  const isEarly = ({ events }: Snapshot) => events.state === 'unseen' && events.reason.kind === 'notYet';
  let state: StageState = more.state ?? 'ok';
  const assess: Assess = ({ current, previous, now }): Assessment => {
    if (isEarly(current)) judgedEarly.push(current);
    else judged.push({ current, previous, now });
    return {
      verdict: { state, sentence: { key: 'any' } },
      asOf: current.at,
      stale: false,
      stages: [{ id: 'dispatch', state, headline: { key: 'any' }, findings: [] }],
      facts: { pods: [], versions: [] },
    };
  };
  const watch = new RolloutWatch(more.ref ?? ref, {
    proxy: cluster,
    profile,
    assess,
    settings: { ...settings, ...more.settings },
    chance: () => 0.5,
  });
  return {
    cluster,
    judged,
    judgedEarly,
    watch,
    judgeAs: (next: StageState) => {
      state = next;
    },
    rounds: () => judged.length,
  };
}

export function hideDocument(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Lets so much time pass, with all that happens in it. */
export const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
export const nobody = () => {};

/** Time that passes as a test says, and a document on screen. */
export function withTimeOfOurs() {
  beforeEach(() => {
    jest.useFakeTimers();
    hideDocument(false);
  });
  afterEach(() => {
    jest.useRealTimers();
    hideDocument(false);
  });
}
