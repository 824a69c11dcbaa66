import type { Evidence, Finding, Severity } from './assessment';
import type { Words } from './catalog';
import { findingFrom } from './catalog';
import { EventIndex } from './events';
import { deliveryFindings } from './findings/delivery';
import { jobFindings } from './findings/job';
import { podFindings } from './findings/pods';
import { visibilityFindings } from './findings/visibility';
import type { Profile } from './profile';
import { listOf } from './seen';
import type { Snapshot } from './snapshot';

/** Every finding that any workload's rollout can have. */
export const rolloutFindings = {
  ...deliveryFindings,
  ...jobFindings,
  ...podFindings,
  ...visibilityFindings,
};

/** What all stages of one judgement share. */
export class Judgement {
  readonly events: EventIndex;
  /** Names that any finding may speak of. */
  readonly place: Words;

  constructor(
    readonly now: number,
    readonly current: Snapshot,
    readonly previous: Snapshot | undefined,
    readonly profile: Profile,
  ) {
    this.events = new EventIndex(listOf(current.events));
    const { application, name, namespace } = current.ref;
    this.place = {
      name,
      namespace,
      application: application?.name ?? name,
      applicationNamespace: application?.namespace ?? 'argocd',
    };
  }

  find(code: keyof typeof rolloutFindings, words: Words, evidence: Evidence[], severity?: Severity): Finding {
    return findingFrom(rolloutFindings, code, words, evidence, severity);
  }
}
