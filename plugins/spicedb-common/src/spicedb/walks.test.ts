import type { RecordedCase, Run } from '../__fixtures__/timeline';
import { recordedWalk, recordedWalks } from '../__fixtures__/timeline';
import { assess } from '../rollout/assess';
import { spicedbProfile } from './profile';

const lookMs = 5_000;

/** The findings that a state of the lab must show, and how long it lasted. */
interface Stretch {
  title: string;
  codes: string[];
  from: number;
  to: number;
}

const announced = /^([AGMPDV]\d{3}(?: [AGMPDV]\d{3})*): (.*)$/;

/** A recording sees all, so what a portal could not see is not among its findings. */
function stretchesOf(walk: RecordedCase): Stretch[] {
  const marks = walk.marks().flatMap(({ mark, t }) => {
    const [, codes, title] = announced.exec(mark) ?? [];
    return codes ? [{ t, title, codes: codes.split(' ').filter(code => !code.startsWith('V')) }] : [];
  });
  return marks.map(({ t, title, codes }, index) => ({
    title,
    codes,
    from: t,
    to: marks[index + 1]?.t ?? walk.header.durationMs,
  }));
}

function missingIn(walk: RecordedCase, { codes, from, to }: Stretch): string[] {
  const missing = new Set(codes);
  for (let t = from; t <= to && missing.size > 0; t += 1_000) {
    const previous = walk.at(Math.max(0, t - lookMs)).current;
    const { stages } = assess({ ...walk.at(t), previous, profile: spicedbProfile });
    stages.flatMap(({ findings }) => findings).forEach(({ code }) => missing.delete(code));
  }
  return [...missing];
}

const walksOf = (run: Run) => recordedWalks(run).map(name => ({ name, run }));

describe('every state that the lab made is named', () => {
  it.each([...walksOf('first'), ...walksOf('second')])('$name, $run run', ({ name, run }) => {
    const walk = recordedWalk(name, run);
    const stretches = stretchesOf(walk);
    expect(stretches.length).toBeGreaterThan(0);
    const unnamed = stretches.flatMap(stretch =>
      missingIn(walk, stretch).map(code => `${code}: ${stretch.title}`),
    );
    expect(unnamed).toEqual([]);
  });
});
