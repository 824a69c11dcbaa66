// The switches of the chart for the pairwise variants: what there is to choose, and the values that a choice means.
// A choice that another one rules out is replaced by its nearest, so that every row is a working set-up.
import { merge, type Plain } from './yaml.ts';

export const choices = {
  engine: ['postgres', 'memory', 'cockroachdb', 'mysql', 'spanner'],
  version: ['v1.56.0', 'v1.52.0', 'v1.45.4'],
  credentials: ['existing', 'apart', 'inValues'],
  migrations: ['job', 'hook', 'off', 'tuned'],
  dispatch: ['auto', 'off', 'dns'],
  tls: ['off', 'shared', 'apart', 'certManager'],
  http: ['off', 'on'],
  workload: ['Deployment', 'StatefulSet'],
  scaling: ['default', 'three', 'autoscaled'],
  budget: ['default', 'atLeast', 'none'],
  placement: ['default', 'hard', 'own', 'none'],
  service: ['ClusterIP', 'headless', 'NodePort', 'LoadBalancer'],
  entrance: ['none', 'nginx', 'contour', 'traefik', 'gateway'],
  network: ['open', 'closed', 'narrow'],
  watching: ['none', 'serviceMonitor', 'podMonitor', 'everything'],
  identity: ['none', 'podIdentity', 'irsa', 'given'],
  reporting: ['none', 'traces', 'telemetry'],
  labelling: ['none', 'portal', 'common'],
  extras: ['none', 'settings', 'containers', 'objects'],
} as const;

export type Choice = { [Name in keyof typeof choices]: (typeof choices)[Name][number] };
type Values = { [key: string]: Plain };

export function valuesOf(choice: Choice): Values {
  const parts = [
    engine,
    credentials,
    migrations,
    dispatch,
    tls,
    workload,
    scaling,
    budget,
    placement,
    reach,
    network,
    watching,
    identity,
    reporting,
    labelling,
    extras,
  ];
  const start: Values = { image: { tag: choice.version }, config: { datastoreEngine: choice.engine } };
  return parts.reduce((values, part) => merge(values, part(choice)), start);
}

const isMemory = (choice: Choice) => choice.engine === 'memory';
const usesRDS = (choice: Choice) =>
  ['podIdentity', 'irsa'].includes(choice.identity) && ['postgres', 'mysql'].includes(choice.engine);
const putsCredentialsIntoValues = (choice: Choice) =>
  choice.credentials === 'inValues' && choice.migrations !== 'hook';

function engine(choice: Choice): Values {
  const datastore: Record<Choice['engine'], Values> = {
    memory: {},
    postgres: { tls: { secretName: 'postgres-ca' }, connectionPool: { readMaxOpen: 40, writeMaxOpen: 5 } },
    cockroachdb: { tls: { secretName: 'cockroach-client' }, connectionPool: { readMaxOpen: 10 } },
    mysql: { mysql: { tablePrefix: 'spicedb_' }, tls: { secretName: 'mysql-ca' } },
    spanner: choice.identity === 'given' ? { spanner: { credentialsSecretName: 'google' } } : {},
  };
  return { config: { datastore: datastore[choice.engine] } };
}

function credentials(choice: Choice): Values {
  if (putsCredentialsIntoValues(choice)) {
    const withURI = !isMemory(choice) && !usesRDS(choice);
    return {
      secretData: {
        presharedKey: 'for-tests-only',
        ...(withURI ? { datastoreURI: 'for://tests@only/' } : {}),
      },
    };
  }
  if (choice.credentials === 'apart') {
    return {
      credentials: {
        presharedKey: { secretName: 'spicedb-key', key: 'current', additionalKeys: ['next'] },
        ...(usesRDS(choice) || isMemory(choice)
          ? {}
          : {
              datastoreURI: { secretName: 'spicedb-database', key: 'uri' },
              migrationDatastoreURI: { secretName: 'spicedb-owner' },
            }),
        ...(['postgres', 'mysql'].includes(choice.engine)
          ? { readReplicaURIs: { secretName: 'spicedb-replicas', keys: ['one', 'two'] } }
          : {}),
      },
    };
  }
  return { existingSecret: 'spicedb' };
}

function migrations(choice: Choice): Values {
  const kinds: Record<Choice['migrations'], Values> = {
    job: {},
    hook: { strategy: 'hook', serviceAccountName: 'migrator' },
    off: { enabled: false, allowedMigrations: ['one-more'] },
    tuned: {
      logLevel: 'debug',
      timeout: '2h30m',
      activeDeadlineSeconds: 10000,
      backoffLimit: 1,
      backfillBatchSize: 500,
      rerunToken: 'again',
      annotations: { 'example.com/run': 'yes' },
      ...(choice.version === 'v1.56.0' ? { schemaMode: 'read-legacy-write-both' } : {}),
    },
  };
  return { config: { migrations: kinds[choice.migrations] } };
}

