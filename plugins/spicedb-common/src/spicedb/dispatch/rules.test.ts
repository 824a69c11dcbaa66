import { ringTimeline } from '../../__fixtures__/dispatch';
import { referenceFiles } from '../../__fixtures__/reference';
import type { Look, Pair } from './counts';
import { lookAt, pairOf } from './counts';
import { nameDispatch } from './rules';

const measured = (live: number, looks: Look[], pairs: Pair[]) => ({
  live,
  settled: live,
  leaving: 0,
  looks,
  pairs,
});

/** The names over time, two looks six seconds apart each, neighbours of the same name once. */
function story(run: string): string[] {
  const timeline = ringTimeline(run);
  const names: string[] = [];
  for (let index = 2; index < timeline.length; index++) {
    const before = new Map(timeline[index - 2].metrics.map(m => [m.pod, lookAt(m)]));
    const looks = timeline[index].metrics.map(lookAt);
    const pairs = looks.flatMap(after => {
      const then = before.get(after.pod);
      return (then && pairOf(then, after)) ?? [];
    });
    const name = nameDispatch(measured(looks.length, looks, pairs)).join(' and ');
    if (name !== names[names.length - 1]) names.push(name);
  }
  return names;
}

const wanted: Record<string, string[]> = {
  'ring-healthy': ['healthy'],
  'ring-healthy-v1.52.0': ['healthy'],
  'ring-dns-healthy': ['healthy'],
  'tls-ok': ['healthy'],
  'single-node-with-dispatch': ['healthy'],
  'ring-rbac-403': ['resolverBroken and stalled', 'healthy'],
  'ring-one-address': ['partialRing'],
  'ring-member-killed': ['deadMember', 'deadMember and stalled', 'healthy'],
  'ring-member-sigterm-endpoints-late': ['deadMember', 'healthy'],
  'ring-dns-member-killed': ['healthy', 'stalled', 'healthy'],
  'ring-different-key': ['keysDiffer'],
  'tls-wrong-ca': ['stalled'],
  'tls-wrong-san': ['stalled'],
  'tls-client-only': ['stalled'],
  'tls-wrong-ca-on-one': ['stalled'],
  'dispatch-off': ['off'],
  upgrade: ['off'],
  'dispatch-upstream-unset': ['notShared'],
  'db-outage': ['datastore', 'healthy'],
};

describe('the names of a recorded ring', () => {
  it.each(Object.entries(wanted))('%s: %j', (run, names) => {
    expect(story(run)).toEqual(names);
  });

  it('has a wanted story for each recording', () => {
    const runs = referenceFiles('spicedb/dispatch')
      .filter(file => file.endsWith('.timeline.json'))
      .map(file => file.replace('.timeline.json', ''));
    expect(runs.sort()).toEqual(Object.keys(wanted).sort());
  });
});

describe('the rule', () => {
  const look = (pod: string, more: Partial<Look> = {}): Look => ({
    pod,
    at: 0,
    addresses: 3,
    receives: true,
    answered: {},
    api: {},
    apiStarted: 0,
    sent: 0,
    fromCache: 0,
    ...more,
  });
  const fleet = (before: Partial<Look>, after: Partial<Look>) => {
    const pods = ['a', 'b', 'c'];
    const looks = pods.map(pod => look(pod, after));
    const pairs = pods.flatMap(pod => pairOf(look(pod, before), look(pod, after)) ?? []);
    return measured(3, looks, pairs);
  };

  it('calls a ring without calls idle, not healthy', () => {
    expect(nameDispatch(fleet({}, {}))).toEqual(['idle']);
  });

  it('says nothing of calls after a single look', () => {
    expect(nameDispatch({ ...fleet({}, {}), pairs: [] })).toEqual([]);
  });

  it('names what a single look shows', () => {
    const { looks } = fleet({}, { addresses: 4 });
    expect(nameDispatch(measured(3, looks, []))).toEqual(['deadMember']);
  });

  it('says nothing when nobody answered', () => {
    expect(nameDispatch(measured(0, [], []))).toEqual([]);
  });

  it('notices peers without a server', () => {
    expect(nameDispatch(fleet({ receives: false }, { receives: false }))).toEqual(['serverOff']);
  });

  it('drops a pair when a counter went down, since that is a restart', () => {
    expect(pairOf(look('a', { sent: 9 }), look('a', { sent: 3 }))).toBeUndefined();
    expect(pairOf(look('a', { answered: { OK: 9 } }), look('a', { answered: { OK: 3 } }))).toBeUndefined();
    expect(pairOf(look('a', { apiStarted: 9 }), look('a', { apiStarted: 1 }))).toBeUndefined();
  });

  it('does not take a gauge of zero on a fresh pod for a broken resolver', () => {
    const fresh = fleet({ addresses: undefined }, { addresses: 0 });
    expect(nameDispatch(fresh)).not.toContain('resolverBroken');
  });

  it('gives a pod that has just become ready time to be noticed', () => {
    const joined = fleet({ addresses: 2 }, { addresses: 2, answered: { OK: 30 } });
    expect(nameDispatch({ ...joined, settled: 2 })).toEqual(['healthy']);
    expect(nameDispatch(joined)).toEqual(['partialRing']);
  });

  it('does not call a pod dead that is still leaving', () => {
    const leaves = fleet({}, { answered: { OK: 30 } });
    expect(nameDispatch({ ...leaves, live: 2, settled: 2, leaving: 1 })).toEqual(['healthy']);
    expect(nameDispatch({ ...leaves, live: 2, settled: 2 })).toEqual(['deadMember']);
  });

  it('lets several faults hold together', () => {
    const names = nameDispatch(
      fleet({}, { addresses: 4, answered: { PermissionDenied: 5 }, api: { Internal: 2 }, apiStarted: 2 }),
    );
    expect(names).toEqual(['keysDiffer', 'datastore', 'deadMember']);
  });

  it('calls a ring stalled whose peers refuse the connection, though writes get through', () => {
    const refused = fleet({}, { api: { Unavailable: 40, OK: 3 }, apiStarted: 43, sent: 40 });
    expect(nameDispatch(refused)).toEqual(['stalled']);
  });

  it('does not call an uneven ring partial while there are few calls', () => {
    const looks = ['a', 'b', 'c'].map(pod => look(pod, { answered: pod === 'a' ? { OK: 9 } : {} }));
    const pairs = looks.flatMap(after => pairOf(look(after.pod), after) ?? []);
    expect(nameDispatch(measured(3, looks, pairs))).toEqual(['healthy']);
  });
});
