import type { Evidence } from './assessment';
import type { EventObject } from './objects';
import { timeOf } from './seen';

/** Events by the object they are about, so that looking them up does not depend on how many there are. */
export class EventIndex {
  private readonly byObject = new Map<string, EventObject[]>();

  constructor(events: EventObject[]) {
    for (const event of events) {
      const { kind, name } = event.involvedObject ?? {};
      const key = `${kind}/${name}`;
      const list = this.byObject.get(key);
      if (list) list.push(event);
      else this.byObject.set(key, [event]);
    }
  }

  /** The newest warning about an object whose reason fits. */
  newest(kind: string, name: string, reason: RegExp): EventObject | undefined {
    const fitting = (this.byObject.get(`${kind}/${name}`) ?? []).filter(
      event => event.type !== 'Normal' && reason.test(event.reason ?? ''),
    );
    return fitting.reduce<EventObject | undefined>(
      (best, event) => (best === undefined || timeOfEvent(event) >= timeOfEvent(best) ? event : best),
      undefined,
    );
  }
}

export function timeOfEvent(event: EventObject): number {
  return (
    timeOf(event.lastTimestamp) ?? timeOf(event.eventTime) ?? timeOf(event.metadata.creationTimestamp) ?? 0
  );
}

export function eventEvidence(event: EventObject): Evidence {
  const { kind = 'object', name = '' } = event.involvedObject ?? {};
  return {
    kind: 'event',
    source: `${kind.toLowerCase()}/${name}`,
    text: `${event.reason}: ${(event.message ?? '').trim()}`,
    at: timeOfEvent(event) || undefined,
  };
}
