import { z } from 'zod/v3';
import { engines } from '../spicedb/releases';

/**
 * What a team may ask for, field by field. Only `name`, `environment` and
 * `engine` must be answered; the portal's configuration answers the rest.
 * `parseInstance` checks what a schema cannot say.
 *
 * @public
 */
export const instanceFields = {
  name: z.string().describe('Name of the instance, unique in the portal: small letters, digits and dashes'),
  environment: z.string().describe('One of the environments that the platform offers'),
  engine: z.enum(engines).describe('Where relationships are stored; memory loses all on a restart'),
  description: z.string().max(200).optional().describe('What the instance is for, in one line'),
  owner: z.string().optional().describe('Owning group or user, as an entity reference'),
  system: z.string().optional().describe('The system it belongs to, as an entity reference'),
  cluster: z.string().optional().describe('One of the clusters that the platform offers'),
  namespace: z.string().optional().describe('Namespace of the instance in its cluster'),
  project: z.string().optional().describe('Argo CD project'),
  version: z.string().optional().describe('SpiceDB version, for example v1.56.0'),
  size: z.string().optional().describe('CPU and memory of each pod, by the name of a size'),
  replicas: z.number().int().min(1).max(50).optional().describe('How many pods serve'),
  autoscaling: z
    .object({
      minReplicas: z.number().int().min(1).max(50).describe('Never fewer pods than this'),
      maxReplicas: z.number().int().min(1).max(200).describe('Never more pods than this'),
      targetCpuPercent: z.number().int().min(10).max(95).optional().describe('CPU use to aim at'),
    })
    .strict()
    .optional()
    .describe('Lets the number of pods follow the load, instead of replicas'),
  secret: z
    .object({
      name: z.string().optional().describe('Name of the Kubernetes Secret with the credentials'),
      presharedKeyKey: z.string().optional().describe('Its key that holds the preshared key'),
      datastoreUriKey: z.string().optional().describe('Its key that holds the datastore URI'),
      readReplicaKeys: z
        .array(z.string())
        .max(16)
        .optional()
        .describe('Its keys that hold the URIs of read replicas'),
    })
    .strict()
    .optional()
    .describe('Where the credentials are; their values never pass through the portal'),
  tls: z
    .object({
      enabled: z.boolean().describe('Serve TLS, to clients and between pods'),
      secretName: z.string().optional().describe('Secret with certificate and key'),
      caSecretName: z.string().optional().describe('Secret with the CA (ca.crt) for the ring'),
    })
    .strict()
    .optional()
    .describe('TLS of the API and between pods'),
  dispatch: z.boolean().optional().describe('Pods share work and caches'),
  httpGateway: z.boolean().optional().describe('Serve JSON over HTTP as well'),
  exposure: z
    .object({
      kind: z
        .enum(['cluster', 'loadBalancer', 'ingress'])
        .describe('Who can reach it: the cluster, a load balancer, or an ingress host'),
      host: z.string().optional().describe('Host name of the ingress'),
    })
    .strict()
    .optional()
    .describe('Who can reach the instance'),
  disruptionBudget: z.boolean().optional().describe('Keep enough pods while nodes are drained'),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error']).optional().describe('How much it logs'),
  monitoring: z.boolean().optional().describe('Let Prometheus scrape it (Prometheus operator)'),
  deletion: z
    .enum(['cascade', 'keep'])
    .optional()
    .describe('What happens to the objects when the instance is removed from Git'),
};

/** @public */
export const instanceSchema = z.object(instanceFields).strict();

/** What the form or an action hands over. @public */
export type InstanceInput = z.input<typeof instanceSchema>;
