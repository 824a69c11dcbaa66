import { PodLogs } from '@backstage/plugin-kubernetes-react';
import type { WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** A module of its own: the viewer is large, and most readers never open it. */
export default function PodLog(props: {
  pod: string;
  container: string;
  target: Pick<WorkloadRef, 'cluster' | 'namespace'>;
}) {
  const { pod, container, target } = props;
  return (
    <PodLogs
      containerScope={{
        podName: pod,
        podNamespace: target.namespace,
        containerName: container,
        cluster: { name: target.cluster },
      }}
    />
  );
}
