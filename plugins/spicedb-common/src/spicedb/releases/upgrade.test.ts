import { headOf } from './releases';
import { planUpgrade, recommendedVersion, stepsBehind } from './upgrade';

const way = (from: string, to: string, engine: 'postgres' | 'memory' = 'postgres') => {
  const plan = planUpgrade(engine, from, to);
  return plan.possible ? plan.steps.map(step => step.to) : plan.reason;
};

describe('planUpgrade', () => {
  it('goes straight where nothing is in the way', () => {
    expect(way('v1.38.0', 'v1.56.0')).toEqual(['v1.56.0']);
    expect(way('v1.37.1', 'v1.56.0')).toEqual(['v1.56.0']);
    expect(way('v1.56.0', 'v1.56.0')).toEqual([]);
  });

  it('stops where data must be moved by a version of its time', () => {
    expect(way('v1.35.3', 'v1.56.0')).toEqual(['v1.36.2', 'v1.38.0', 'v1.56.0']);
    expect(way('v1.36.2', 'v1.56.0')).toEqual(['v1.38.0', 'v1.56.0']);
    expect(way('v1.37.0', 'v1.38.1')).toEqual(['v1.38.0', 'v1.38.1']);
    expect(way('v1.35.3', 'v1.36.2')).toEqual(['v1.36.2']);
  });

  it('needs no stops where nothing is stored', () => {
    expect(way('v1.35.3', 'v1.56.0', 'memory')).toEqual(['v1.56.0']);
  });

  it('says why there is no way', () => {
    expect(way('v1.56.0', 'v1.52.0')).toBe('backwards');
    expect(way('v1.30.0', 'v1.56.0')).toBe('belowFloor');
    expect(way('v1.48.0', 'v1.50.0')).toBe('yanked');
    expect(way('v1.48.0', 'v1.55.0')).toBe('unknownVersion');
    expect(planUpgrade('mysql', 'v1.52.0', 'v1.53.0')).toEqual({ possible: false, reason: 'avoid' });
  });

  it('tells which steps move the database and what to know before', () => {
    const plan = planUpgrade('mysql', 'v1.52.0', 'v1.56.0');
    expect(plan).toEqual({
      possible: true,
      steps: [
        {
          from: 'v1.52.0',
          to: 'v1.56.0',
          migrates: true,
          head: headOf('mysql', 'v1.56.0'),
          notices: ['schemaTables', 'tableRebuild'],
        },
      ],
    });
    const quiet = planUpgrade('postgres', 'v1.53.0', 'v1.56.0');
    expect(quiet.possible && quiet.steps[0].migrates).toBe(false);
  });

  it('counts the steps to another version', () => {
    expect(stepsBehind('postgres', 'v1.35.3', 'v1.56.0')).toBe(3);
    expect(stepsBehind('postgres', 'v1.56.0', 'v1.35.3')).toBeUndefined();
    expect(recommendedVersion('postgres')).toBe('v1.56.0');
  });
});
