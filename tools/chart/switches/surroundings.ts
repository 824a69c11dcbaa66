// What is around the pods: ways in and out, monitoring, labels.
import type { Plain } from '../yaml.ts';
import type { Choice, Values } from './choices.ts';

const traefikTransport = 'traefik.ingress.kubernetes.io/service.serverstransport';

export function reach(choice: Choice): Values {
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

export function network(choice: Choice): Values {
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

export function watching(choice: Choice): Values {
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

export function reporting(choice: Choice): Values {
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

export function labelling(choice: Choice): Values {
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
