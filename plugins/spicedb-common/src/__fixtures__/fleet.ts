import { World } from './world';

/** The recorded instance with so many pods, half of them broken in the same way. */
export function fleet(size: number): World {
  const world = new World();
  const [ready] = world.members;
  const broken = structuredClone(ready);
  world.waits(broken, 'ImagePullBackOff', 'not found');
  const pods = Array.from({ length: size }, (_, index) => {
    const pod = structuredClone(index % 2 ? broken : ready);
    pod.metadata.name = `sample-${index}`;
    pod.status!.podIP = `10.1.${index >> 8}.${index & 255}`;
    return pod;
  });
  world.current.pods = { state: 'seen', at: world.now, value: [...world.pods, ...pods] };
  world.deployment.spec!.replicas = size;
  return world;
}
