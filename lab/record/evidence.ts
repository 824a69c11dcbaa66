import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTimeline, stateAt } from '../../packages/sandbox/src/timeline/index.ts';
import { CACHE } from '../paths.ts';
import type { Played } from './play.ts';

/** What a red case leaves behind: what was seen of it until then. */
export const evidenceFolder = (name: string) => join(CACHE, 'failed', name);

export const removeEvidence = (name: string) =>
  rmSync(evidenceFolder(name), { recursive: true, force: true });

export function keepEvidence(name: string, { error, timeline, kept }: Played): void {
  const folder = evidenceFolder(name);
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: string | Uint8Array) => writeFileSync(join(folder, file), content);
  write('reason.txt', `${error?.stack ?? 'the case stayed green'}\n`);
  kept.forEach((content, file) => write(file, content));
  if (!timeline) return;
  const { objects, logs } = stateAt(timeline, timeline.header.durationMs);
  const all = [...objects.values()];
  write('timeline.jsonl', formatTimeline(timeline));
  write('objects.json', json(all.filter(({ kind }) => kind !== 'Event')));
  write('events.json', json(all.filter(({ kind }) => kind === 'Event')));
  write(
    'logs.txt',
    logs.map(({ pod, container, run, line }) => `${pod}/${container}#${run} ${line}\n`).join(''),
  );
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
