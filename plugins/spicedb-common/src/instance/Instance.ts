import type { Engine } from '../spicedb/releases';

/**
 * An instance with every question answered: by the team, or by the portal's
 * configuration in its place. Only `parseInstance` makes one.
 *
 * @public
 */
export interface Instance {
  name: string;
  environment: string;
  engine: Engine;
  description?: string;
  owner: string;
  system?: string;
  cluster: string;
  namespace: string;
  project: string;
  version: string;
  size: string;
  replicas: number;
  autoscaling?: { minReplicas: number; maxReplicas: number; targetCpuPercent?: number };
  secret: {
    name: string;
    presharedKeyKey: string;
    datastoreUriKey: string;
    readReplicaKeys: string[];
  };
  tls: TlsChoice;
  dispatch: boolean;
  httpGateway: boolean;
  exposure: { kind: 'cluster' | 'loadBalancer' } | { kind: 'ingress'; host: string };
  disruptionBudget: boolean;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  monitoring: boolean;
  deletion: 'cascade' | 'keep';
}

/** @public */
export type TlsChoice =
  | { kind: 'off' }
  /** A Secret that the team or the platform makes. */
  | { kind: 'secret'; secretName: string; caSecretName: string }
  /** Certificates by cert-manager, as the platform set it up. */
  | { kind: 'issuer'; issuer: { name: string; kind: 'Issuer' | 'ClusterIssuer' } };

/** Key names of the Secret when nobody says otherwise. @public */
export const secretKeys = { presharedKey: 'preshared_key', datastoreUri: 'datastore_uri' } as const;
