import type { World } from '../world';

/** The pod of the Job waits for this reason. */
export const stuck = (waiting: string, message: string) => (world: World) => {
  world.jobRuns();
  world.waits(world.migrationPod, waiting, message);
};
/** The Job has no pod, and perhaps an event that says why. */
export const withoutPods = (message?: string) => (world: World) => {
  world.jobRuns();
  world.job.metadata.creationTimestamp = world.ago(90);
  world.remove(world.migrationPod);
  if (message) world.event('Job', world.job.metadata.name, 'FailedCreate', message);
};
