import {
  cleanVersion,
  compareRevisions,
  engines,
  firstVersionWith,
  headOf,
  newestVersion,
  offeredVersions,
  releases,
  revisionsOf,
  supports,
} from './releases';

describe('releases', () => {
  it('knows the heads that were seen on real databases', () => {
    expect(headOf('postgres', 'v1.52.0')).toBe('add-index-for-transaction-gc');
    expect(headOf('postgres', '1.56.0')).toBe('populate-schema-tables');
    expect(headOf('mysql', 'v1.53.0')).toBe('populate_schema_tables');
    expect(headOf('mysql', 'v1.54.0')).toBe('identifiers_case_sensitive');
    expect(headOf('cockroachdb', 'v1.52.0')).toBe('add-expiration-support');
  });

  it('says nothing about versions and engines outside the list', () => {
    expect(headOf('memory', 'v1.56.0')).toBeUndefined();
    expect(headOf('postgres', 'v1.55.0')).toBeUndefined();
    expect(headOf('postgres', 'v9.0.0')).toBeUndefined();
    expect(headOf('postgres', 'latest')).toBeUndefined();
  });

  it('orders revisions by the list, not by their names', () => {
    const behind = 'add-index-for-transaction-gc';
    const ahead = 'populate-schema-tables';
    expect(compareRevisions('postgres', behind, ahead)).toBe('before');
    expect(compareRevisions('postgres', ahead, behind)).toBe('after');
    expect(compareRevisions('postgres', ahead, ahead)).toBe('same');
    expect(compareRevisions('postgres', '', ahead)).toBe('before');
    expect(compareRevisions('postgres', ahead, '')).toBe('after');
    expect(compareRevisions('postgres', ahead, 'from-the-future')).toBe('unknown');
  });

  it('names the first version that knows a revision', () => {
    expect(firstVersionWith('postgres', 'populate-schema-tables')).toBe('v1.53.0');
    expect(firstVersionWith('postgres', 'nothing')).toBeUndefined();
  });

  it('offers only what the chart installs and nobody took back, newest first', () => {
    const offered = offeredVersions();
    expect(offered[0]).toBe('v1.56.0');
    expect(newestVersion()).toBe('v1.56.0');
    expect(offered.at(-1)).toBe('v1.35.3');
    expect(offered).not.toContain('v1.45.0');
    expect(offered).not.toContain('v1.51.0');
    expect(offered).not.toContain('v1.55.0');
  });

  it('recognises versions in the ways images write them', () => {
    expect(cleanVersion('1.56.0')).toBe('v1.56.0');
    expect(cleanVersion('v1.56.0-debug')).toBe('v1.56.0');
    expect(cleanVersion('latest')).toBeUndefined();
    expect(cleanVersion('v1.56')).toBeUndefined();
  });

  it('knows since when a version can do something', () => {
    expect(supports('v1.52.0', 'schemaMode')).toBe(false);
    expect(supports('v1.56.0', 'schemaMode')).toBe(true);
    expect(supports('latest', 'lazyDispatch')).toBe('unknown');
  });

  it('keeps its own lists in order', () => {
    const known = new Set(releases.map(release => release.version));
    for (const engine of engines) {
      const names = revisionsOf(engine);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(known).toContain(firstVersionWith(engine, name));
    }
  });
});
