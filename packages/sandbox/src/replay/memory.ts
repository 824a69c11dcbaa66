import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plan } from './plan.ts';

export type Plans = Record<string, Plan>;

const FORMAT = 2;

/** Keeps what is replayed between two runs, so that a restart does not start every rollout anew. */
export interface Memory {
  recall(): Plans;
  remember(plans: Plans): void;
}

export function memoryIn(file: string, { fresh }: { fresh: boolean }): Memory {
  if (fresh) rmSync(file, { force: true });
  return {
    recall() {
      if (!existsSync(file)) return {};
      try {
        const kept = JSON.parse(readFileSync(file, 'utf8')) as { format?: number; plans?: Plans };
        return kept.format === FORMAT ? kept.plans ?? {} : {};
      } catch {
        // A file cut short by a full disk only costs the positions: the replays begin again.
        return {};
      }
    },
    remember(plans) {
      mkdirSync(dirname(file), { recursive: true });
      const unfinished = `${file}.unfinished`;
      writeFileSync(unfinished, `${JSON.stringify({ format: FORMAT, plans }, undefined, 2)}\n`);
      renameSync(unfinished, file);
    },
  };
}
