export * from './rollout/answer';
export * from './rollout/assessment';
export * from './rollout/message';
export * from './rollout/objects';
export * from './rollout/profile';
export * from './rollout/snapshot';
export * from './instance/GeneratedFile';
export * from './instance/Instance';
export * from './instance/InstanceInput';
export * from './instance/offers';
export * from './instance/parseInstance';
export * from './instance/parsePortalConfig';
export type {
  ClusterConfig,
  EnvironmentConfig,
  PortalConfig,
  PortalConfigInput,
  SizeConfig,
} from './instance/PortalConfig';
export { pullRequestHosts } from './instance/PortalConfig';
export { longestName } from './instance/names';
export { troubleInFolder } from './instance/paths';
export { problemsInOneText } from './instance/problems';
export type { Problem } from './instance/problems';
export { folderOf, renderInstance } from './instance/renderInstance';
export { instanceType } from './instance/render/catalogInfo';
export { troubleInText } from './instance/text';
export * from './chart/names';
export type { ChartValues } from './chart/ChartValues';
export * from './spicedb/contract';
export * from './spicedb/releases';
export { assess } from './rollout/assess';
export type { FindingCatalog, FindingDefinition } from './rollout/catalog';
export { spicedbProfile } from './spicedb/profile';
export { pickSamples } from './spicedb/dispatch/pick';
export { prometheusQuery, readPrometheus } from './spicedb/dispatch/prometheus';
export * from './instance/instanceRefOf';
export * from './editing';
export * from './instance/update';
export * from './changes';
export * from './spicedb/connect';
export { diagnosisText } from './spicedb/diagnosis';
export * from './validation';
export { findingCatalog } from './findings';
export * from './import';
