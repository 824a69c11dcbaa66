/** Ways to break the chart that several cases are proved with. */
import type { ChartPatch } from './scenario.ts';

/** New pods are rolled out together with the migration instead of after it. */
export const MIGRATION_NOT_FIRST: ChartPatch = {
  file: 'templates/_migration.tpl',
  find: 'argocd.argoproj.io/sync-wave: "-1"',
  put: 'argocd.argoproj.io/sync-wave: "0"',
};

/** A rollout may take all old pods away at once. */
export const OLD_PODS_LEAVE_FIRST: ChartPatch = {
  file: 'templates/workload/deployment.yaml',
  find: 'maxUnavailable: 0',
  put: 'maxUnavailable: 100%',
};

/** Pods stop serving in the moment in which they are told to. */
export const NO_PAUSE: ChartPatch = {
  file: 'templates/_pod.tpl',
  find: '{{- if and .Values.preStop.sleepSeconds (include "spicedb.canSleepBeforeStop" .) }}',
  put: '{{- if false }}',
};

/** Readiness only looks whether the port is open, as liveness does. */
export const READY_WHEN_LISTENING: ChartPatch = {
  file: 'templates/_pod.tpl',
  find: /readinessProbe:\n {2}exec:[\s\S]*?\n {2}(?=\{\{- toYaml \.Values\.probes\.readiness)/,
  put: 'readinessProbe:\n  tcpSocket:\n    port: grpc\n  ',
};
