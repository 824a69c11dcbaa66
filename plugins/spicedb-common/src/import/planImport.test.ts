import { parse } from 'yaml';
import { contentOf, portalWith } from '../changes/__testUtils__/standing';
import { originals } from './__testUtils__/originals';
import { planImport } from './planImport';

const portal = portalWith();
const answers = { name: 'permissions', environment: 'staging' };

function planned(name: string, more: object = {}, config = portal) {
  const result = planImport(originals[name], { ...answers, ...more }, config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

describe('planImport', () => {
  it('writes a folder in which nothing is wrong', () => {
    const { findings, plan } = planned('cockroachdb, TLS everywhere');
    expect(findings).toEqual([]);
    expect(plan.write.map(({ path }) => path.split('/').pop())).toEqual([
      'values.yaml',
      'application.yaml',
      'catalog-info.yaml',
      'README.md',
    ]);
    expect(contentOf(plan.write, 'values.yaml')).toContain('# From spec.config.replicas.\n  replicas: 4');
    expect(parse(contentOf(plan.write, 'values.yaml'))).toMatchObject({
      fullnameOverride: 'permissions',
      config: { datastoreEngine: 'cockroachdb', tls: { secretName: 'permissions-tls' } },
    });
    expect(contentOf(plan.write, 'catalog-info.yaml')).toContain('spicedb-portal.io/version: v1.52.0');
    expect(contentOf(plan.write, 'README.md')).toContain('Secret `permissions-tls`');
  });

  it('lets the other files follow the values', () => {
    const { findings, plan } = planned('the chart of salekseev, production', {
      name: 'authz',
      environment: 'production',
    });
    expect(parse(contentOf(plan.write, 'application.yaml')).spec.ignoreDifferences[0].jsonPointers).toEqual([
      '/spec/replicas',
    ]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(Object.keys(originals))('gives values that mean the same as what was imported: %s', name => {
    const { plan, notes } = planned(name);
    const values = parse(contentOf(plan.write, 'values.yaml'), { version: '1.1' });
    for (const path of notes.flatMap(({ to }) => to)) {
      const found = path.split('.').reduce((here, step) => here?.[step], values);
      expect([path, found]).not.toEqual([path, undefined]);
    }
  });

  it('says in the summary what is open, and accounts for every key', () => {
    const { findings, notes, plan } = planned('RDS with IAM and IRSA');
    expect(findings.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['aws.rds.hostname', 'aws.rds.username', 'aws.region']),
    );
    expect(plan.summary).toContain('`aws.rds.hostname` is needed to connect');
    for (const { key } of notes) expect(plan.summary).toContain(`\`${key}\``);
  });

  it('keeps a version that runs already, though it is not on offer', () => {
    const narrow = portalWith({ versions: { allowed: ['v1.56.0'], default: 'v1.56.0' } });
    expect(parse(contentOf(planned('postgres, plain', {}, narrow).plan.write, 'values.yaml')).image.tag).toBe(
      'v1.52.0',
    );
  });

  it('refuses everything that is wrong at once, in the words of the form', () => {
    const result = planImport(
      'kind: Pod\n',
      { name: 'Bad_Name', environment: 'moon', size: 'small' } as never,
      portal,
    );
    expect(result.ok ? [] : result.problems.map(({ path }) => path)).toEqual([
      'size',
      'original',
      'name',
      'environment',
    ]);
  });
});
