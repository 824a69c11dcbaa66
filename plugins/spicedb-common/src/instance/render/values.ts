import type { ChartValues } from '../../chart/ChartValues';
import type { Instance } from '../Instance';
import { secretKeys } from '../Instance';
import type { PortalConfig } from '../PortalConfig';
import type { Part } from './commented';
import { commentedYaml } from './commented';

/** values.yaml: what differs from the chart's defaults, each with its reason. */
export function renderValues(instance: Instance, config: PortalConfig): string {
  return commentedYaml(
    [
      `SpiceDB instance ${instance.name} in ${instance.environment}.`,
      'Only what differs from the defaults of the chart stands here. Change it by a pull request, by',
      'hand or with the templates of the portal, which keep comments and order.',
    ],
    valueParts(instance, config),
  );
}

export function valueParts(instance: Instance, config: PortalConfig): Part<ChartValues>[] {
  return [
    ...identity(instance),
    ...datastore(instance),
    ...pods(instance, config),
    ...tls(instance),
    ...reach(instance),
    ...rest(instance),
  ];
}

function identity({ name, version }: Instance): Part<ChartValues>[] {
  return [
    {
      why: 'All objects carry the name of the instance, so that the status page finds them.',
      keys: { fullnameOverride: name },
    },
    {
      why: 'Becomes the label backstage.io/kubernetes-id, by which the portal selects what is ours.',
      keys: { portal: { kubernetesId: name } },
    },
    {
      why: 'Pinned: an upgrade may migrate the database, so it is a decision and not a side effect.',
      keys: { image: { tag: version } },
    },
  ];
}

function datastore({ engine, secret }: Instance): Part<ChartValues>[] {
  const parts: Part<ChartValues>[] = [];
  if (engine !== 'memory') {
    parts.push({
      why: 'Where relationships are stored.',
      keys: { config: { datastoreEngine: engine } },
    });
  }
  parts.push({
    why: 'The Secret with the credentials. It is made outside of Git; README.md says which keys it needs.',
    keys: { existingSecret: secret.name },
  });
  if (secret.presharedKeyKey !== secretKeys.presharedKey) {
    parts.push({
      why: 'The key of that Secret which holds the preshared key.',
      keys: { credentials: { presharedKey: { key: secret.presharedKeyKey } } },
    });
  }
  if (engine !== 'memory' && secret.datastoreUriKey !== secretKeys.datastoreUri) {
    parts.push({
      why: 'The key of that Secret which holds the datastore URI.',
      keys: { credentials: { datastoreURI: { key: secret.datastoreUriKey } } },
    });
  }
  if (secret.readReplicaKeys.length) {
    parts.push({
      why: 'The keys of that Secret which hold the URIs of read replicas.',
      keys: { credentials: { readReplicaURIs: { keys: secret.readReplicaKeys } } },
    });
  }
  return parts;
}

function pods(instance: Instance, config: PortalConfig): Part<ChartValues>[] {
  const { autoscaling, engine, environment, replicas } = instance;
  const size = config.sizes[instance.size];
  const parts: Part<ChartValues>[] = [];
  if (autoscaling) {
    const { minReplicas, maxReplicas, targetCpuPercent } = autoscaling;
    parts.push({
      why: 'The number of pods follows the load. The Application ignores spec.replicas for that.',
      keys: {
        autoscaling: {
          enabled: true,
          minReplicas,
          maxReplicas,
          ...(targetCpuPercent === undefined ? {} : { targetCPUUtilizationPercentage: targetCpuPercent }),
        },
      },
    });
  } else if (replicas !== (engine === 'memory' ? 1 : 2)) {
    const least = config.environments[environment].guards.minReplicas;
    parts.push({
      why: least > 1 ? `How many pods serve; ${environment} has at least ${least}.` : 'How many pods serve.',
      keys: { config: { replicas } },
    });
  }
  if (instance.dispatch !== (engine !== 'memory')) {
    parts.push({
      why: 'Pods do not share work and caches.',
      keys: { config: { dispatch: { enabled: instance.dispatch } } },
    });
  }
  parts.push({
    why: `Size "${instance.size}" of the platform. SpiceDB sizes its caches by the memory limit.`,
    keys: {
      resources: {
        requests: { cpu: size.cpu, memory: size.memory },
        limits: { memory: size.memory },
      },
    },
  });
  if (!instance.disruptionBudget) {
    parts.push({
      why: 'A drain of nodes may take every pod at once.',
      keys: { podDisruptionBudget: { enabled: false } },
    });
  }
  return parts;
}

function tls({ tls: choice, dispatch }: Instance): Part<ChartValues>[] {
  if (choice.kind === 'off') return [];
  const parts: Part<ChartValues>[] = [
    {
      why: 'The API and the traffic between pods are encrypted.',
      keys: { config: { tls: { enabled: true } } },
    },
  ];
  if (choice.kind === 'issuer') {
    parts.push({
      why: 'cert-manager makes and renews the certificates.',
      keys: { certManager: { enabled: true, issuerRef: choice.issuer } },
    });
    return parts;
  }
  parts.push({
    why: 'The Secret (kubernetes.io/tls) with the certificate; README.md says which names it must cover.',
    keys: { config: { tls: { secretName: choice.secretName } } },
  });
  if (dispatch) {
    parts.push({
      why: 'The Secret whose ca.crt signed that certificate: without it pods could not reach each other.',
      keys: { config: { dispatch: { upstreamCASecretName: choice.caSecretName } } },
    });
  }
  return parts;
}

function reach({ exposure, httpGateway, tls: choice }: Instance): Part<ChartValues>[] {
  const parts: Part<ChartValues>[] = [];
  if (httpGateway) {
    parts.push({
      why: 'JSON over HTTP on port 8443, beside gRPC.',
      keys: { config: { http: { enabled: true } } },
    });
  }
  if (exposure.kind === 'loadBalancer') {
    parts.push({
      why: 'Clients outside of the cluster reach it through a load balancer.',
      keys: { service: { type: 'LoadBalancer' } },
    });
  }
  if (exposure.kind === 'ingress') {
    parts.push({
      why: 'Clients outside of the cluster reach it under this host name.',
      keys: {
        ingress: {
          enabled: true,
          grpcHost: exposure.host,
          ...(choice.kind === 'secret' ? { tlsSecretName: choice.secretName } : {}),
        },
      },
    });
  }
  return parts;
}

function rest({ exposure, logLevel, monitoring }: Instance): Part<ChartValues>[] {
  const parts: Part<ChartValues>[] = [];
  if (logLevel !== 'info') {
    parts.push({ why: 'How much SpiceDB logs.', keys: { config: { logLevel } } });
  }
  if (monitoring) {
    parts.push({
      why: 'Lets the Prometheus operator scrape the pods.',
      keys: { monitoring: { enabled: true } },
    });
  }
  // Parts of their own, so that each line keeps its words when the exposure changes.
  if (monitoring && exposure.kind === 'loadBalancer') {
    parts.push(
      {
        why: 'A load balancer has no port for the metrics, so there is nothing for a ServiceMonitor.',
        keys: { monitoring: { serviceMonitor: { enabled: false } } },
      },
      {
        why: 'A PodMonitor asks the pods themselves.',
        keys: { monitoring: { podMonitor: { enabled: true } } },
      },
    );
  }
  return parts;
}
