import type { Answer } from './answer';
import type {
  ApplicationObject,
  AutoscalerObject,
  DisruptionBudgetObject,
  EndpointsObject,
  EventObject,
  JobObject,
  PodObject,
  ReplicaSetObject,
  WorkloadObject,
} from './objects';

/**
 * Where a workload lives, as its catalog entity says.
 *
 * @public
 */
export interface WorkloadRef {
  name: string;
  cluster: string;
  namespace: string;
  labelSelector: string;
  /** The Endpoints object that lists the members of the ring, if there is one. */
  ringService?: string;
  /** Path under the portal's proxy to the Prometheus that scrapes the workload, if it has one of its own. */
  prometheus?: string;
  /** Folder of the workload's files in Git, to notice an Application that reads another one. */
  source?: string;
  /** What else the entity says of the workload; only its profile reads it. */
  traits?: Record<string, string>;
  /** Absent where the workload is not delivered by Argo CD, a normal case. */
  application?: {
    name: string;
    namespace: string;
    cluster: string;
    /** What Argo CD calls the workload's cluster: the address of its API server, or a name. */
    destination?: string;
  };
}

/** The last lines of one container's log, of this run or of the one before. @public */
export interface LogTail {
  pod: string;
  container: string;
  previous: boolean;
  lines: string[];
}

/** One metric line: the name with its labels, and the value. @public */
export interface MetricSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** What one pod's metrics endpoint said at one time. @public */
export interface PodMetrics {
  pod: string;
  at: number;
  samples: MetricSample[];
  /** What it said earlier, where the source keeps that and needs nobody to look twice. */
  before?: { at: number; samples: MetricSample[] };
}

/**
 * Everything that one round of reading brought back. Judgements read nothing
 * else, so a recorded snapshot can be judged again and gives the same answer.
 *
 * @public
 */
export interface Snapshot {
  at: number;
  ref: WorkloadRef;
  application: Answer<ApplicationObject>;
  workloads: Answer<WorkloadObject[]>;
  replicaSets: Answer<ReplicaSetObject[]>;
  jobs: Answer<JobObject[]>;
  pods: Answer<PodObject[]>;
  endpoints: Answer<EndpointsObject>;
  events: Answer<EventObject[]>;
  disruptionBudgets: Answer<DisruptionBudgetObject[]>;
  autoscalers: Answer<AutoscalerObject[]>;
  /** Only of what failed or runs; keyed by `logKey`. */
  logs: Record<string, Answer<LogTail>>;
  /** Keyed by pod name. */
  metrics: Record<string, Answer<PodMetrics>>;
}

/** The sources of a snapshot that are read whole. @public */
export type SourceName =
  | 'application'
  | 'workloads'
  | 'replicaSets'
  | 'jobs'
  | 'pods'
  | 'endpoints'
  | 'events'
  | 'disruptionBudgets'
  | 'autoscalers';

/** @public */
export function logKey(pod: string, container: string, previous: boolean) {
  return `${pod}/${container}${previous ? '/previous' : ''}`;
}
