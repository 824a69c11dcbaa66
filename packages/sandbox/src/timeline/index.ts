export { normaliseEvents } from './normalise.ts';
export type { NormaliserOptions } from './normalise.ts';
export { parseTimeline, readTimeline, TimelineError } from './read.ts';
export { mapStrings, moveTimesInText, nameReplacer, shiftTimes, shiftTimesInText } from './rewrite.ts';
export { applyEvent, emptyState, objectKey, referenceOf, stateAt } from './state.ts';
export type { ClusterState } from './state.ts';
export { RECORDING_START, TIMELINE_FORMAT } from './types.ts';
export type {
  KubernetesObject,
  LogLine,
  ObjectReference,
  RecordedNames,
  Scrape,
  Timeline,
  TimelineEvent,
  TimelineHeader,
} from './types.ts';
export { formatTimeline, writeTimeline } from './write.ts';
