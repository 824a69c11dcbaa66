import { World } from '../__fixtures__/world';
import { assess } from '../rollout/assess';
import type { SourceName } from '../rollout/snapshot';
import { spicedbProfile as profile } from './profile';

function judged({ current, now, previous }: World) {
  return assess({ current, now, previous, profile });
}

describe('how old a picture is called', () => {
  const grown = (source: SourceName) => {
    const world = new World();
    const answer = world.current[source];
    if (answer.state === 'unseen') throw new Error(`${source} was recorded`);
    answer.at = world.now - 90_000;
    return { asOf: judged(world).asOf, now: world.now };
  };

  it.each(['application', 'workloads', 'jobs', 'pods', 'endpoints'] as const)(
    'is the age of %s, when nothing else that the verdict stands on is older',
    source => {
      const { asOf, now } = grown(source);
      expect(now - asOf).toBe(90_000);
    },
  );

  it.each(['replicaSets', 'events', 'disruptionBudgets', 'autoscalers'] as const)(
    'does not follow %s, which only explain or protect',
    source => {
      const { asOf, now } = grown(source);
      expect(now - asOf).toBeLessThan(90_000);
    },
  );
});

describe('the zone of a pod', () => {
  it('is what the cluster writes on it, and nothing where it writes nothing', () => {
    const world = new World();
    const [first] = world.members;
    first.metadata.labels!['topology.kubernetes.io/zone'] = 'eu-1b';
    const zones = judged(world).facts.pods.map(({ name, zone }) => [name, zone]);
    expect(zones).toContainEqual([first.metadata.name, 'eu-1b']);
    expect(zones.filter(([, zone]) => zone === undefined)).toHaveLength(world.members.length - 1);
  });
});
