import { parse } from 'yaml';
import { originals } from '../import/__testUtils__/originals';
import { importInstance } from '../import';
import { isMapValue } from '../editing/YamlChange';
import { validateInstanceFolder } from '../validation';
import { contentOf, planned, portalWith, problemsOf } from './__testUtils__/standing';
import { planImport } from './planImport';

const portal = portalWith();
const identity = { environment: 'staging', name: 'permissions', version: 'v1.56.0' };

function covers(whole: unknown, part: unknown): boolean {
  if (!isMapValue(part)) return JSON.stringify(whole) === JSON.stringify(part);
  return Object.entries(part).every(([key, value]) =>
    covers(isMapValue(whole) ? whole[key] : undefined, value),
  );
}

describe.each(Object.entries(originals))('%s', (title, text) => {
  const plan = planned(planImport(text, identity, portal));

  it('becomes a folder in which nothing is wrong, or says what is still to be filled in', () => {
    const errors = validateInstanceFolder(plan.write, portal).filter(({ severity }) => severity === 'error');
    // The operator takes these from the pod's surroundings, so that no original names them.
    const open = title.startsWith('RDS') ? ['aws.region', 'aws.rds.hostname', 'aws.rds.username'] : [];
    expect(errors.map(({ path }) => path)).toEqual(open);
    for (const path of open)
      expect(plan.summary).toMatch(new RegExp(`by hand before it works.*\`${path}\``, 's'));
    expect(plan.next === undefined).toBe(open.length === 0);
  });

  it('has every value that was imported, and is told key by key', () => {
    const result = importInstance(text);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { fullnameOverride: _name, portal: _portal, image, ...rest } = result.values as Record<string, any>;
    const values = parse(contentOf(plan.write, 'values.yaml'), { version: '1.1' });
    expect(covers(values, rest)).toBe(true);
    expect(values.fullnameOverride).toBe('permissions');
    expect(values.image.repository).toBe(image?.repository);
    for (const { key } of result.notes) expect(plan.summary).toContain(`\`${key}\``);
  });
});

describe('planImport', () => {
  it('takes name and version from the original where it has them', () => {
    const plan = planned(planImport(originals['postgres, plain'], { environment: 'staging' }, portal));
    expect(plan).toMatchObject({
      folder: 'instances/staging/permissions',
      title: 'Import SpiceDB instance permissions (staging)',
    });
    const entity = parse(contentOf(plan.write, 'catalog-info.yaml'));
    expect(entity.metadata.annotations).toMatchObject({
      'spicedb-portal.io/version': 'v1.52.0',
      'spicedb-portal.io/engine': 'postgres',
    });
    expect(contentOf(plan.write, 'README.md')).toContain('Secret `permissions-config`');
  });

  it('guesses no version, for a newer one would migrate the database', () => {
    const { version: _version, ...unsaid } = identity;
    expect(problemsOf(planImport(originals['memory, nothing else'], unsaid, portal))).toEqual([
      expect.stringMatching(/^version: is missing: the original names none\./),
    ]);
  });

  it('refuses wrong answers and a text that is no original', () => {
    expect(problemsOf(planImport('kind: Pod\n', identity, portal))[0]).toContain(
      'is a Pod, not a SpiceDBCluster',
    );
    expect(
      problemsOf(planImport(originals['postgres, plain'], { environment: 'moon', colour: 'blue' }, portal)),
    ).toEqual([
      'environment: is not on offer; there are development, staging, production.',
      'colour: is not a field of this form.',
    ]);
  });
});
