/** SpiceDBClusters and chart values as people have them, written for these tests. */
const cluster = (spec: string, more = 'metadata:\n  name: permissions\n  namespace: authz\n') =>
  `apiVersion: authzed.com/v1alpha1\nkind: SpiceDBCluster\n${more}spec:\n${spec}`;

export const originals: Record<string, string> = {
  'memory, nothing else': cluster(
    '  config:\n    datastoreEngine: memory\n    dispatchEnabled: true\n  secretName: dev\n',
  ),
  'postgres, plain': cluster(
    '  version: v1.52.0\n  channel: stable\n  config:\n    datastoreEngine: postgres\n    replicas: 3\n    logLevel: debug\n  secretName: permissions-config\n',
  ),
  'cockroachdb, TLS everywhere': cluster(`  version: v1.52.0
  config:
    datastoreEngine: cockroachdb
    replicas: "4"
    tlsSecretName: permissions-tls
    dispatchUpstreamCASecretName: ring-ca
    datastoreTLSSecretName: crdb-ca
    migrationLogLevel: info
  secretName: permissions-config
`),
  'a CA under another key, and certificates under other names': cluster(`  config:
    datastoreEngine: postgres
    tlsSecretName: wildcard
    grpcTLSKeyPath: /tls/privkey.pem
    grpcTLSCertPath: /tls/fullchain.pem
    dispatchClusterTLSKeyPath: /tls/privkey.pem
    dispatchClusterTLSCertPath: /tls/fullchain.pem
    dashboardTLSKeyPath: /tls/privkey.pem
    httpTLSCertPath: /elsewhere/tls.crt
    dispatchUpstreamCASecretName: wildcard
    dispatchUpstreamCAFilePath: ca.pem
    skipTLSWarning: true
  secretName: permissions-config
`),
  'TLS without a CA for the ring': cluster(
    '  config:\n    datastoreEngine: postgres\n    tlsSecretName: permissions-tls\n  secretName: permissions-config\n',
  ),
  'a CA for the ring without TLS': cluster(
    '  config:\n    datastoreEngine: postgres\n    dispatchUpstreamCASecretName: ring-ca\n  secretName: permissions-config\n',
  ),
  'mysql with settings of SpiceDB': cluster(`  config:
    datastoreEngine: mysql
    datastoreMysqlTablePrefix: authz_
    datastoreGcWindow: 2h
    datastoreConnPoolReadMaxOpen: "40"
    datastoreConnPoolWriteMaxOpen: 20
    dispatchMaxDepth: 60
    dispatchUpstreamTimeout: 30s
    httpEnabled: "true"
    logFormat: console
    grpcShutdownGracePeriod: 10s
    telemetryEndpoint: ""
    skipReleaseCheck: "true"
    otelProvider: otlpgrpc
    otelEndpoint: collector.observability:4317
    otelSampleRatio: "0.05"
    otelInsecure: true
  secretName: permissions-config
`),
  'spanner with a service account key': cluster(`  config:
    datastoreEngine: spanner
    spannerCredentials: spanner-key
    skipMigrations: true
    telemetryCASecretName: proxy-ca
  credentials:
    datastoreURI:
      secretName: spanner-database
      key: uri
    presharedKey:
      secretName: api-key
      key: token
    migrationSecrets:
      secretName: ignored
`),
  'RDS with IAM and IRSA': cluster(`  config:
    datastoreEngine: postgres
    datastoreCredentialsProviderName: aws-iam
    serviceAccountName: authz-db
    extraServiceAccountAnnotations:
      eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/authz-db
      team: identity
    extraPodLabels:
      app.kubernetes.io/component: authorization
      environment: production
    extraPodAnnotations: prometheus.io/scrape=true,prometheus.io/port=9090
  secretName: permissions-config
`),
  'patches that merge': cluster(`  config:
    datastoreEngine: postgres
  secretName: permissions-config
  patches:
    - kind: Deployment
      patch:
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          annotations: {reloader: "on"}
        spec:
          template:
            metadata:
              labels: {tier: core}
            spec:
              nodeSelector: {pool: db}
              tolerations: [{key: dedicated, operator: Exists}]
              topologySpreadConstraints:
                - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}
              hostNetwork: true
              volumes: [{name: extra, emptyDir: {}}]
              containers:
                - name: spicedb
                  resources: {requests: {cpu: "2", memory: 4Gi}, limits: {memory: 4Gi}}
                  env:
                    - {name: SPICEDB_DISPATCH_MAX_DEPTH, value: "80"}
                    - {name: AWS_REGION, value: eu-west-1}
                  volumeMounts: [{name: extra, mountPath: /extra}]
                  lifecycle: {preStop: {sleep: {seconds: 5}}}
                - {name: proxy, image: example.org/proxy:1}
    - kind: Service
      patch:
        metadata: {annotations: {lb: internal}}
        spec: {type: LoadBalancer}
    - kind: Job
      patch: {spec: {backoffLimit: 1, ttlSecondsAfterFinished: 60, template: {spec: {containers: [{name: migrate, resources: {limits: {memory: 1Gi}}}]}}}}
    - kind: Role
      patch: {rules: []}
`),
  'patches by operations': cluster(`  config:
    datastoreEngine: postgres
    replicas: 5
  secretName: permissions-config
  patches:
    - kind: Deployment
      patch: {op: add, path: /spec/template/spec/priorityClassName, value: high}
    - kind: Deployment
      patch: {op: add, path: /spec/template/spec/containers/0/resources, value: {limits: {memory: 2Gi}}}
    - kind: Deployment
      patch: {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: TZ, value: UTC}}
    - kind: Deployment
      patch: {op: replace, path: /spec/template/spec/containers/0/readinessProbe/periodSeconds, value: 7}
    - kind: Deployment
      patch: {op: remove, path: /spec/template/spec/containers/0/livenessProbe}
    - kind: Service
      patch: {op: add, path: /spec/type, value: LoadBalancer}
    - kind: Job
      patch: {op: add, path: /spec/template/spec/containers/0/resources, value: {limits: {memory: 1Gi}}}
    - kind: ServiceAccount
      patch: {metadata: {annotations: {iam.gke.io/gcp-service-account: authz@project.iam.gserviceaccount.com}}}
`),
  'patches as no operator takes them': cluster(`  config:
    datastoreEngine: postgres
    replicas: 5
  secretName: permissions-config
  patches:
    - kind: Deployment
      patch:
        - {op: add, path: /spec/template/spec/priorityClassName, value: high}
        - {op: replace, path: /spec/template/spec/containers/0/resources, value: {limits: {memory: 2Gi}}}
        - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: TZ, value: UTC}}
        - {op: remove, path: /spec/template/spec/containers/0/livenessProbe}
        - {op: add, path: /metadata/annotations/example.org~1owner, value: me}
    - kind: ServiceAccount
      patch: |
        metadata:
          annotations:
            iam.gke.io/gcp-service-account: authz@project.iam.gserviceaccount.com
    - kind: "*"
      patch: {metadata: {labels: {a: b}}}
`),
  'another image, budgets, dead keys': cluster(
    `  baseImage: registry.example.org/mirror/spicedb
  config:
    image: registry.example.org:5000/authzed/spicedb:v1.52.0@sha256:${'ab'.repeat(32)}
    datastoreEngine: postgres
    cmd: spicedb
    envPrefix: AUTHZ
    targetMigration: head
    datastoreMigrationPhase: write-both
    datastoreAllowedMigrations: add-expiration-support, add-index-for-transaction-gc
    pdb: {disabled: false, maxUnavailable: 25%}
    projectLabels: false
    projectAnnotations: true
    strange: {nested: true}
  secretName: permissions-config
`,
    'metadata:\n  name: permissions\n  labels: {team: a}\n  annotations: {note: hand-made}\nstatus:\n  phase: ""\n  image: authzed/spicedb:v1.52.0\n',
  ),
  'no version, but a status': cluster(
    '  config: {datastoreEngine: postgres}\n  secretName: s\n',
    'metadata: {name: permissions}\nstatus: {image: "authzed/spicedb:v1.48.0", version: {name: v1.52.0}}\n',
  ),
  'the chart of salekseev, production': `replicaCount: 3
image: {repository: authzed/spicedb, pullPolicy: IfNotPresent, tag: v1.46.2}
imagePullSecrets: [{name: regcred}]
config:
  datastoreEngine: postgres
  existingSecret: spicedb-db
  autogenerateSecret: false
  datastore: {hostname: db.example, port: 5432, sslMode: verify-full}
tls:
  enabled: true
  grpc: {secretName: grpc-tls, certPath: /etc/spicedb/tls/grpc/tls.crt, caPath: /etc/spicedb/tls/grpc/ca.crt}
  http: {secretName: http-tls}
  dispatch: {secretName: dispatch-tls, caPath: /etc/spicedb/tls/dispatch/ca.crt}
  datastore: {secretName: db-ca, caPath: /etc/spicedb/tls/datastore/ca.crt}
dispatch: {enabled: true, clusterName: main}
migrations: {enabled: true, logLevel: debug, targetPhase: write, cleanup: {enabled: true}, tracking: {enabled: true}}
autoscaling: {enabled: true, minReplicas: 3, maxReplicas: 9, targetCPUUtilizationPercentage: 70}
monitoring: {enabled: true, serviceMonitor: {enabled: true, interval: 15s, additionalLabels: {release: prometheus}}}
ingress:
  enabled: true
  className: nginx
  hosts:
    - host: authz.example.org
      paths: [{path: /, pathType: Prefix, servicePort: grpc}]
    - host: metrics.example.org
      paths: [{path: /metrics, pathType: Exact, servicePort: metrics}]
  tls: [{secretName: authz-tls, hosts: [authz.example.org]}]
networkPolicy:
  enabled: true
  prometheusNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
  databaseEgress: {ports: [{protocol: TCP, port: 5432}], to: [{podSelector: {matchLabels: {app: postgresql}}}]}
probes: {startup: {enabled: true}, readiness: {enabled: true, periodSeconds: 5}, liveness: {successThreshold: 1}}
logging: {level: warn, format: json}
patches: {deployment: [{spec: {replicas: 4}}], service: []}
operatorStyle: {enabled: false, secretName: unused}
updateStrategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 2}}
service: {type: ClusterIP, grpcPort: 50051, headless: false}
nobodyKnows: 1
`,
  'the chart of salekseev in the style of the operator': `operatorStyle:
  enabled: true
  secretName: spicedb-secrets
  replicas: 4
  tlsSecretName: spicedb-tls
  dispatchUpstreamCASecretName: spicedb-ca
  datastoreEngine: cockroachdb
`,
  'the chart of pschichtel': `replicaCount: 2
image: {registry: ghcr.io, repository: authzed/spicedb, tag: v1.45.4}
spicedb:
  logLevel: info
  logFormat: console
  httpEnabled: true
  dispatchClusterEnabled: true
  datastore:
    engine: postgres
    connectionUri: {secretName: db, secretKey: uri}
    readReplica: {enabled: true, connectionUri: {secretName: db, secretKey: replica}}
  grpcPresharedKey: {secretName: key, secretKey: psk}
ingress: {enabled: true, className: contour, host: authz.example.org, tls: true, tlsSecretName: authz-tls}
deploymentStrategy: {type: Recreate}
metrics: {enabled: true, serviceMonitor: {enabled: true}}
`,
};
