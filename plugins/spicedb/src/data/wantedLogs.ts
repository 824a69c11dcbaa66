import type { JobObject, PodObject, Profile } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** One log that is worth its request: of something that failed, or that migrates. */
export interface WantedLog {
  pod: string;
  container: string;
  previous: boolean;
  lines: number;
  /** A container that ended writes no more: this log need not be asked for again. */
  finished: boolean;
  /** Tells runs of the same container apart. */
  run: number;
}

const linesOfMigration = 200;
const linesOfMember = 60;
const mostTroubledMembers = 3;
const mostAttempts = 4;

export function wantedLogs(
  pods: PodObject[],
  jobs: JobObject[],
  profile: Pick<Profile, 'isMigration' | 'isMember' | 'container'>,
): WantedLog[] {
  return [...logsOfMigration(pods, jobs, profile), ...logsOfTroubledMembers(pods, profile)];
}

function logsOfMigration(
  pods: PodObject[],
  jobs: JobObject[],
  profile: Pick<Profile, 'isMigration'>,
): WantedLog[] {
  const newest = jobs
    .filter(job => profile.isMigration(job))
    .sort(byCreation)
    .at(-1);
  if (!newest) return [];
  return pods
    .filter(pod => belongsTo(pod, newest))
    .sort(byCreation)
    .slice(-mostAttempts)
    .flatMap(pod =>
      (pod.status?.containerStatuses ?? [])
        .filter(status => status.state?.running || status.state?.terminated)
        .map(status => ({
          pod: pod.metadata.name,
          container: status.name,
          previous: false,
          lines: linesOfMigration,
          finished: Boolean(status.state?.terminated),
          run: status.restartCount ?? 0,
        })),
    );
}

function logsOfTroubledMembers(
  pods: PodObject[],
  profile: Pick<Profile, 'isMember' | 'container'>,
): WantedLog[] {
  return pods
    .filter(pod => profile.isMember(pod))
    .flatMap(pod => {
      const status = pod.status?.containerStatuses?.find(each => each.name === profile.container);
      return status && !status.ready ? [{ pod, status }] : [];
    })
    .slice(0, mostTroubledMembers)
    .flatMap(({ pod, status }) => {
      const want = {
        pod: pod.metadata.name,
        container: status.name,
        lines: linesOfMember,
        run: status.restartCount ?? 0,
      };
      const wanted: WantedLog[] = [];
      if (status.state?.running || status.state?.terminated) {
        wanted.push({
          ...want,
          previous: false,
          finished: Boolean(status.state.terminated),
        });
      }
      if (status.lastState?.terminated) {
        wanted.push({ ...want, previous: true, finished: true });
      }
      return wanted;
    });
}

function belongsTo(pod: PodObject, job: JobObject) {
  const owner = pod.metadata.ownerReferences?.find(each => each.kind === 'Job');
  if (owner?.uid && job.metadata.uid) return owner.uid === job.metadata.uid;
  return owner?.name === job.metadata.name;
}

function byCreation(
  a: { metadata: { creationTimestamp?: string } },
  b: { metadata: { creationTimestamp?: string } },
) {
  return (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '');
}
