import { annotations } from '../chart/names';
import type { GeneratedFile } from '../instance/GeneratedFile';
import { parseInstance } from '../instance/parseInstance';
import type { PortalConfig } from '../instance/PortalConfig';
import { readInstance } from '../instance/update';
import type { Inspection } from './findings';

export interface Inspections {
  values: Inspection;
  application: Inspection;
  catalogInfo: Inspection;
}

const mark = (key: keyof typeof annotations) => ['metadata', 'annotations', annotations[key]];

/** Where an answer of the form stands in the files. */
const places: Record<string, [keyof Inspections, string[]]> = {
  name: ['catalogInfo', ['metadata', 'name']],
  description: ['catalogInfo', ['metadata', 'description']],
  owner: ['catalogInfo', ['spec', 'owner']],
  system: ['catalogInfo', ['spec', 'system']],
  environment: ['catalogInfo', mark('environment')],
  cluster: ['catalogInfo', mark('cluster')],
  namespace: ['application', ['spec', 'destination', 'namespace']],
  project: ['application', ['spec', 'project']],
  engine: ['values', ['config', 'datastoreEngine']],
  version: ['values', ['image', 'tag']],
  size: ['values', ['resources']],
  replicas: ['values', ['config', 'replicas']],
  autoscaling: ['values', ['autoscaling']],
  'autoscaling.minReplicas': ['values', ['autoscaling', 'minReplicas']],
  'autoscaling.maxReplicas': ['values', ['autoscaling', 'maxReplicas']],
  'secret.name': ['values', ['existingSecret']],
  'secret.presharedKeyKey': ['values', ['credentials', 'presharedKey', 'key']],
  'secret.datastoreUriKey': ['values', ['credentials', 'datastoreURI', 'key']],
  'secret.readReplicaKeys': ['values', ['credentials', 'readReplicaURIs', 'keys']],
  tls: ['values', ['config', 'tls']],
  'tls.enabled': ['values', ['config', 'tls', 'enabled']],
  'tls.secretName': ['values', ['config', 'tls', 'secretName']],
  'tls.caSecretName': ['values', ['config', 'dispatch', 'upstreamCASecretName']],
  dispatch: ['values', ['config', 'dispatch', 'enabled']],
  httpGateway: ['values', ['config', 'http', 'enabled']],
  exposure: ['values', ['service', 'type']],
  'exposure.host': ['values', ['ingress', 'grpcHost']],
  disruptionBudget: ['values', ['podDisruptionBudget', 'enabled']],
  logLevel: ['values', ['config', 'logLevel']],
  monitoring: ['values', ['monitoring', 'enabled']],
};

/** What the form would refuse today: names, offers, and the guard rails of the environment. */
export function inspectGuardRails(
  files: readonly GeneratedFile[],
  inspections: Inspections,
  portal: PortalConfig,
) {
  const read = readInstance(files, portal);
  if (!read.ok) return;
  const parsed = parseInstance(read.answers, read.config);
  if (parsed.ok) return;
  for (const { path, message } of parsed.problems) {
    const [file, where] = places[path] ??
      places[path.replace(/\.\d+$/, '')] ??
      places[path.split('.')[0]] ?? ['catalogInfo', []];
    inspections[file].error(where, message);
  }
}
