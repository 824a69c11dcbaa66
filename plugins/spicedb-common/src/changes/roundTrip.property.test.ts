import fc from 'fast-check';
import {
  nastyText,
  plausibleInput,
  portals,
  preparePropertyRuns,
  propertyRuns,
} from '../__testUtils__/inputs';
import type { GeneratedFile } from '../instance/GeneratedFile';
import type { Instance } from '../instance/Instance';
import { parseInstance } from '../instance/parseInstance';
import type { PortalConfig } from '../instance/PortalConfig';
import { renderInstance } from '../instance/renderInstance';
import { clearableFields } from '../instance/update';
import type { InstanceUpdate } from '../instance/update';
import { validateInstanceFolder } from '../validation';
import { merged } from './__testUtils__/standing';
import { planUpdate } from './planUpdate';

preparePropertyRuns();

// Each run plans several changes, and each of those renders an instance four times.
const fewerRuns = { ...propertyRuns, numRuns: Math.ceil(propertyRuns.numRuns / 10), maxSkipsPerRun: 1_000 };

function accepted(input: object, config: PortalConfig): Instance | undefined {
  const result = parseInstance(input, config);
  return result.ok ? result.instance : undefined;
}

/** The change that makes one instance of another, as far as a change can. */
function changeTo(next: Instance): InstanceUpdate {
  const { autoscaling, description, system, tls, owner, size, secret, exposure, httpGateway } = next;
  const absent: Record<string, boolean> = {
    description: description === undefined,
    system: system === undefined,
    'autoscaling.targetCpuPercent': Boolean(autoscaling) && autoscaling?.targetCpuPercent === undefined,
  };
  return {
    description,
    owner,
    system,
    size,
    ...(autoscaling ? { autoscaling } : { replicas: next.replicas }),
    secret,
    tls:
      tls.kind === 'secret'
        ? { enabled: true, secretName: tls.secretName, caSecretName: tls.caSecretName }
        : { enabled: tls.kind === 'issuer' },
    httpGateway,
    exposure,
    disruptionBudget: next.disruptionBudget,
    logLevel: next.logLevel,
    monitoring: next.monitoring,
    deletion: next.deletion,
    clear: clearableFields.filter(field => absent[field]),
  };
}

/** Carries a change out to its end, however many pull requests it takes. */
function changed(files: GeneratedFile[], change: object, config: PortalConfig): GeneratedFile[] | undefined {
  const result = planUpdate(files, change, config);
  if (!result.ok) return undefined;
  const after = merged(files, result.plan);
  return result.plan.next ? changed(after, change, config) : after;
}

const errorsIn = (files: GeneratedFile[], config: PortalConfig) =>
  validateInstanceFolder(files, config).filter(({ severity }) => severity === 'error');

describe.each(Object.entries(portals))('a change, in a portal that is %s', (_, config) => {
  it('leads to what would have been created so, and back to the first bytes', () => {
    let there = 0;
    fc.assert(
      fc.property(plausibleInput(config), plausibleInput(config), (input, other) => {
        const first = accepted(input, config);
        const { name, environment, engine, version, cluster, project } = input;
        const wanted = accepted({ ...other, name, environment, engine, version, cluster, project }, config);
        // A certificate of one's own where an issuer made it is taken back by clearing, not by a value.
        fc.pre(first !== undefined && wanted !== undefined && first.dispatch === wanted.dispatch);
        fc.pre(first.tls.kind === wanted.tls.kind || config.secrets.issuer === undefined);
        const files = renderInstance(first, config);
        const next = changed(files, changeTo(wanted), config);
        expect(next && errorsIn(next, config)).toEqual([]);
        expect(changed(next!, changeTo(first), config)).toEqual(files);
        there += 1;
      }),
      fewerRuns,
    );
    expect(there).toBe(fewerRuns.numRuns);
  });

  it('is refused, or keeps every text in its place', () => {
    const fields = ['description', 'owner', 'system', 'version', 'size', 'logLevel', 'deletion'];
    const groups = [
      (text: string) => ({ secret: { name: text } }),
      (text: string) => ({ secret: { readReplicaKeys: [text] } }),
      (text: string) => ({ tls: { enabled: true, secretName: text } }),
      (text: string) => ({ exposure: { kind: 'ingress', host: text } }),
      ...fields.map(field => (text: string) => ({ [field]: text })),
    ];
    fc.assert(
      fc.property(plausibleInput(config), fc.constantFrom(...groups), nastyText, (input, put, text) => {
        const first = accepted(input, config);
        fc.pre(first !== undefined);
        const files = renderInstance(first, config);
        const result = planUpdate(files, put(text), config);
        if (!result.ok) {
          expect(result.problems.length).toBeGreaterThan(0);
          return;
        }
        const after = merged(files, result.plan);
        expect(after.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
        expect(errorsIn(after, config)).toEqual([]);
      }),
      fewerRuns,
    );
  });
});
