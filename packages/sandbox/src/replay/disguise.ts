import { createHash } from 'node:crypto';
import { mapStrings, moveTimesInText, nameReplacer, RECORDING_START } from '../timeline/index.ts';
import type { KubernetesObject, Timeline } from '../timeline/index.ts';
import { realTimeOf } from './clock.ts';
import type { Schedule } from './clock.ts';
import type { Instance } from './instances.ts';
import type { Plan } from './plan.ts';

const RECORDED_UID = /00000000-0000-4000-8000-(\d{12})/g;
const COMMIT = /(?<![0-9a-zA-Z])[0-9a-f]{40}(?![0-9a-zA-Z])/g;
const SHORT = 7;

/** The first moment at which the recording names each Git commit. */
function commitsOf(timeline: Timeline): Map<string, number> {
  const seen = new Map<string, number>();
  for (const event of timeline.events) {
    if (!('object' in event)) continue;
    if (event.object.kind !== 'Application' && event.object.kind !== 'Event') continue;
    for (const [commit] of JSON.stringify(event.object).matchAll(COMMIT)) {
      if (!seen.has(commit)) seen.set(commit, event.t);
    }
  }
  return seen;
}

function repoUrlsOf(timeline: Timeline): string[] {
  const urls = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'repoURL' && typeof part === 'string') urls.add(part);
      else visit(part);
    }
  };
  for (const event of timeline.events) {
    if ('object' in event && event.object.kind === 'Application') visit(event.object.spec);
  }
  return [...urls];
}

export interface Disguise {
  text(recorded: string): string;
  object(recorded: KubernetesObject): KubernetesObject;
}

/**
 * Gives what was recorded the names of an instance, the commits of its repository and the times of
 * its replay. Nothing else changes: what the objects say is what the cluster said.
 */
export function disguiseFor(
  timeline: Timeline,
  instance: Instance,
  plan: Plan,
  schedule: Schedule,
): Disguise {
  const { names } = timeline.header;
  const rename = nameReplacer({
    [names.namespace]: instance.namespace,
    [names.instance]: instance.name,
  });
  const commits = commitReplacer(timeline, plan, schedule);
  const urls = repoUrlsOf(timeline);
  const folder = new RegExp(`instances/[^/\\s"']+/${names.instance}(?![A-Za-z0-9])`, 'g');
  const mark = createHash('sha256').update(`${instance.id} ${plan.startedAt}`).digest('hex').slice(0, 8);
  const start = Date.parse(RECORDING_START);
  const move = (at: number) => realTimeOf(schedule, at - start);

  const text = (recorded: string) => {
    let changed = recorded;
    if (instance.repoUrl) for (const url of urls) changed = changed.replaceAll(url, instance.repoUrl);
    changed = changed.replace(folder, `instances/${instance.environment}/${names.instance}`);
    return moveTimesInText(rename(commits(changed.replace(RECORDED_UID, `${mark}-0000-4000-8000-$1`))), move);
  };

  return {
    text,
    object(recorded) {
      const changed = mapStrings(recorded, text);
      renameApplication(changed, recorded, instance, timeline);
      return changed;
    },
  };
}

// An Application has a name and a namespace of its own, which the recording may share with others.
function renameApplication(
  changed: KubernetesObject,
  recorded: KubernetesObject,
  { application }: Instance,
  { header: { names } }: Timeline,
): void {
  if (recorded.metadata.namespace !== names.applicationNamespace) return;
  changed.metadata.namespace = application.namespace;
  if (recorded.kind === 'Application' && recorded.metadata.name === names.application) {
    changed.metadata.name = application.name;
  }
  const about = changed.involvedObject as { kind?: string; name?: string; namespace?: string } | undefined;
  const recordedAbout = recorded.involvedObject as { name?: string } | undefined;
  if (about?.kind === 'Application' && recordedAbout?.name === names.application) {
    about.name = application.name;
    about.namespace = application.namespace;
    const dot = recorded.metadata.name.lastIndexOf('.');
    changed.metadata.name = `${application.name}${changed.metadata.name.slice(
      dot - recorded.metadata.name.length,
    )}`;
  }
}

/** The recorded commits become those of the repository: of the start, or of the act after a wait. */
function commitReplacer(timeline: Timeline, plan: Plan, schedule: Schedule): (text: string) => string {
  const replacements = new Map<string, string>();
  for (const [recorded, t] of commitsOf(timeline)) {
    const act = schedule.waits.filter(wait => wait <= t).length - 1;
    const real =
      t < plan.from ? plan.previousCommit ?? plan.commit : plan.releases[act]?.commit ?? plan.commit;
    replacements.set(recorded, real);
    replacements.set(recorded.slice(0, SHORT), real.slice(0, SHORT));
  }
  return nameReplacer(Object.fromEntries(replacements));
}
