import { enginesOnOffer, placesOnOffer, platformAnswers } from './offers';
import { parseInstance } from './parseInstance';
import { parsePortalConfig } from './parsePortalConfig';
import type { PortalConfig } from './PortalConfig';

const portal = (more: object = {}): PortalConfig => {
  const result = parsePortalConfig({ repository: { url: 'https://git.example.org/gitops.git' }, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
};

const clusters = {
  'eu-1': { title: 'Europe', destination: 'eu-1', namespaces: ['{name}', 'team-*'] },
  'us-1': { destination: 'us-1' },
};

describe('placesOnOffer', () => {
  const config = portal({ clusters, environments: { production: { clusters: ['us-1'] }, staging: {} } });

  it('fills in what is known, and leaves patterns', () => {
    expect(placesOnOffer({ environment: 'staging', name: 'checkout' }, config)).toEqual([
      { cluster: 'eu-1', title: 'Europe', namespaces: ['checkout', 'team-*'] },
      { cluster: 'us-1', title: 'us-1', namespaces: ['checkout'] },
    ]);
  });

  it('keeps to the clusters of an environment', () => {
    const known = { environment: 'production', name: 'checkout' };
    expect(placesOnOffer(known, config).map(({ cluster }) => cluster)).toEqual(['us-1']);
    expect(placesOnOffer({ environment: 'moon', name: 'checkout' }, config)).toEqual([]);
    expect(placesOnOffer({ environment: 'toString', name: 'checkout' }, config)).toEqual([]);
  });

  it('offers what parseInstance accepts', () => {
    for (const { cluster, namespaces } of placesOnOffer({ environment: 'staging', name: 'a' }, config)) {
      for (const offer of namespaces) {
        const namespace = offer.replace('*', 'x');
        const input = { name: 'a', environment: 'staging', engine: 'postgres', cluster, namespace };
        expect(parseInstance(input, config)).toMatchObject({ ok: true, instance: { cluster, namespace } });
      }
    }
  });
});

it('enginesOnOffer leaves out what the guard rails forbid, and nothing before there is an environment', () => {
  expect(enginesOnOffer('production', portal())).not.toContain('memory');
  expect(enginesOnOffer('development', portal())).toContain('memory');
  expect(enginesOnOffer(undefined, portal())).toContain('memory');
});

describe('platformAnswers', () => {
  it('is what parseInstance would answer', () => {
    const given = { name: 'checkout', environment: 'production', engine: 'postgres' } as const;
    const parsed = parseInstance(given, portal());
    expect(parsed.ok && parsed.instance).toEqual(platformAnswers(given, portal()));
  });

  it('answers before there is a name or an engine, but not before there is an environment', () => {
    expect(platformAnswers({ environment: 'production' }, portal())).toMatchObject({
      replicas: 3,
      secret: { name: 'name-spicedb' },
    });
    expect(platformAnswers({ name: 'checkout' }, portal())).toBeUndefined();
    expect(platformAnswers({ environment: 'moon' }, portal())).toBeUndefined();
  });

  it('puts the first cluster on offer in the place of one that is not', () => {
    const config = portal({ clusters, environments: { staging: { clusters: ['us-1'] } } });
    expect(platformAnswers({ environment: 'staging', cluster: 'eu-1' }, config)?.cluster).toBe('us-1');
  });
});
