import type { GeneratedFile } from '../instance/GeneratedFile';
import type { Problem } from '../instance/problems';

/**
 * A change to an instance, ready for a pull request: small, and with the words
 * that a reviewer needs.
 *
 * @public
 */
export interface ChangePlan {
  /** The folder of the instance in the repository. */
  folder: string;
  /** Files with new content; empty when nothing changes. */
  write: GeneratedFile[];
  /** Paths of files that go. */
  remove: string[];
  /** For the commit and the pull request. */
  title: string;
  /** What will happen and what must be true before, in Markdown. */
  summary: string;
  /** The change as a unified diff. */
  diff: string;
  /** What is to be done once this is merged and rolled out, when the change takes more than one step. */
  next?: string;
}

/** @public */
export type ChangeResult = { ok: true; plan: ChangePlan } | { ok: false; problems: Problem[] };
