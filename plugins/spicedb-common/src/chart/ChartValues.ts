// Generated from charts/spicedb/values.yaml by tools/chart/generate.ts. Do not edit.

/**
 * The values of the SpiceDB chart, as one writes them: whatever is left out keeps its default.
 *
 * @public
 */
export type ChartValues = {
  /** Replaces the chart's name in generated names and in app.kubernetes.io/name. */
  nameOverride?: string;
  /** The whole name of the main objects. By default the release name, followed by "-spicedb" unless the release name contains it already. At most 52 characters, so that every name derived from it fits. */
  fullnameOverride?: string;
  /** The DNS domain of the cluster, used in certificates and in the notes. */
  clusterDomain?: string;
  /** Labels for every object and every pod, the migration Job's included. */
  commonLabels?: Record<string, string>;
  /** Annotations for every object and every pod, the migration Job's included. */
  commonAnnotations?: Record<string, string>;
  portal?: {
    /** The component's name in Backstage: becomes the label backstage.io/kubernetes-id on every object and every pod template, so that Backstage's Kubernetes plugin and the SpiceDB status page find them. */
    kubernetesId?: string;
  };
  image?: {
    /** Where the image comes from, without tag. */
    repository?: string;
    /** The SpiceDB version. Empty means the chart's appVersion. The oldest version supported is v1.35.3. */
    tag?: string;
    /** Pins the image by content (sha256:...). The tag still says which version it is. */
    digest?: string;
    /** The SpiceDB version inside the image, when the tag does not say it (for example v1.56.0 for the tag "stable"). The chart needs it to refuse settings that this version does not know. */
    version?: string;
    /** When the kubelet pulls the image. */
    pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
    /** Names of the Secrets with credentials for the registry. */
    pullSecrets?: string[];
  };
  config?: {
    /** Where relationships are stored. "memory" is for development: one pod, and everything is gone when it stops. Every other engine needs credentials (existingSecret, credentials or aws.rds). */
    datastoreEngine?: 'memory' | 'postgres' | 'cockroachdb' | 'mysql' | 'spanner';
    /** How many pods serve. "auto" is 2, and 1 for the memory engine, which cannot have more. Left out of the manifest when autoscaling is on. */
    replicas?: number | 'auto';
    /** How much SpiceDB logs. */
    logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error';
    /** How log lines look. "auto" is json in a pod. */
    logFormat?: 'auto' | 'console' | 'json';
    /** How long SpiceDB waits for calls in flight when it is told to stop. The pod's terminationGracePeriodSeconds must be longer than this plus preStop.sleepSeconds. */
    shutdownGracePeriod?: string;
    http?: {
      /** Serves the HTTP gateway (JSON over HTTP) on port 8443 as well. SpiceDB has it off by default. */
      enabled?: boolean;
    };
    datastore?: {
      tls?: {
        /** A Secret with the CA of the database, mounted at /etc/spicedb/tls/datastore in the serving and in the migration pods. postgres and cockroachdb take it from the URI: ?sslmode=verify-full&sslrootcert=/etc/spicedb/tls/datastore/ca.crt (client certificates: sslcert and sslkey likewise). For mysql it is added to the trusted CAs (with tls=true in the URI). */
        secretName?: string;
      };
      connectionPool?: {
        /** Connections of each pod for reads; 0 keeps SpiceDB's default (20). Count pods times both pools against what the database allows. */
        readMaxOpen?: number;
        /** Connections of each pod for writes; 0 keeps SpiceDB's default (10). */
        writeMaxOpen?: number;
      };
      mysql?: {
        /** Prefix of all table names, for serving and migrating alike. Needs mysql. */
        tablePrefix?: string;
      };
      spanner?: {
        /** A Secret with a Google service account key. Leave empty on GKE with Workload Identity (serviceAccount.annotations), which needs no key. */
        credentialsSecretName?: string;
        /** The key of that Secret which holds the JSON file. */
        credentialsKey?: string;
        /** host:port of a Spanner emulator, for development. */
        emulatorHost?: string;
      };
    };
    tls?: {
      /** Serves TLS. Every endpoint below that is enabled then needs a Secret: its own, the shared one, or the ones that certManager makes. */
      enabled?: boolean;
      /** The Secret (type kubernetes.io/tls) shared by all endpoints that name none. */
      secretName?: string;
      grpc?: {
        /** TLS for the gRPC API (50051). */
        enabled?: boolean;
        /** A Secret for this endpoint alone. */
        secretName?: string;
        /** Key of the certificate in the Secret. */
        certKey?: string;
        /** Key of the private key in the Secret. */
        keyKey?: string;
      };
      http?: {
        /** TLS for the HTTP gateway (8443). Matters only with config.http.enabled. */
        enabled?: boolean;
        /** A Secret for this endpoint alone. */
        secretName?: string;
        /** Key of the certificate in the Secret. */
        certKey?: string;
        /** Key of the private key in the Secret. */
        keyKey?: string;
      };
      dispatch?: {
        /** TLS between the pods (50053). Matters only while dispatch is on, and needs config.dispatch.upstreamCASecretName: SpiceDB speaks TLS to its peers only if it has their CA. It is server TLS with the preshared key as the peer's credential; SpiceDB has no client certificates. */
        enabled?: boolean;
        /** A Secret for this endpoint alone. The certificate must name <dispatch service>.<namespace>. */
        secretName?: string;
        /** Key of the certificate in the Secret. */
        certKey?: string;
        /** Key of the private key in the Secret. */
        keyKey?: string;
      };
      metrics?: {
        /** TLS for the metrics endpoint (9090). Off by default, since most scrapers speak plain HTTP to pods. */
        enabled?: boolean;
        /** A Secret for this endpoint alone. */
        secretName?: string;
        /** Key of the certificate in the Secret. */
        certKey?: string;
        /** Key of the private key in the Secret. */
        keyKey?: string;
      };
    };
    dispatch?: {
      /** Pods share the work of a check and each other's caches. "auto" is on, except for the memory engine. */
      enabled?: boolean | 'auto';
      /** How pods find each other. "kubernetes" watches the Endpoints object of the dispatch Service (the chart grants exactly that); "dns" needs no access to the API server, but is slow to notice a pod that went away (16 s were measured). */
      resolver?: 'kubernetes' | 'dns';
      /** The Secret with the CA that signed the dispatch certificate. Set together with config.tls.dispatch: one without the other leaves the ring silently stuck. cert-manager puts ca.crt beside the certificate, so the certificate's own Secret will do. SpiceDB reads the CA once, at its start. */
      upstreamCASecretName?: string;
      /** The key of the CA in that Secret. */
      upstreamCAKey?: string;
      /** How long a call to a peer may take before it fails. A caller waits that long for a dead member. */
      upstreamTimeout?: string;
    };
    migrations?: {
      /** Migrates the database by a Job before new pods serve. Serving pods never migrate. */
      enabled?: boolean;
      /** "job" is an ordinary Job (Argo CD: sync wave -1) with a hash of its own content in its name: it works the same under helm, Argo CD, Flux and kubectl. "hook" is a Helm pre-install/pre-upgrade hook: Helm stops before it touches the workload, but the Job may only use objects that exist already. */
      strategy?: 'job' | 'hook';
      /** The revision to migrate to. Anything but "head" needs allowedMigrations, as pods only become ready on the newest revision of their version or on one that is allowed. */
      targetMigration?: string;
      /** Revisions that serving pods accept besides the newest of their version: for a rollback over a migration, or for an upgrade in phases. */
      allowedMigrations?: string[];
      /** The phase of a multi-step migration that serving pods are in, as the release notes name it (SPICEDB_DATASTORE_MIGRATION_PHASE). */
      migrationPhase?: string;
      /** Where the schema is read and written during the move to the unified schema tables. Needs SpiceDB v1.53.0. Go through the modes in this order, one rollout for each. */
      schemaMode?: '' | 'read-legacy-write-legacy' | 'read-legacy-write-both' | 'read-new-write-both' | 'read-new-write-new';
      /** Change this text to run the same migration again. */
      rerunToken?: string | number;
      /** How much the migration logs. */
      logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error';
      /** How long one run may take before SpiceDB gives up. */
      timeout?: string;
      /** How many rows a data migration moves at once; 0 keeps SpiceDB's default (1000). */
      backfillBatchSize?: number;
      /** How long the Job may take with all its retries. "auto" is the timeout plus 10 minutes. */
      activeDeadlineSeconds?: number | 'auto';
      /** How often a failed run is tried again. */
      backoffLimit?: number;
      /** The ServiceAccount of the Job. By default the namespace's default account, without its token; with AWS or Google identities the account of the serving pods. */
      serviceAccountName?: string;
      /** Annotations for the Job, besides those that the chart sets. */
      annotations?: Record<string, string>;
      /** CPU and memory of the migration. */
      resources?: Record<string, unknown>;
    };
    telemetry?: {
      /** Sends anonymous usage figures to Authzed. Needs a way out to the internet. */
      enabled?: boolean;
      /** Where they go. Empty is SpiceDB's own default. */
      endpoint?: string;
    };
    releaseCheck?: {
      /** Asks GitHub at the start whether a newer SpiceDB exists. Needs a way out to the internet. */
      enabled?: boolean;
    };
    openTelemetry?: {
      /** Where traces go. "none" sends none. */
      provider?: 'none' | 'otlpgrpc' | 'otlphttp';
      /** host:port of the collector. Empty leaves it to the standard OTEL_ variables. */
      endpoint?: string;
      /** Speaks plaintext to the collector. */
      insecure?: boolean;
      /** The share of calls that is traced, from 0 to 1. */
      sampleRatio?: number;
      /** The service name in traces. Empty is the name of the release. */
      serviceName?: string;
    };
    /** Any other setting of `spicedb serve`, in camelCase: dispatchMaxDepth: 60 becomes SPICEDB_DISPATCH_MAX_DEPTH. A name that the chosen SpiceDB version does not know is refused, since SpiceDB itself would silently ignore it. */
    extra?: Record<string, string | number | boolean>;
  };
  /** A Secret in the same namespace that holds the preshared key and the datastore URI, under the key names below. Every engine but memory needs it (or one of the alternatives below). Beware of a "$" in the URI's password: migrations expand it as a variable and fail, so write it as %24. */
  existingSecret?: string;
  credentials?: {
    presharedKey?: {
      /** A Secret for the preshared key alone. Empty means existingSecret. */
      secretName?: string;
      /** The key of that Secret. Its value may be a list, separated by commas: the first is used between pods, all are accepted. */
      key?: string;
      /** More keys of the same Secret whose values are accepted too: for a rotation without a gap. */
      additionalKeys?: string[];
    };
    datastoreURI?: {
      /** A Secret for the datastore URI alone. Empty means existingSecret. */
      secretName?: string;
      /** The key of that Secret. */
      key?: string;
    };
    migrationDatastoreURI?: {
      /** A Secret with the URI of a database user that may change tables, for migrations only. Empty means that migrations use the same URI as the serving pods. */
      secretName?: string;
      /** The key of that Secret. */
      key?: string;
    };
    readReplicaURIs?: {
      /** A Secret with the URIs of read replicas (postgres and mysql). Empty means existingSecret. */
      secretName?: string;
      /** The keys of that Secret, one for each replica; 16 at most. */
      keys?: string[];
    };
  };
  /** Credentials in the values, for development only: they end up in the release and, with GitOps, in Git. The chart makes a Secret of them. */
  secretData?: {
    /** The preshared key that clients and pods use. */
    presharedKey?: string;
    /** The datastore URI. */
    datastoreURI?: string;
  };
  aws?: {
    /** The region, for RDS IAM tokens (AWS_REGION). */
    region?: string;
    podIdentity?: {
      /** Uses EKS Pod Identity. The association of the role with the ServiceAccount is made in AWS; the notes print the command. */
      enabled?: boolean;
      /** The role to associate; the chart uses it in the notes only. */
      roleArn?: string;
    };
    irsa?: {
      /** The role for IAM roles for service accounts (IRSA): sets eks.amazonaws.com/role-arn on the ServiceAccount. */
      roleArn?: string;
    };
    rds?: {
      /** Connects to RDS or Aurora with IAM instead of a password, by SpiceDB's own aws-iam provider: a fresh token for each connection, in migrations too. The chart builds the URI; no Secret is needed for it. */
      enabled?: boolean;
      /** Host name of the database. */
      hostname?: string;
      /** Port of the database. 0 means the engine's usual one (5432 or 3306). */
      port?: number;
      /** The database user that may log in with IAM. */
      username?: string;
      /** The database. */
      database?: string;
      /** How TLS to the database is checked; IAM needs TLS. For the verifying modes put the RDS CA bundle into config.datastore.tls.secretName as ca.crt. */
      sslMode?: 'require' | 'verify-ca' | 'verify-full';
    };
  };
  serviceAccount?: {
    /** Makes a ServiceAccount for the serving pods. */
    create?: boolean;
    /** Its name; by default the full name. With create off: the name of one that exists. */
    name?: string;
    /** Its annotations, for example of Google Workload Identity. */
    annotations?: Record<string, string>;
  };
  rbac?: {
    /** Grants the serving pods to watch the one Endpoints object of their dispatch Service. With create off somebody else must grant it, or config.dispatch.resolver must be "dns". */
    create?: boolean;
  };
  workload?: {
    /** What runs the pods. SpiceDB keeps no state, so a Deployment is right; a StatefulSet gives stable names, and is one pod short during a rollout. */
    kind?: 'Deployment' | 'StatefulSet';
    /** Annotations for the Deployment or StatefulSet itself. */
    annotations?: Record<string, string>;
    /** Change this text to replace all pods, for example after a Secret changed. */
    rolloutToken?: string | number;
    /** How many old ReplicaSets (or revisions) stay for a rollback. */
    revisionHistoryLimit?: number;
    /** How many pods more than wanted may exist during a rollout. A Deployment never goes below the wanted number; a StatefulSet has no such setting, and replaces its pods one by one. */
    maxSurge?: number | string;
    /** When Kubernetes calls a rollout stuck. "auto" is 10 minutes, plus the time a migration may take where pods wait for it. */
    progressDeadlineSeconds?: number | 'auto';
  };
  /** Annotations for the serving pods. */
  podAnnotations?: Record<string, string>;
  /** Labels for the serving pods. */
  podLabels?: Record<string, string>;
  /** CPU and memory of each pod. SpiceDB sizes its caches by the memory limit. */
  resources?: Record<string, unknown>;
  /** Security of all pods, as Pod Security "restricted" wants it. */
  podSecurityContext?: Record<string, unknown>;
  /** Security of all the chart's containers, as Pod Security "restricted" wants it. */
  securityContext?: Record<string, unknown>;
  preStop?: {
    /** How long a pod that was told to stop goes on serving, until the other side has noticed. Needs Kubernetes 1.30; below that 1 to 4 % of calls fail during a rollout. 0 turns it off. */
    sleepSeconds?: number;
  };
  /** How long a pod may take to stop. Must be more than preStop.sleepSeconds and config.shutdownGracePeriod together. */
  terminationGracePeriodSeconds?: number;
  probes?: {
    /** Readiness asks SpiceDB's health service: it is not ready before the database is migrated. */
    readiness?: {
      /** Seconds before the first probe. */
      initialDelaySeconds?: number;
      /** Seconds between two probes. */
      periodSeconds?: number;
      /** Seconds until a probe counts as failed. */
      timeoutSeconds?: number;
      /** Failures in a row that make the pod unready. */
      failureThreshold?: number;
    };
    /** Liveness only looks whether the port is open: the health service would have pods killed that wait for a migration. */
    liveness?: {
      /** Seconds before the first probe. */
      initialDelaySeconds?: number;
      /** Seconds between two probes. */
      periodSeconds?: number;
      /** Seconds until a probe counts as failed. */
      timeoutSeconds?: number;
      /** Failures in a row that restart the container. */
      failureThreshold?: number;
    };
  };
  podDisruptionBudget?: {
    /** Limits how many pods a drain may take at once. */
    enabled?: boolean;
    /** How many may be away, as a number or a percentage. */
    maxUnavailable?: number | string;
    /** How many must stay; used instead of maxUnavailable when it is set. */
    minAvailable?: number | string;
  };
  autoscaling?: {
    /** Scales by a HorizontalPodAutoscaler. Under Argo CD add ignoreDifferences for /spec/replicas with RespectIgnoreDifferences=true first, or turning it on drops to one pod for a moment. */
    enabled?: boolean;
    /** Never fewer pods than this. */
    minReplicas?: number;
    /** Never more pods than this. */
    maxReplicas?: number;
    /** Average CPU use in percent of the request; 0 does not look at it. */
    targetCPUUtilizationPercentage?: number;
    /** Average memory use in percent of the request; 0 does not look at it. */
    targetMemoryUtilizationPercentage?: number;
    /** More metrics, as autoscaling/v2 has them. */
    metrics?: Record<string, unknown>[];
    /** How fast it scales up and down, as autoscaling/v2 has it. */
    behavior?: Record<string, unknown>;
  };
  topologySpread?: {
    /** Spreads pods over nodes and zones. */
    enabled?: boolean;
    /** How uneven the spread may be. */
    maxSkew?: number;
    /** What happens when it cannot be kept. */
    whenUnsatisfiable?: 'ScheduleAnyway' | 'DoNotSchedule';
  };
  /** Replaces the chart's spread constraints. */
  topologySpreadConstraints?: Record<string, unknown>[];
  /** Keeps two pods off the same node: "soft" prefers it, "hard" insists, "none" does not care. "hard" needs one node more than pods (workload.maxSurge), or no rollout can begin. */
  podAntiAffinity?: 'soft' | 'hard' | 'none';
  /** Replaces the chart's affinity. */
  affinity?: Record<string, unknown>;
  /** Nodes that pods may run on; for the migration too. */
  nodeSelector?: Record<string, string>;
  /** Taints that pods tolerate; for the migration too. */
  tolerations?: Record<string, unknown>[];
  /** The PriorityClass of the serving pods. */
  priorityClassName?: string;
  service?: {
    /** The type of the Service for clients. The dispatch port has a Service of its own, which is always internal; metrics are left out unless the type is ClusterIP. */
    type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
    /** Makes it headless (clusterIP: None), so that clients balance over the pods themselves. */
    headless?: boolean;
    /** Its annotations. */
    annotations?: Record<string, string>;
    /** For LoadBalancer: the implementation to use. */
    loadBalancerClass?: string;
    /** For LoadBalancer: who may connect. */
    loadBalancerSourceRanges?: string[];
    /** For NodePort and LoadBalancer: "Local" keeps the client's address. */
    externalTrafficPolicy?: '' | 'Cluster' | 'Local';
  };
  ingress?: {
    /** Makes an Ingress for gRPC, and one for HTTP if config.http is enabled and a host is named for it. */
    enabled?: boolean;
    /** Which controller it is for; it decides about the annotations that make it speak gRPC to the pods. */
    controller?: 'nginx' | 'contour' | 'traefik';
    /** The IngressClass. Empty is the name of the controller. */
    className?: string;
    /** Annotations for both Ingress objects. */
    annotations?: Record<string, string>;
    /** Annotations for the Services that contour and traefik read. With TLS traefik verifies the pods' certificates: name a ServersTransport that holds their CA (traefik.ingress.kubernetes.io/service.serverstransport). */
    serviceAnnotations?: Record<string, string>;
    /** Host name for gRPC. */
    grpcHost?: string;
    /** Host name for the HTTP gateway. Empty makes no Ingress for it. */
    httpHost?: string;
    /** The Secret with the certificate for these hosts. gRPC clients expect TLS. */
    tlsSecretName?: string;
  };
  gateway?: {
    /** Makes routes of the Gateway API: a GRPCRoute, and an HTTPRoute if config.http is enabled and it has hostnames. With config.tls the Gateway also needs a BackendTLSPolicy with the CA, which goes into extraObjects. */
    enabled?: boolean;
    /** Gateways that the routes attach to, for example [{name: public, namespace: gateways}]. */
    parentRefs?: Record<string, unknown>[];
    /** Host names for gRPC. */
    grpcHostnames?: string[];
    /** Host names for the HTTP gateway. Empty makes no HTTPRoute. */
    httpHostnames?: string[];
    /** Annotations for both routes. */
    annotations?: Record<string, string>;
  };
  certManager?: {
    /** Asks cert-manager for the certificates: one for the API and metrics, one for dispatch. */
    enabled?: boolean;
    issuerRef?: {
      /** The issuer of the API's certificate. */
      name?: string;
      /** What the issuer is. */
      kind?: 'Issuer' | 'ClusterIssuer';
      /** The API group of the issuer. */
      group?: string;
    };
    dispatchIssuerRef?: {
      /** The issuer of the dispatch certificate, which must put its CA into ca.crt. Empty means issuerRef. */
      name?: string;
      /** What the issuer is. */
      kind?: 'Issuer' | 'ClusterIssuer';
      /** The API group of the issuer. */
      group?: string;
    };
    /** More names for the API's certificate, for example the host name of an Ingress. */
    dnsNames?: string[];
    /** How long certificates live. */
    duration?: string;
    /** How long before their end they are renewed. SpiceDB picks up renewed certificates without a restart. */
    renewBefore?: string;
  };
  networkPolicy?: {
    /** Lets through only what SpiceDB needs. */
    enabled?: boolean;
    /** Who may call the gRPC API. Empty means every pod of every namespace, and nobody from outside the cluster: the clients of a NodePort or LoadBalancer need an ipBlock. The pod of `helm test` is always let in. */
    grpcFrom?: Record<string, unknown>[];
    /** Who may call the HTTP gateway. Empty means the same as for gRPC. */
    httpFrom?: Record<string, unknown>[];
    /** Who may scrape metrics. Empty means nobody: the port also serves profiles. */
    metricsFrom?: Record<string, unknown>[];
    /** Addresses of the Kubernetes API server itself, as `kubectl get endpoints kubernetes` shows them: most network plugins look at packets when the address of its Service is replaced already. Pods may only reach these when it is set (any address on the ports below otherwise), and the API server's pod proxy may read metrics. */
    apiServerCIDRs?: string[];
    /** Ports of the Kubernetes API server. */
    apiServerPorts?: number[];
    /** Where the database is. Empty means any address on its port. */
    datastoreTo?: Record<string, unknown>[];
    /** Ports of the database. Empty means the engine's usual one, or aws.rds.port. */
    datastorePorts?: number[];
    /** Where DNS is. Empty means any address on port 53. */
    dnsTo?: Record<string, unknown>[];
    /** More ingress rules. */
    extraIngress?: Record<string, unknown>[];
    /** More egress rules, for example to an OpenTelemetry collector. */
    extraEgress?: Record<string, unknown>[];
  };
  monitoring?: {
    /** Turns on those of the objects below that are enabled. */
    enabled?: boolean;
    /** Labels for all of them, for example the one by which your Prometheus selects. */
    labels?: Record<string, string>;
    serviceMonitor?: {
      /** A ServiceMonitor of the Prometheus operator. */
      enabled?: boolean;
      /** How often it scrapes. Empty is Prometheus' default. */
      interval?: string;
      /** How long a scrape may take. Empty is Prometheus' default. */
      scrapeTimeout?: string;
      /** Relabelling of samples. */
      metricRelabelings?: Record<string, unknown>[];
      /** Relabelling of targets. */
      relabelings?: Record<string, unknown>[];
    };
    podMonitor?: {
      /** A PodMonitor instead, for a Service that has no metrics port (LoadBalancer, NodePort). */
      enabled?: boolean;
      /** How often it scrapes. Empty is Prometheus' default. */
      interval?: string;
      /** How long a scrape may take. Empty is Prometheus' default. */
      scrapeTimeout?: string;
      /** Relabelling of samples. */
      metricRelabelings?: Record<string, unknown>[];
      /** Relabelling of targets. */
      relabelings?: Record<string, unknown>[];
    };
    prometheusRule?: {
      /** Alerts for what was seen to go wrong with SpiceDB: stuck dispatch, failed migrations, expired certificates. */
      enabled?: boolean;
      /** Labels for every alert, for example a team. */
      alertLabels?: Record<string, string>;
      /** Names of alerts to leave out. */
      disabledAlerts?: string[];
      /** More rules for the same group. */
      extraRules?: Record<string, unknown>[];
    };
    dashboard?: {
      /** A ConfigMap with a dashboard, for Grafana's sidecar. */
      enabled?: boolean;
      /** Labels by which the sidecar finds it. */
      labels?: Record<string, string>;
      /** Annotations of the ConfigMap, for example the folder. */
      annotations?: Record<string, string>;
    };
  };
  /** More environment variables for the serving container. A SPICEDB_ variable that the chart sets itself is refused. */
  extraEnv?: Record<string, unknown>[];
  /** More sources of environment variables for the serving container. */
  extraEnvFrom?: Record<string, unknown>[];
  /** More arguments for `spicedb serve`. */
  extraArgs?: string[];
  /** More volumes for the serving pods. */
  extraVolumes?: Record<string, unknown>[];
  /** More mounts for the serving container. */
  extraVolumeMounts?: Record<string, unknown>[];
  /** More containers beside the serving one. */
  extraContainers?: Record<string, unknown>[];
  /** Containers that run before the serving one. */
  extraInitContainers?: Record<string, unknown>[];
  /** More objects; strings inside are templates. The chart's labels and commonAnnotations are added. */
  extraObjects?: Record<string, unknown>[];
  helmTest?: {
    /** A pod for `helm test` that asks the Service whether SpiceDB serves. */
    enabled?: boolean;
  };
};
