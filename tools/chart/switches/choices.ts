// What there is to choose among the switches of the chart.
import type { Plain } from '../yaml.ts';

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
export type Values = { [key: string]: Plain };

export const isMemory = (choice: Choice) => choice.engine === 'memory';
export const usesRDS = (choice: Choice) =>
  ['podIdentity', 'irsa'].includes(choice.identity) && ['postgres', 'mysql'].includes(choice.engine);
