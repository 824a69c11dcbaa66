import { fleet } from '../__fixtures__/fleet';
import { assess } from '../rollout/assess';
import { spicedbProfile } from './profile';

const millisFor = (size: number) => {
  const { current, now, previous } = fleet(size);
  const input = { current, now, previous, profile: spicedbProfile };
  assess(input);
  const times = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    assess(input);
    return performance.now() - begin;
  });
  return Math.min(...times);
};

describe('a large fleet', () => {
  it('is one finding and not five hundred', () => {
    const { current, now } = fleet(1_000);
    const { facts, stages } = assess({ current, now, profile: spicedbProfile });
    const image = stages.flatMap(stage => stage.findings).filter(finding => finding.code === 'P101');
    expect(image).toHaveLength(1);
    expect(image[0].evidence).toHaveLength(3);
    expect(facts.pods.length).toBeGreaterThanOrEqual(1_000);
  });

  it('costs time in proportion to its size', () => {
    const small = millisFor(1_000);
    const large = millisFor(10_000);
    // Ten times the pods; a second factor of ten would be quadratic. The rest is room for a busy machine.
    expect(large / small).toBeLessThan(40);
  });
});