function dispatch(choice: Choice): Values {
  if (isMemory(choice) || choice.dispatch === 'auto') return {};
  return {
    config: {
      dispatch: choice.dispatch === 'dns' ? { resolver: 'dns', upstreamTimeout: '10s' } : { enabled: false },
    },
  };
}

function tls(choice: Choice): Values {
  const http = { config: { http: { enabled: choice.http === 'on' } } };
  const ring = !isMemory(choice) && choice.dispatch !== 'off';
  const ca: Values = ring ? { dispatch: { upstreamCASecretName: 'ring-ca', upstreamCAKey: 'tls.crt' } } : {};
  const kinds: Record<Choice['tls'], Values> = {
    off: {},
    shared: { config: { tls: { enabled: true, secretName: 'spicedb-tls' }, ...ca } },
    apart: {
      config: {
        tls: {
          enabled: true,
          grpc: { secretName: 'grpc-tls' },
          http: { secretName: 'http-tls' },
          dispatch: { secretName: 'ring-tls', certKey: 'cert.pem', keyKey: 'key.pem' },
          metrics: { enabled: true, secretName: 'metrics-tls' },
        },
        ...ca,
      },
    },
    certManager: {
      config: { tls: { enabled: true } },
      certManager: {
        enabled: true,
        issuerRef: { name: 'public', kind: 'ClusterIssuer' },
        dispatchIssuerRef: { name: 'ring' },
        dnsNames: ['spicedb.example.com'],
      },
    },
  };
  return merge(http, kinds[choice.tls]);
}

function workload(choice: Choice): Values {
  return {
    workload: {
      kind: choice.workload,
      ...(choice.workload === 'StatefulSet'
        ? { rolloutToken: 'one', annotations: { 'example.com/kept': 'yes' } }
        : {}),
    },
  };
}

function scaling(choice: Choice): Values {
  if (isMemory(choice) || choice.scaling === 'default') return {};
  if (choice.scaling === 'three') return { config: { replicas: 3 } };
  return {
    autoscaling: {
      enabled: true,
      minReplicas: 3,
      targetMemoryUtilizationPercentage: 75,
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      metrics: [
        {
          type: 'Pods',
          pods: { metric: { name: 'grpc_calls' }, target: { type: 'AverageValue', averageValue: '100' } },
        },
      ],
    },
  };
}

function budget(choice: Choice): Values {
  if (choice.budget === 'none') return { podDisruptionBudget: { enabled: false } };
  return choice.budget === 'atLeast' ? { podDisruptionBudget: { minAvailable: '50%' } } : {};
}

function placement(choice: Choice): Values {
  const kinds: Record<Choice['placement'], Values> = {
    default: {},
    hard: { podAntiAffinity: 'hard', topologySpread: { whenUnsatisfiable: 'DoNotSchedule', maxSkew: 2 } },
    own: {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }],
          },
        },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'rack',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'spicedb' } },
        },
      ],
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      priorityClassName: 'high',
    },
    none: { podAntiAffinity: 'none', topologySpread: { enabled: false } },
  };
  return kinds[choice.placement];
}

const traefikTransport = 'traefik.ingress.kubernetes.io/service.serverstransport';

function reach(choice: Choice): Values {
  const services: Record<Choice['service'], Values> = {
    ClusterIP: {},
    headless: { headless: true },
    NodePort: { type: 'NodePort', externalTrafficPolicy: 'Local' },
    LoadBalancer: {
      type: 'LoadBalancer',
      loadBalancerClass: 'service.k8s.aws/nlb',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      annotations: { 'example.com/scheme': 'internal' },
    },
  };
  const values: Values = { service: services[choice.service] };
  const http = choice.http === 'on';
  if (choice.entrance === 'none') return values;
  if (choice.entrance === 'gateway') {
    return {
      ...values,
      gateway: {
        enabled: true,
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
        grpcHostnames: ['spicedb.example.com'],
        ...(http ? { httpHostnames: ['api.example.com'] } : {}),
      },
    };
  }
  return {
    ...values,
    ingress: {
      enabled: true,
      controller: choice.entrance,
      grpcHost: 'spicedb.example.com',
      tlsSecretName: 'entrance-tls',
      ...(choice.entrance === 'traefik' && choice.tls !== 'off'
        ? { serviceAnnotations: { [traefikTransport]: 'sample-ns-spicedb@kubernetescrd' } }
        : {}),
      ...(http ? { httpHost: 'api.example.com' } : {}),
    },
  };
}

