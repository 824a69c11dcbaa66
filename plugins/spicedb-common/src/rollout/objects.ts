/**
 * The few fields of Kubernetes and Argo CD objects that judgements read.
 * Structural and optional throughout: a cluster may be older or newer than we
 * know, and a missing field must lead to `unknown`, not to an exception.
 */

/** @public */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: {
    kind: string;
    name: string;
    uid?: string;
    controller?: boolean;
  }[];
}

/** @public */
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

/** @public */
export interface ContainerSpec {
  name: string;
  image?: string;
  args?: string[];
  command?: string[];
  env?: {
    name: string;
    value?: string;
    valueFrom?: {
      secretKeyRef?: { name?: string; key: string; optional?: boolean };
    };
  }[];
  resources?: {
    requests?: Record<string, string>;
    limits?: Record<string, string>;
  };
  volumeMounts?: { name: string; mountPath: string }[];
}

/** @public */
export interface PodSpec {
  nodeName?: string;
  serviceAccountName?: string;
  containers?: ContainerSpec[];
  initContainers?: ContainerSpec[];
  volumes?: { name: string; secret?: { secretName?: string } }[];
}

/** @public */
export interface PodTemplate {
  metadata?: Partial<ObjectMeta>;
  spec?: PodSpec;
}

/** @public */
export interface TerminatedState {
  exitCode: number;
  reason?: string;
  message?: string;
  signal?: number;
  startedAt?: string;
  finishedAt?: string;
}

/** @public */
export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: TerminatedState;
}

/** @public */
export interface ContainerStatus {
  name: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  image?: string;
  state?: ContainerState;
  lastState?: ContainerState;
}

/** @public */
export interface PodObject {
  kind?: string;
  metadata: ObjectMeta;
  spec?: PodSpec;
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    podIP?: string;
    startTime?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

/** A Deployment or a StatefulSet. @public */
export interface WorkloadObject {
  kind?: string;
  metadata: ObjectMeta;
  spec?: {
    replicas?: number;
    progressDeadlineSeconds?: number;
    paused?: boolean;
    selector?: { matchLabels?: Record<string, string> };
    template?: PodTemplate;
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    unavailableReplicas?: number;
    conditions?: Condition[];
  };
}

/** @public */
export interface ReplicaSetObject {
  metadata: ObjectMeta;
  spec?: { replicas?: number; template?: PodTemplate };
  status?: { replicas?: number; readyReplicas?: number; conditions?: Condition[] };
}

/** @public */
export interface JobObject {
  metadata: ObjectMeta;
  spec?: {
    backoffLimit?: number;
    activeDeadlineSeconds?: number;
    suspend?: boolean;
    template?: PodTemplate;
  };
  status?: {
    active?: number;
    failed?: number;
    succeeded?: number;
    startTime?: string;
    completionTime?: string;
    conditions?: Condition[];
  };
}

/** @public */
export interface EndpointsObject {
  metadata: ObjectMeta;
  subsets?: {
    addresses?: { ip: string; targetRef?: { kind?: string; name?: string } }[];
    notReadyAddresses?: {
      ip: string;
      targetRef?: { kind?: string; name?: string };
    }[];
    ports?: { name?: string; port: number }[];
  }[];
}

/** @public */
export interface EventObject {
  metadata: ObjectMeta;
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  involvedObject?: { kind?: string; name?: string; uid?: string };
}

/** @public */
export interface DisruptionBudgetObject {
  metadata: ObjectMeta;
  spec?: { minAvailable?: number | string; maxUnavailable?: number | string };
  status?: {
    currentHealthy?: number;
    desiredHealthy?: number;
    disruptionsAllowed?: number;
    expectedPods?: number;
    conditions?: Condition[];
  };
}

/** @public */
export interface AutoscalerObject {
  metadata: ObjectMeta;
  spec?: { minReplicas?: number; maxReplicas?: number };
  status?: {
    currentReplicas?: number;
    desiredReplicas?: number;
    conditions?: Condition[];
  };
}

/** An Argo CD Application. @public */
export interface ApplicationObject {
  metadata: ObjectMeta;
  spec?: {
    project?: string;
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    destination?: { server?: string; name?: string; namespace?: string };
    syncPolicy?: {
      automated?: { prune?: boolean; selfHeal?: boolean; enabled?: boolean };
      retry?: { limit?: number; refresh?: boolean };
      syncOptions?: string[];
    };
  };
  status?: {
    sync?: { status?: string; revision?: string; revisions?: string[] };
    health?: { status?: string; message?: string };
    operationState?: {
      phase?: string;
      message?: string;
      startedAt?: string;
      finishedAt?: string;
      retryCount?: number;
      operation?: {
        sync?: { revision?: string; revisions?: string[] };
        retry?: { limit?: number };
      };
      syncResult?: {
        revision?: string;
        revisions?: string[];
        resources?: ApplicationResource[];
      };
    };
    resources?: ApplicationResource[];
    conditions?: { type: string; message?: string; lastTransitionTime?: string }[];
    reconciledAt?: string;
    history?: { id?: number; revision?: string; revisions?: string[]; deployedAt?: string }[];
    sourceType?: string;
  };
}

/** @public */
export interface ApplicationSource {
  repoURL?: string;
  path?: string;
  chart?: string;
  ref?: string;
  targetRevision?: string;
  helm?: { releaseName?: string; valueFiles?: string[] };
}

/** @public */
export interface ApplicationResource {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  status?: string;
  syncPhase?: string;
  hookPhase?: string;
  hookType?: string;
  message?: string;
  requiresPruning?: boolean;
  health?: { status?: string; message?: string };
}
