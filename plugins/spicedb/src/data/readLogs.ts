import {
  logKey,
  type Answer,
  type LogTail,
  type Snapshot,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ask, type Asking } from './ask';
import { keepLastGood } from './keepLastGood';
import { logOf } from './questions';
import type { WantedLog } from './wantedLogs';

/** What was read of logs: by the container's run, as a pod keeps its name over several. */
export type LogMemory = Map<string, Answer<LogTail>>;

/** The log of a container that still writes is worth asking for again by then. */
const growsForMs = 10_000;

/** The wanted logs; one whose container has ended is asked for only once. */
export async function readLogs(
  { asking, ref, logs: memory, last }: { asking: Asking; ref: WorkloadRef; logs: LogMemory; last?: Snapshot },
  wanted: WantedLog[],
): Promise<Snapshot['logs']> {
  const logs: Snapshot['logs'] = {};
  const inUse = new Set<string>();
  await Promise.all(
    wanted.map(async want => {
      const key = logKey(want.pod, want.container, want.previous);
      const run = `${key}#${want.run}${want.finished ? ' ended' : ''}`;
      inUse.add(run);
      const known = memory.get(run);
      const isFresh = known?.state === 'seen' && (want.finished || asking.now() - known.at < growsForMs);
      const answer = isFresh
        ? known
        : await ask<LogTail>(asking, logOf(ref, want), body => tailOf(want, body));
      if (answer.state === 'seen') memory.set(run, answer);
      logs[key] = keepLastGood(answer, last?.logs[key]);
    }),
  );
  for (const run of memory.keys()) if (!inUse.has(run)) memory.delete(run);
  return logs;
}

function tailOf({ pod, container, previous }: WantedLog, body: string): LogTail {
  const lines = body.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return { pod, container, previous, lines };
}
