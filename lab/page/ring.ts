/** The ring of three that two of the page scenarios look at, and what is done to it. */
import { KINDS, patch } from '../kube.ts';
import { SPICEDB_NEWEST } from '../pins.ts';
import type { Values } from '../stage/instance.ts';
import type { Stage } from '../stage/stage.ts';
import { changesApplication, commits, givesAddress } from './acts.ts';
import { opensPage, pageOf } from './instance-page.ts';

export const SIZE = 3;
export const DISPATCH_PORT = 50_053;

export const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: SIZE },
  workload: { maxSurge: SIZE },
  podDisruptionBudget: { enabled: false },
};

/** Nothing is installed yet, and the page is open. */
export async function givenNothing(stage: Stage): Promise<void> {
  await stage.emptyNamespace();
  await stage.emptyDatabase();
  await givesAddress(stage);
  await opensPage(stage, 'postgres');
}

export const ringServes = (stage: Stage) =>
  stage.sees('three pods serve, and no others are left', async () => {
    const pods = await stage.pods('server');
    return pods.length === SIZE && pods.every(({ ready, leaving }) => ready && !leaving) && pods;
  });

export async function ringIsMade(stage: Stage): Promise<void> {
  await stage.commitInstance(SPICEDB_NEWEST, VALUES);
  await stage.seesSyncedAndHealthy();
  await ringServes(stage);
}

/** Calls come, so that the page can tell how it is between the pods. */
export async function isCalled(stage: Stage): Promise<void> {
  await stage.traffic({ rate: 30, connections: 9 });
  await pageOf(stage).isWell();
}

/** The ring is at work, from an empty namespace on. */
export async function givenRingAtWork(stage: Stage): Promise<void> {
  await givenNothing(stage);
  await ringIsMade(stage);
  await isCalled(stage);
}

export const isWhole = (stage: Stage) => pageOf(stage).shows({ at: 'Dispatch', state: 'ok' });

let changes = 0;
/** A change that replaces all pods. */
export const having =
  (title: string, more: Values = {}) =>
  (stage: Stage) => {
    changes += 1;
    const anew = { workload: { ...VALUES.workload, rolloutToken: String(changes) } };
    return commits(stage, title, VALUES, { ...more, ...anew });
  };
export const mended = having('As before');

const serviceOf = (stage: Stage) => `${stage.name}-dispatch`;

export interface Member {
  ip: string;
  targetRef?: { kind: 'Pod'; name: string; namespace: string };
}

export const members = async (stage: Stage): Promise<Member[]> =>
  (await ringServes(stage)).map(({ name, address = '' }) => ({
    ip: address,
    targetRef: { kind: 'Pod', name, namespace: stage.namespace },
  }));

/** Somebody writes the list of the ring by hand: its Service selects nobody any more. */
export async function listsByHand(stage: Stage, addresses: Member[], port = DISPATCH_PORT): Promise<void> {
  await changesApplication(stage, { spec: { syncPolicy: { automated: null } } });
  await patch(KINDS.service, stage.namespace, serviceOf(stage), { spec: { selector: null } });
  await patch(KINDS.endpoints, stage.namespace, serviceOf(stage), {
    subsets: addresses.length ? [{ addresses, ports: [{ name: 'dispatch', port, protocol: 'TCP' }] }] : [],
  });
}

/** Argo CD puts the Service right again, and Kubernetes the list. */
export async function listsAgain(stage: Stage): Promise<void> {
  await changesApplication(stage, { spec: { syncPolicy: { automated: { prune: true, selfHeal: true } } } });
  await stage.refresh();
  await stage.sees('the list of the ring is right', async () => {
    const listed = new Set(await stage.endpointAddresses());
    return listed.size === SIZE && (await members(stage)).every(({ ip }) => listed.has(ip));
  });
}
