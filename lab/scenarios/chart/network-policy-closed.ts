import { givenCaller, givenNamespace, knocksOf, namespaceOf } from '../../chart/callers.ts';
import type { Door, Knock } from '../../chart/knock.ts';
import { FRIENDS, givenNarrowRing, WATCHERS } from '../../chart/narrow.ts';
import { SERVICE_OF_KUBERNETES } from '../../certificates.ts';
import { NODE_ADDRESS } from '../../enclosure.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';
import type { PodView } from '../../stage/views.ts';

const STRANGERS = 'strangers';

/** What somebody tries, and what must come of it. */
interface Attempt {
  who: string;
  pod: PodView;
  doors: Record<string, [door: Door, knock: Knock]>;
}

const at = (address: string | undefined, port: number): Door => ({ address: address ?? '', port });

async function attemptsOf(stage: Stage): Promise<Attempt[]> {
  const [member, other] = await stage.pods('server');
  expect(member !== undefined && other !== undefined, 'serving pods', await stage.pods('server'));
  const labels = { 'app.kubernetes.io/name': 'spicedb', 'app.kubernetes.io/instance': stage.name };
  const friend = await givenCaller(stage, 'friend', namespaceOf(stage, FRIENDS));
  const watcher = await givenCaller(stage, 'watcher', namespaceOf(stage, WATCHERS));
  const stranger = await givenCaller(stage, 'stranger', namespaceOf(stage, STRANGERS));
  const neighbour = await givenCaller(stage, 'neighbour');
  // The Job's own pod is over; to policies, a pod is what its labels say.
  const migration = await givenCaller(stage, 'migration', stage.namespace, {
    ...labels,
    'app.kubernetes.io/component': 'migration',
  });
  const ring = (grpc: Knock, dispatch: Knock, metrics: Knock): Attempt['doors'] => ({
    grpc: [at(other.address, 50_051), grpc],
    dispatch: [at(other.address, 50_053), dispatch],
    metrics: [at(other.address, 9_090), metrics],
  });
  const needed: Attempt['doors'] = {
    'DNS over UDP': [{ ...at(NODE_ADDRESS, 53), asks: 'postgres.databases.svc.cluster.local' }, 'open'],
    'DNS over TCP': [at(NODE_ADDRESS, 53), 'open'],
    'the database': [at(NODE_ADDRESS, 5_432), 'open'],
    'the kubelet': [at(NODE_ADDRESS, 10_250), 'no answer'],
    'the port of a database somewhere else': [at(friend.address, 5_432), 'no answer'],
    'the port of DNS somewhere else': [at(friend.address, 53), 'no answer'],
  };
  return [
    { who: 'who may call', pod: friend, doors: ring('open', 'no answer', 'no answer') },
    { who: 'who may scrape', pod: watcher, doors: ring('no answer', 'no answer', 'open') },
    {
      who: 'a stranger',
      pod: stranger,
      // Nothing listens at the friend; that this is told shows that only the policy cuts the rest off.
      doors: {
        ...ring('no answer', 'no answer', 'no answer'),
        'the friend': [at(friend.address, 5_432), 'refused'],
      },
    },
    {
      who: 'another pod of the namespace',
      pod: neighbour,
      doors: ring('no answer', 'no answer', 'no answer'),
    },
    {
      who: 'a member of the ring',
      pod: member,
      doors: {
        ...ring('no answer', 'open', 'no answer'),
        ...needed,
        'the API server': [at(SERVICE_OF_KUBERNETES, 443), 'open'],
        'the port of an API server somewhere else': [at(friend.address, 6_443), 'no answer'],
      },
    },
    {
      who: 'the migration',
      pod: migration,
      doors: {
        ...ring('no answer', 'no answer', 'no answer'),
        ...needed,
        'the API server': [at(SERVICE_OF_KUBERNETES, 443), 'no answer'],
      },
    },
  ];
}

/** What came otherwise than it must. */
async function surprisesOf({ who, pod, doors }: Attempt): Promise<string[]> {
  const knocks = await knocksOf(
    pod,
    Object.fromEntries(Object.entries(doors).map(([name, [door]]) => [name, door])),
  );
  return Object.entries(doors)
    .filter(([name, [, knock]]) => knocks[name] !== knock)
    .map(([name, [, knock]]) => `${who} at ${name}: ${knocks[name]} instead of ${knock}`);
}

export default {
  name: 'network-policy-closed',
  title:
    'Behind the narrowest NetworkPolicy nobody else comes in at any port, and no pod goes where it need not',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenNarrowRing(stage);
    await givenNamespace(stage, STRANGERS);
  },

  async when(stage) {
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  async then(stage) {
    const attempts = await attemptsOf(stage);
    await stage.sees('everybody reaches what the policy names, and nothing else', async () => {
      const surprises = (await Promise.all(attempts.map(surprisesOf))).flat();
      if (surprises.length) throw new Error(surprises.join('; '));
      return true;
    });
    const doors = attempts.flatMap(attempt => Object.keys(attempt.doors)).length;
    stage.did(`${attempts.length} pods knocked at ${doors} doors, and each answered as it must`);
  },

  break: {
    what: 'whom the policy names is not looked at: everybody may call',
    because: 'everybody reaches what the policy names, and nothing else',
    patience: 10,
    chart: [{ file: 'templates/_networkpolicy.tpl', find: '{{- if .from }}', put: '{{- if false }}' }],
  },
} satisfies Scenario;
