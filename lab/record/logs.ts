import type { KubernetesObject, LogLine } from '../../packages/sandbox/src/timeline/index.ts';
import { ApiError, callLines, KINDS, pathOf } from '../kube.ts';

interface ContainerStatus {
  name: string;
  restartCount: number;
  state?: { waiting?: object; running?: object; terminated?: object };
  lastState?: { terminated?: object };
}

interface PodStatus {
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
}

export type TakeLine = (at: number, line: LogLine) => void;

/** Follows the log of every run of every container that it is told of. */
export class LogFollower {
  private readonly take: TakeLine;
  private readonly signal: AbortSignal;
  private readonly followed = new Set<string>();
  private readonly open: Promise<void>[] = [];

  constructor(take: TakeLine, signal: AbortSignal) {
    this.take = take;
    this.signal = signal;
  }

  /** To be called with each version of each pod. */
  pod({ metadata, status }: KubernetesObject): void {
    const { containerStatuses = [], initContainerStatuses = [] } = (status ?? {}) as PodStatus;
    for (const container of [...initContainerStatuses, ...containerStatuses]) {
      const { name, restartCount, state, lastState } = container;
      if (state?.running || state?.terminated) this.follow(metadata, name, restartCount, false);
      // A run that came and went between two looks at the pod can still be asked for. While a
      // container waits for its next run, the count still is that of its last.
      const lastRun = state?.waiting ? restartCount : restartCount - 1;
      if (lastState?.terminated) this.follow(metadata, name, lastRun, true);
    }
  }

  private follow(pod: KubernetesObject['metadata'], container: string, run: number, previous: boolean): void {
    const key = `${pod.uid} ${container} ${run}`;
    if (this.followed.has(key)) return;
    this.followed.add(key);
    this.open.push(this.read(pod.namespace ?? '', { pod: pod.name, container, run }, previous));
  }

  private async read(namespace: string, line: Omit<LogLine, 'line'>, previous: boolean): Promise<void> {
    const query = new URLSearchParams({ container: line.container, timestamps: 'true' });
    query.set(previous ? 'previous' : 'follow', 'true');
    const path = `${pathOf(KINDS.pod, namespace, line.pod)}/log?${query}`;
    try {
      for await (const text of callLines(path, { signal: this.signal })) {
        const [stamp = '', rest = ''] = text.split(/ (.*)/s);
        const at = Date.parse(stamp);
        if (!Number.isNaN(at)) this.take(at, { ...line, line: rest });
      }
    } catch (error) {
      // A pod can go while its log is read; what was written until then is kept.
      if (this.signal.aborted || error instanceof ApiError || isConnectionEnd(error)) return;
      throw error;
    }
  }

  /** Settles when every log has ended or was aborted. */
  async finished(): Promise<void> {
    await Promise.all(this.open);
  }
}

const isConnectionEnd = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ECONNREFUSED');
