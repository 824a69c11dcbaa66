export * from './rollout/answer';
export * from './rollout/assessment';
export * from './rollout/message';
export * from './rollout/objects';
export * from './rollout/profile';
export * from './rollout/snapshot';
export * from './instance/GeneratedFile';
export * from './chart/names';
