/** Every recording counts its time from here, so that two recordings of one case can be compared. */
export const RECORDING_START = '2025-01-01T00:00:00Z';

export const TIMELINE_FORMAT = 1;

/** A Kubernetes object as the API server gave it, less what the normaliser drops. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

export interface ObjectReference {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** The names that a replay puts its own in place of. */
export interface RecordedNames {
  instance: string;
  namespace: string;
  application: string;
  applicationNamespace: string;
}

export interface TimelineHeader {
  format: typeof TIMELINE_FORMAT;
  /** The case, which is also the name of its folder. */
  name: string;
  /** One sentence for people: what is seen in this recording. */
  title: string;
  recordedWith: {
    kubernetes: string;
    argocd: string;
    spicedb: string;
    chart: string;
  };
  start: typeof RECORDING_START;
  durationMs: number;
  names: RecordedNames;
}

export interface LogLine {
  pod: string;
  container: string;
  /** How often the container had been restarted when it wrote this line. */
  run: number;
  line: string;
}

/** What one scrape of one pod gave: the text, or why there was none. */
export type Scrape =
  | { pod: string; text: string; refused?: undefined }
  | { pod: string; refused: string; text?: undefined };

/**
 * One thing that happened, `t` milliseconds after the start. A mark tells what a person did, or what
 * applications did; the latter begins with that word, for a replay need not wait for them.
 */
export type TimelineEvent =
  | { t: number; object: KubernetesObject }
  | { t: number; gone: ObjectReference }
  | { t: number; log: LogLine }
  | { t: number; metrics: Scrape }
  | { t: number; mark: string };

export interface Timeline {
  header: TimelineHeader;
  events: TimelineEvent[];
}
