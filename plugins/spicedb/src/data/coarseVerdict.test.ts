import type { JobObject, WorkloadObject } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { coarseVerdict } from './coarseVerdict';

const workload = (
  wanted: number,
  ready: number,
  more: { updated?: number; reason?: string; observed?: number } = {},
): WorkloadObject => ({
  metadata: { name: 's', generation: 2 },
  spec: { replicas: wanted },
  status: {
    observedGeneration: more.observed ?? 2,
    readyReplicas: ready || undefined,
    updatedReplicas: more.updated ?? wanted,
    conditions: more.reason ? [{ type: 'Progressing', status: 'False', reason: more.reason }] : [],
  },
});
const job = (createdAt: string, ...conditions: string[]): JobObject => ({
  metadata: { name: createdAt, creationTimestamp: createdAt },
  status: { conditions: conditions.map(type => ({ type, status: 'True' })) },
});

describe('the coarse verdict of the list', () => {
  it.each([
    ['all ready', workload(3, 3), [], 'ok', 'ready'],
    ['a done migration', workload(3, 3), [job('1', 'Complete')], 'ok', 'ready'],
    ['old pods while new ones start', workload(3, 3, { updated: 1 }), [], 'progressing', 'rollingOut'],
    ['a change that nobody has looked at', workload(3, 3, { observed: 1 }), [], 'progressing', 'rollingOut'],
    ['some ready', workload(3, 2), [], 'progressing', 'rollingOut'],
    ['none ready', workload(3, 0), [], 'degraded', 'rollingOut'],
    ['stuck', workload(3, 2, { reason: 'ProgressDeadlineExceeded' }), [], 'degraded', 'rollingOut'],
    ['a migration that runs', workload(3, 3), [job('1')], 'progressing', 'migrating'],
    ['a migration that failed', workload(3, 3), [job('1', 'Failed')], 'failed', 'migrationFailed'],
    ['a failure that was mended', workload(3, 3), [job('2', 'Complete'), job('1', 'Failed')], 'ok', 'ready'],
    ['a first migration', undefined, [job('1')], 'progressing', 'migrating'],
    ['nothing', undefined, [], 'unknown', 'notDeployed'],
  ] as const)('of %s', (_, given, jobs, state, kind) => {
    expect(coarseVerdict(given, [...jobs])).toMatchObject({ state, kind });
  });
});
