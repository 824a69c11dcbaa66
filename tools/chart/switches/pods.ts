// The pods: how they speak to each other, how many there are, where they run, and what is added to them.
import { merge } from '../yaml.ts';
import { isMemory, type Choice, type Values } from './choices.ts';

export function dispatch(choice: Choice): Values {
  if (isMemory(choice) || choice.dispatch === 'auto') return {};
  return {
    config: {
      dispatch: choice.dispatch === 'dns' ? { resolver: 'dns', upstreamTimeout: '10s' } : { enabled: false },
    },
  };
}

export function tls(choice: Choice): Values {
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

export function workload(choice: Choice): Values {
  return {
    workload: {
      kind: choice.workload,
      ...(choice.workload === 'StatefulSet'
        ? { rolloutToken: 'one', annotations: { 'example.com/kept': 'yes' } }
        : {}),
    },
  };
}

export function scaling(choice: Choice): Values {
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

export function budget(choice: Choice): Values {
  if (choice.budget === 'none') return { podDisruptionBudget: { enabled: false } };
  return choice.budget === 'atLeast' ? { podDisruptionBudget: { minAvailable: '50%' } } : {};
}

export function placement(choice: Choice): Values {
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

export function extras(choice: Choice): Values {
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
