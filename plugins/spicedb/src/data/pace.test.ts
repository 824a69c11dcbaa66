import type { Assessment } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { pauseBeforeNextRound } from './pace';

const judged = (state: Assessment['verdict']['state']) =>
  ({ verdict: { state, sentence: { key: 'any' } } } as Assessment);

describe('the pause between two readings', () => {
  it('is short while something moves or is wrong, and long while all is well', () => {
    const pause = (state: Assessment['verdict']['state']) =>
      pauseBeforeNextRound({
        restingMs: 15_000,
        assessment: judged(state),
        failures: 0,
        lively: false,
        chance: 0.5,
      });
    expect(pause('ok')).toBe(15_000);
    expect(pause('progressing')).toBe(5_000);
    expect(pause('failed')).toBe(5_000);
    expect(pause('unknown')).toBe(15_000);
  });

  it('is short for a while after something has moved, also while all is well', () => {
    const round = { restingMs: 15_000, assessment: judged('ok'), failures: 0, chance: 0.5 };
    expect(pauseBeforeNextRound({ ...round, lively: true })).toBe(5_000);
  });

  it('doubles with each failure, up to two minutes, and never the same for all', () => {
    const pause = (failures: number, chance: number) =>
      pauseBeforeNextRound({ restingMs: 15_000, failures, lively: false, chance });
    expect(pause(1, 0.5)).toBe(10_000);
    expect(pause(2, 0.5)).toBe(20_000);
    expect(pause(50, 0.5)).toBe(120_000);
    expect(pause(2, 0)).toBe(15_000);
    expect(pause(2, 1)).toBe(25_000);
  });

  it('is never shorter than a busy cluster asks for', () => {
    expect(
      pauseBeforeNextRound({
        restingMs: 15_000,
        failures: 1,
        lively: false,
        retryAfterMs: 60_000,
        chance: 0,
      }),
    ).toBe(60_000);
  });
});
