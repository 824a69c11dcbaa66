import {
  parseInstance,
  readInstance,
  updateInstance,
  type InstanceInput,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import fc from 'fast-check';
import { filesOf, portalOf } from '../__testUtils__/portal';
import { answersAfter, changeBetween, sameAnswer } from './change';

const portal = portalOf();
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const word = fc.stringMatching(/^[a-z]{3,12}$/);

/** What a form could ask for, besides what makes another instance of it. */
const settings: fc.Arbitrary<Partial<InstanceInput>> = fc
  .record({
    description: maybe(word),
    owner: maybe(word.map(name => `group:default/${name}`)),
    system: maybe(word),
    size: fc.constantFrom('small', 'medium', 'large'),
    pods: fc.oneof(
      fc.record({ replicas: fc.integer({ min: 1, max: 9 }) }),
      fc.record({
        autoscaling: fc.record({
          minReplicas: fc.integer({ min: 1, max: 5 }),
          maxReplicas: fc.integer({ min: 5, max: 20 }),
          targetCpuPercent: maybe(fc.integer({ min: 10, max: 95 })),
        }),
      }),
    ),
    tls: fc.oneof(
      fc.constant({ enabled: false }),
      fc.record({ enabled: fc.constant(true), secretName: maybe(word), caSecretName: maybe(word) }),
    ),
    exposure: fc.oneof(
      fc.constantFrom({ kind: 'cluster' as const }, { kind: 'loadBalancer' as const }),
      word.map(name => ({ kind: 'ingress' as const, host: `${name}.example.org` })),
    ),
    httpGateway: fc.boolean(),
    logLevel: fc.constantFrom('debug' as const, 'info' as const, 'error' as const),
    monitoring: fc.boolean(),
    disruptionBudget: fc.boolean(),
    secret: fc.record({ name: word, readReplicaKeys: fc.uniqueArray(word, { maxLength: 2 }) }),
  })
  .map(({ pods, ...rest }) => ({ ...rest, ...pods }));

function answersOf(input: Partial<InstanceInput>): InstanceInput {
  const read = readInstance(filesOf(input), portal);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.answers;
}

describe('the smallest change between two sets of answers', () => {
  it('leads from the files of the one to the files of the other', () => {
    fc.assert(
      fc.property(settings, settings, (before, after) => {
        const files = filesOf(before);
        const change = changeBetween(answersOf(before), answersOf(after));
        const updated = updateInstance(files, change, portal);
        if (!updated.ok) throw new Error(JSON.stringify(updated.problems));
        const parsed = parseInstance(answersOf(after), portal);
        expect(parsed.ok && updated.after).toEqual(parsed.ok && parsed.instance);
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing where nothing differs, and says nothing of what is as it was', () => {
    fc.assert(
      fc.property(settings, settings, (before, after) => {
        const [now, wanted] = [answersOf(before), answersOf(after)];
        expect(changeBetween(now, now)).toEqual({});
        const { clear = [], ...given } = changeBetween(now, wanted);
        for (const field of Object.keys(given) as Array<keyof InstanceInput>) {
          expect(sameAnswer(now[field], wanted[field])).toBe(false);
        }
        for (const path of clear) {
          expect(sameAnswer(now, wanted)).toBe(false);
          expect(path.split('.')[0] in now).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is shown by the form as it was meant', () => {
    fc.assert(
      fc.property(settings, settings, (before, after) => {
        const [now, wanted] = [answersOf(before), answersOf(after)];
        const shown = answersAfter(now, changeBetween(now, wanted));
        for (const field of ['description', 'size', 'replicas', 'exposure', 'logLevel'] as const) {
          expect([field, shown[field]]).toEqual([field, wanted[field]]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('empties a text by saying so, since an empty one says nothing', () => {
    const now = answersOf({ description: 'Who may pay', tls: { enabled: true, secretName: 'own' } });
    expect(changeBetween(now, { ...now, description: undefined })).toEqual({ clear: ['description'] });
    expect(changeBetween(now, { ...now, description: '' })).toEqual({ clear: ['description'] });
    expect(changeBetween(now, { ...now, tls: { enabled: false } })).toEqual({ tls: { enabled: false } });
    expect(
      changeBetween(now, { ...now, secret: { ...now.secret, readReplicaKeys: ['replica_uri'] } }),
    ).toEqual({ secret: { readReplicaKeys: ['replica_uri'] } });
  });
});
