import type { Engine } from '../../spicedb/releases';

/** The values of the chart that this module writes, so that a misspelt key does not compile. */
export interface ValuesWritten {
  fullnameOverride?: string;
  portal?: { kubernetesId?: string };
  image?: { tag?: string };
  existingSecret?: string;
  credentials?: {
    presharedKey?: { key?: string };
    datastoreURI?: { key?: string };
    readReplicaURIs?: { keys?: string[] };
  };
  config?: {
    datastoreEngine?: Engine;
    replicas?: number;
    logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error';
    http?: { enabled?: boolean };
    dispatch?: { enabled?: boolean; upstreamCASecretName?: string };
    tls?: { enabled?: boolean; secretName?: string };
  };
  certManager?: { enabled?: boolean; issuerRef?: { name?: string; kind?: 'Issuer' | 'ClusterIssuer' } };
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  autoscaling?: {
    enabled?: boolean;
    minReplicas?: number;
    maxReplicas?: number;
    targetCPUUtilizationPercentage?: number;
  };
  podDisruptionBudget?: { enabled?: boolean };
  service?: { type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' };
  ingress?: { enabled?: boolean; grpcHost?: string; tlsSecretName?: string };
  monitoring?: { enabled?: boolean };
}
