import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { positionAt, realTimeOf } from './clock.ts';
import type { Schedule } from './clock.ts';

const schedule = (change: Partial<Schedule> = {}): Schedule => ({
  startedAt: 100_000,
  from: 0,
  speed: 1,
  durationMs: 10_000,
  waits: [],
  releases: [],
  ...change,
});

describe('the clock of a replay', () => {
  it('plays from its start to its end, and counts on after it', () => {
    assert.deepEqual(positionAt(schedule(), 100_000), { t: 0, heldMs: 0, ended: false });
    assert.deepEqual(positionAt(schedule(), 104_000), { t: 4000, heldMs: 0, ended: false });
    assert.deepEqual(positionAt(schedule(), 113_000), { t: 10_000, heldMs: 3000, ended: true });
  });

  it('stops just before what a person did, for as long as nobody does it', () => {
    const waiting = schedule({ waits: [6000] });
    assert.equal(positionAt(waiting, 105_999).t, 5999);
    assert.deepEqual(positionAt(waiting, 900_000), { t: 5999, waitsFor: 0, heldMs: 794_000, ended: false });
  });

  it('goes on from there when the user acts, and gives later moments later times', () => {
    const released = schedule({ waits: [6000], releases: [150_000] });
    assert.equal(positionAt(released, 149_999).t, 5999);
    assert.equal(positionAt(released, 150_000).t, 6000);
    assert.equal(positionAt(released, 151_000).t, 7000);
    assert.equal(realTimeOf(released, 5000), 105_000);
    assert.equal(realTimeOf(released, 7000), 151_000);
  });

  it('begins in the middle, with times before it in the past', () => {
    const later = schedule({ from: 4000 });
    assert.equal(positionAt(later, 100_000).t, 4000);
    assert.equal(realTimeOf(later, 1000), 97_000);
  });

  it('runs faster without any moment getting out of order', () => {
    const fast = schedule({ speed: 4, waits: [6000], releases: [150_000] });
    assert.equal(positionAt(fast, 101_000).t, 4000);
    assert.equal(realTimeOf(fast, 4000), 101_000);
    const times = [-500, 0, 3000, 5999, 6000, 9000, 12_000].map(t => realTimeOf(fast, t));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    for (const now of [100_000, 101_234, 140_000, 150_500, 160_000]) {
      assert.ok(realTimeOf(fast, positionAt(fast, now).t) <= now, `shown at ${now} before it happened`);
    }
  });
});