function network(choice: Choice): Values {
  if (choice.network === 'open') return {};
  if (choice.network === 'closed') return { networkPolicy: { enabled: true } };
  const namespace = (name: string): Plain => [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } },
  ];
  return {
    networkPolicy: {
      enabled: true,
      grpcFrom: namespace('shop'),
      httpFrom: namespace('shop'),
      metricsFrom: namespace('monitoring'),
      dnsTo: namespace('kube-system'),
      apiServerCIDRs: ['10.0.0.10/32'],
      apiServerPorts: [6443],
      datastoreTo: [{ ipBlock: { cidr: '10.1.0.0/16' } }],
      datastorePorts: [6432],
      extraIngress: [{ ports: [{ port: 15021 }] }],
      extraEgress: [{ ports: [{ port: 4317 }] }],
    },
  };
}

function watching(choice: Choice): Values {
  if (choice.watching === 'none') return {};
  const hasMetricsPort = ['ClusterIP', 'headless'].includes(choice.service);
  const byPod = choice.watching === 'podMonitor' || !hasMetricsPort;
  return {
    monitoring: {
      enabled: true,
      labels: { release: 'prometheus' },
      ...(byPod
        ? { podMonitor: { enabled: true, interval: '15s', scrapeTimeout: '10s' } }
        : {
            serviceMonitor: {
              scrapeTimeout: '10s',
              metricRelabelings: [{ action: 'labeldrop', regex: 'le' }],
              relabelings: [{ action: 'replace', targetLabel: 'team', replacement: 'auth' }],
            },
          }),
      ...(choice.watching === 'everything'
        ? {
            prometheusRule: {
              enabled: true,
              alertLabels: { team: 'auth' },
              disabledAlerts: ['SpiceDBLoadShedding'],
            },
            dashboard: { enabled: true, annotations: { folder: 'SpiceDB' } },
          }
        : {}),
    },
  };
}

function identity(choice: Choice): Values {
  if (choice.identity === 'given')
    return { serviceAccount: { create: false, name: 'given' }, rbac: { create: false } };
  const aws: Values =
    choice.identity === 'podIdentity'
      ? { podIdentity: { enabled: true } }
      : { irsa: { roleArn: 'arn:aws:iam::123456789012:role/spicedb' } };
  if (choice.identity === 'none') return {};
  const rds: Values = usesRDS(choice)
    ? {
        rds: {
          enabled: true,
          hostname: 'db.example.com',
          username: 'spicedb',
          sslMode: choice.identity === 'irsa' ? 'require' : 'verify-full',
        },
      }
    : {};
  return { aws: { region: 'eu-central-1', ...aws, ...rds } };
}

function reporting(choice: Choice): Values {
  if (choice.reporting === 'traces')
    return {
      config: {
        openTelemetry: {
          provider: 'otlpgrpc',
          endpoint: 'collector.tracing:4317',
          insecure: true,
          sampleRatio: 0.2,
        },
      },
    };
  if (choice.reporting === 'telemetry')
    return {
      config: {
        telemetry: { enabled: true, endpoint: 'https://telemetry.example.com' },
        releaseCheck: { enabled: true },
        logFormat: 'console',
        logLevel: 'debug',
      },
    };
  return {};
}

function labelling(choice: Choice): Values {
  if (choice.labelling === 'portal')
    return { portal: { kubernetesId: 'permissions' }, nameOverride: 'permissions' };
  if (choice.labelling === 'common')
    return {
      commonLabels: { team: 'auth' },
      commonAnnotations: { 'example.com/owner': 'auth' },
      podLabels: { tier: 'core' },
      podAnnotations: { 'example.com/seen': 'yes' },
      fullnameOverride: 'permissions-store',
    };
  return {};
}

function extras(choice: Choice): Values {
  const kinds: Record<Choice['extras'], Values> = {
    none: {},
    settings: {
      config: {
        extra: {
          dispatchMaxDepth: 60,
          grpcLogRequestsEnabled: true,
          watchApiHeartbeat: '2s',
          nsCacheMaxCost: '64MiB',
        },
      },
      extraArgs: ['--max-caveat-context-size=8192'],
      extraEnv: [{ name: 'GOMAXPROCS', value: '2' }],
      extraEnvFrom: [{ configMapRef: { name: 'more' } }],
    },
    containers: {
      extraContainers: [
        {
          name: 'beside',
          image: 'registry.example.com/beside:1.0',
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
        },
      ],
      extraInitContainers: [
        {
          name: 'before',
          image: 'registry.example.com/before:1.0',
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
        },
      ],
      extraVolumes: [{ name: 'scratch', emptyDir: {} }],
      extraVolumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
      image: { pullPolicy: 'Always', pullSecrets: ['registry'] },
    },
    objects: {
      extraObjects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: '{{ .Release.Name }}-more' },
          data: { key: 'value' },
        },
      ],
      helmTest: { enabled: false },
    },
  };
  return kinds[choice.extras];
}
