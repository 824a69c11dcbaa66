import type { GeneratedFile } from '../GeneratedFile';
import type { InstanceInput } from '../InstanceInput';
import { parseInstance } from '../parseInstance';
import { parsePortalConfig } from '../parsePortalConfig';
import { renderInstance } from '../renderInstance';
import { clearableFields, updateInstance } from './updateInstance';

const parsed = parsePortalConfig({
  repository: { url: 'https://git.example.org/gitops.git' },
  catalog: { owner: 'group:default/platform' },
});
if (!parsed.ok) throw new Error('the configuration of this test is refused');
const { config } = parsed;

const bare: InstanceInput = { name: 'checkout', environment: 'staging', engine: 'postgres' };

function filesOf(input: Partial<InstanceInput> = {}): GeneratedFile[] {
  const result = parseInstance({ ...bare, ...input }, config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return renderInstance(result.instance, config);
}

function merged(files: GeneratedFile[], change: object): GeneratedFile[] {
  const result = updateInstance(files, change, config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return files.map(file => result.files.find(({ path }) => path === file.path) ?? file);
}

const refusals = (change: object) => {
  const result = updateInstance(filesOf(), change, config);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('an update that empties fields', () => {
  it.each<[(typeof clearableFields)[number], Partial<InstanceInput>, Partial<InstanceInput>]>([
    ['description', { description: 'Who may pay' }, {}],
    ['owner', { owner: 'group:default/checkout' }, {}],
    ['system', { system: 'shop' }, {}],
    [
      'autoscaling.targetCpuPercent',
      { autoscaling: { minReplicas: 2, maxReplicas: 5, targetCpuPercent: 60 } },
      { autoscaling: { minReplicas: 2, maxReplicas: 5 } },
    ],
    [
      'tls.secretName',
      { tls: { enabled: true, secretName: 'own' } },
      { tls: { enabled: true, caSecretName: 'own' } },
    ],
    [
      'tls.caSecretName',
      { tls: { enabled: true, secretName: 'own', caSecretName: 'ca' } },
      { tls: { enabled: true, secretName: 'own' } },
    ],
  ])('takes back %s', (field, given, left) => {
    expect(merged(filesOf(given), { clear: [field] })).toEqual(filesOf(left));
  });

  it('covers every field that can be emptied, and each of them twice is the same as once', () => {
    const full: Partial<InstanceInput> = {
      description: 'Who may pay',
      owner: 'group:default/checkout',
      system: 'shop',
      autoscaling: { minReplicas: 2, maxReplicas: 5, targetCpuPercent: 60 },
      tls: { enabled: true, secretName: 'own', caSecretName: 'ca' },
    };
    const once = merged(filesOf(full), { clear: clearableFields });
    expect(once).toEqual(
      filesOf({ autoscaling: { minReplicas: 2, maxReplicas: 5 }, tls: { enabled: true } }),
    );
    expect(merged(once, { clear: clearableFields })).toEqual(once);
  });

  it('goes together with other changes', () => {
    expect(
      merged(filesOf({ description: 'Who may pay' }), { size: 'large', clear: ['description'] }),
    ).toEqual(filesOf({ size: 'large' }));
  });

  it('is refused for what must stay, and for what is set in the same breath', () => {
    expect(refusals({ clear: ['version'] })).toEqual([
      expect.stringMatching(/^clear\.0: cannot be emptied; these can: description, /),
    ]);
    expect(refusals({ clear: ['system'], system: 'shop' })).toEqual([
      'clear.0: system cannot be set and emptied at once.',
    ]);
    expect(refusals({ clear: 'system' })).toEqual(['clear: must be a list of fields.']);
  });
});
