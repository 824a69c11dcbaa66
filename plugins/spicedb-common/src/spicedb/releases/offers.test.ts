import { versionsOnOffer } from './offers';
import { engines, offeredVersions } from './releases';
import { planUpgrade, recommendedVersion } from './upgrade';

const all = { allowed: offeredVersions(), default: recommendedVersion('postgres') };
const standingOf = (engine: Parameters<typeof versionsOnOffer>[0], version: string, offer = all) =>
  versionsOnOffer(engine, offer).find(one => one.version === version);

describe('versionsOnOffer', () => {
  it('has each allowed version once, newest first, and one that is recommended', () => {
    const twice = { ...all, allowed: [...all.allowed, all.allowed[3]].reverse() };
    for (const engine of engines) {
      const offers = versionsOnOffer(engine, twice);
      expect(offers.map(({ version }) => version)).toEqual(all.allowed);
      expect(offers.filter(({ standing }) => standing === 'recommended')).toHaveLength(1);
    }
  });

  it('takes the word of the platform for the recommended one, and still says which is newest', () => {
    const offer = { ...all, default: 'v1.52.0' };
    expect(standingOf('postgres', 'v1.52.0', offer)).toMatchObject({
      standing: 'recommended',
      reason: { key: 'chosenByPlatform' },
    });
    expect(standingOf('postgres', 'v1.56.0', offer)).toMatchObject({ standing: 'newest' });
  });

  it('never recommends a version that cannot migrate the engine', () => {
    const offer = { ...all, default: 'v1.53.0' };
    expect(standingOf('mysql', 'v1.53.0', offer)).toMatchObject({
      standing: 'refused',
      reason: { key: 'cannotMigrate' },
    });
    expect(standingOf('mysql', 'v1.56.0', offer)).toMatchObject({
      standing: 'recommended',
      reason: { key: 'bestForEngine' },
    });
    expect(standingOf('postgres', 'v1.53.0', offer)).toMatchObject({ standing: 'recommended' });
  });

  it('says why a version is at the end of its line', () => {
    expect(standingOf('postgres', 'v1.35.3')).toMatchObject({
      standing: 'endOfLine',
      reason: { key: 'stopsAhead', stops: ['v1.36.2', 'v1.38.0'] },
    });
    expect(standingOf('postgres', 'v1.46.0')).toMatchObject({ reason: { key: 'mendedBy', by: 'v1.46.2' } });
    expect(standingOf('postgres', 'v1.40.1')).toMatchObject({
      reason: { key: 'yearsBehind', newest: 'v1.56.0' },
    });
    // Memory has no migrations, hence no stops.
    expect(standingOf('memory', 'v1.35.3')).toMatchObject({ reason: { key: 'yearsBehind' } });
  });

  it('names the stops that a plan of the whole way has', () => {
    for (const engine of engines) {
      for (const { version, reason } of versionsOnOffer(engine, all)) {
        if (reason.key !== 'stopsAhead') continue;
        const plan = planUpgrade(engine, version, 'v1.56.0');
        expect(plan.possible && plan.steps.map(({ to }) => to)).toEqual([...reason.stops, 'v1.56.0']);
      }
    }
  });

  it('does not call a version good that it knows nothing of, nor one that was taken back', () => {
    const offer = { allowed: ['v1.99.0', 'v1.45.0', 'v1.56.0'], default: 'v1.56.0' };
    expect(versionsOnOffer('postgres', offer)).toMatchObject([
      { version: 'v1.99.0', standing: 'endOfLine', reason: { key: 'unknownRelease' } },
      { version: 'v1.56.0', standing: 'recommended' },
      { version: 'v1.45.0', standing: 'refused', reason: { key: 'takenBack' } },
    ]);
  });
});
