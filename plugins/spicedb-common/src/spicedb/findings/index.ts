import type { Evidence, Finding, Severity } from '../../rollout/assessment';
import type { Words } from '../../rollout/catalog';
import { findingFrom } from '../../rollout/catalog';
import { dispatchFindings } from './dispatch';
import { memberFindings } from './members';
import { migrationFindings } from './migration';

/** Every finding that only SpiceDB can have. */
export const spicedbFindings = { ...migrationFindings, ...memberFindings, ...dispatchFindings };

export function spicedbFinding(
  code: string,
  words: Words,
  evidence: Evidence[],
  severity?: Severity,
): Finding {
  return findingFrom(spicedbFindings, code, words, evidence, severity);
}
