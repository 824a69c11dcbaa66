import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { casesIn, waitsOf } from './cases.ts';
import type { Instance } from './instances.ts';
import { planAfter, planAfterAct } from './plan.ts';
import { Replay } from './replay.ts';

const cases = casesIn(join(import.meta.dirname, '..', '..', '..', '..', 'recordings'));
const commit = 'c'.repeat(40);
const start = Date.parse('2030-05-05T05:05:05Z');
const speed = 1;

const instanceFor = (wantedCase: string): Instance => ({
  id: 'test/orders',
  environment: 'test',
  name: 'orders',
  namespace: 'team-a',
  cluster: 'demo',
  application: { name: 'orders', namespace: 'argocd', cluster: 'demo' },
  repoUrl: 'http://127.0.0.1:4000/gitops.git',
  wantedCase,
  deployed: 'one',
  fingerprint: 'one',
});

/** All that a client could read at one moment. */
function everythingAt(replay: Replay, now: number): string {
  const objects = replay.objects(now, () => true);
  const pods = objects.filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata.name);
  const logs = pods.flatMap(pod =>
    ['spicedb', 'migrate'].flatMap(container =>
      [0, 1, 2].flatMap(run => replay.logLines(now, pod, container, run)),
    ),
  );
  return JSON.stringify([objects, logs, pods.map(pod => replay.scrape(now, pod))]);
}

for (const name of cases.names) {
  describe(`the recording ${name}`, () => {
    const { header, events } = cases.timeline(name);
    const plan = planAfter(undefined, { instance: instanceFor(name), commit, now: start, speed, cases });
    const acted = planAfterAct(plan, cases, start + header.durationMs);
    const whole = new Replay(instanceFor(name), acted, cases);
    // A recording that waits goes on when its whole time has passed once.
    const end = start + 2 * header.durationMs;

    it('shows nothing of the names, the commits and the hour of the recording', () => {
      const { instance, namespace } = header.names;
      const recorded = new RegExp(
        `(?<![A-Za-z0-9])(?:${namespace}|${instance})(?![A-Za-z0-9])|2025-01-0\\dT|https://git\\.`,
      );
      for (const now of [start + header.durationMs / 3, start + header.durationMs - 1, end]) {
        const text = everythingAt(whole, now);
        assert.equal(
          recorded.exec(text)?.[0],
          undefined,
          text.slice(Math.max(0, text.search(recorded) - 200)).slice(0, 400),
        );
        const commits = text.match(/(?<![0-9a-zA-Z])[0-9a-f]{40}(?![0-9a-zA-Z])/g) ?? [];
        assert.deepEqual([...new Set(commits)], [commit]);
      }
    });

    it('never shows a time that is still to come', () => {
      for (const share of [0.2, 0.5, 0.8, 1]) {
        const now = start + share * header.durationMs;
        for (const { metadata } of whole.objects(now, () => true)) {
          const created = Date.parse(String(metadata.creationTimestamp));
          assert.ok(!(created > now), `${metadata.name} was created at ${metadata.creationTimestamp}`);
        }
      }
    });

    it('can be read to its end, and waits for one act at most', () => {
      assert.equal(whole.position(end).ended, true);
      assert.ok(waitsOf({ header, events }).length <= 1);
      assert.ok(whole.objects(end, ({ kind }) => kind === 'Application').length === 1);
    });
  });
}
