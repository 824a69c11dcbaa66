import { components, containers, labels } from '../chart/names';
import { messagesOf } from '../rollout/catalog';
import { rolloutMessages } from '../rollout/messages';
import type { JobObject, PodObject } from '../rollout/objects';
import type { Profile } from '../rollout/profile';
import { listOf } from '../rollout/seen';
import type { Snapshot } from '../rollout/snapshot';
import { judgeDispatch } from './dispatch/stage';
import { spicedbFindings } from './findings';
import { engineOfPod, readMemberTrouble } from './log/memberLog';
import { readMigrationLog } from './log/migrationLog';
import { isEngine } from './releases';

const hasComponent = ({ metadata }: PodObject | JobObject, component: string) =>
  metadata.labels?.[labels.component] === component;

const isMember = (pod: PodObject) => hasComponent(pod, components.server);

const onlyUnderTraffic =
  'All else is well; whether calls get through shows only under traffic and with metrics.';

/** What SpiceDB, as our chart installs it, expects of its rollout. @public */
export const spicedbProfile: Profile = {
  id: 'spicedb',
  stages: ['git', 'sync', 'migration', 'pods', 'dispatch'],
  isMigration: job => hasComponent(job, components.migration),
  isMember,
  container: containers.server,
  expectsMigration,
  readMigrationLog,
  readMemberTrouble,
  readyProvesMigration: true,
  follows: [
    // Pods know the members from the list: an address too many there is one too many with them.
    { cause: 'dispatch', by: /^D11[23]$/, stage: 'dispatch', codes: /^D106$/ },
    // Pods meet in the same database what the migration met there.
    { cause: 'migration', stage: 'pods', codes: /^P2\d\d$/ },
    // Pods that come and go leave the list of the ring behind for a moment.
    { cause: 'pods', stage: 'dispatch', codes: /^D11\d$/ },
  ],
  ownStages: { dispatch: context => judgeDispatch(context, isMember) },
  messages: {
    ...rolloutMessages,
    'verdict.dispatch.failed': 'Needs attention: pods do not work together, so calls hang or fail.',
    'verdict.dispatch.degraded': 'Needs attention: pods do not share their work as they should.',
    'verdict.dispatch.progressing': 'The dispatch ring waits for its pods.',
    'verdict.dispatch.unknown':
      'All else is well; whether pods reach each other shows only under traffic and with metrics.',
    'verdict.dispatch.idleAlone.unknown': onlyUnderTraffic,
    'verdict.dispatch.listedAlone.unknown': onlyUnderTraffic,
    'verdict.dispatch.firstLookAlone.unknown': onlyUnderTraffic,
    'dispatch.off': 'Not used',
    'dispatch.unseen': 'Not seen',
    'dispatch.waitsForPods': 'Waits for ready pods',
    'dispatch.forming': '{{members}} of {{ready}} listed so far',
    'dispatch.whole': 'Ring of {{members}} is whole',
    'dispatch.quiet': 'Ring of {{members}}, quiet now',
    'dispatch.idle': 'No calls to judge by',
    'dispatch.faulty': 'Does not work as a ring',
    'dispatch.listed': '{{members}} listed, {{ready}} ready; calls are not measured',
    'dispatch.firstLook': '{{members}} listed, {{ready}} ready; calls are compared at the next look',
    'dispatch.wholeAlone': 'One pod, which does all the work',
    'dispatch.quietAlone': 'One pod, quiet now',
    'dispatch.idleAlone': 'One pod, no calls to judge by',
    'dispatch.listedAlone': 'One pod; calls are not measured',
    'dispatch.firstLookAlone': 'One pod; calls are compared at the next look',
    ...messagesOf(spicedbFindings),
  },
};

/** The memory engine has nothing to migrate; which engine it is, the pods say, or else the entity. */
function expectsMigration(snapshot: Snapshot): boolean | 'unknown' {
  for (const workload of listOf(snapshot.workloads)) {
    const engine = engineOfPod(workload.spec?.template?.spec);
    if (engine) return engine !== 'memory';
  }
  const engine = snapshot.ref.traits?.engine;
  return isEngine(engine) ? engine !== 'memory' : 'unknown';
}
