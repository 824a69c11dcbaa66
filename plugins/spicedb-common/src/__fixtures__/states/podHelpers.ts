import type { World } from '../world';

export const rollingOut = (world: World) =>
  world.counts(2, {
    updatedReplicas: 1,
    replicas: 3,
    unavailableReplicas: 1,
    observedGeneration: world.deployment.metadata.generation,
  });
/** One member more, as a rollout makes it. */
export const newPod = (world: World) => {
  const pod = structuredClone(world.members[0]);
  pod.metadata.name = 'sample-new-1';
  world.pods.push(pod);
  world.deployment.status!.conditions = [
    { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' },
  ];
  rollingOut(world);
  return pod;
};
export const deadline = (world: World) => {
  world.deployment.status!.conditions = [
    {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: 'ReplicaSet "sample-1" has timed out progressing.',
    },
  ];
};
export const oneOf = (given: (world: World, pod: World['members'][number]) => void) => (world: World) => {
  given(world, world.members[0]);
  world.counts(1);
};
export const all = (given: (world: World, pod: World['members'][number]) => void) => (world: World) => {
  world.members.forEach(pod => given(world, pod));
  world.counts(0);
};
