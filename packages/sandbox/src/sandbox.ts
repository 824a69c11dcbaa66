import { join } from 'node:path';
import { frontPage } from './git/frontPage.ts';
import { openRepository } from './git/repository.ts';
import type { Repository } from './git/repository.ts';
import { seedFiles } from './git/seed.ts';
import { startGitServer } from './git/server.ts';
import type { Listening } from './http.ts';
import { startKubernetesServer } from './kubernetes/server.ts';
import type { SandboxOptions } from './options.ts';
import { casesIn, FIRST_CASE } from './replay/cases.ts';
import type { Cases } from './replay/cases.ts';
import { memoryIn } from './replay/memory.ts';
import { Stage } from './replay/stage.ts';
import { answerReview } from './review/api.ts';
import { MergeRequests } from './review/mergeRequests.ts';

export interface Sandbox {
  /** Clone and push here. */
  repositoryUrl: string;
  kubernetesUrl: string;
  stop(): Promise<void>;
}

const REPOSITORY = 'gitops.git';

interface Inside {
  repository: Repository;
  requests: MergeRequests;
  stage: Stage;
  kubernetes: Listening;
}

/** Starts the Git server and the replay; what a push brings is replayed before the push returns. */
export async function startSandbox(
  options: SandboxOptions,
  complain: (sentence: string) => void,
): Promise<Sandbox> {
  const cases = casesIn(options.recordingsFolder);
  const opening = Promise.withResolvers<Inside>();
  // The one who starts the sandbox hears of a failure below; calls that wait see only an end.
  opening.promise.catch(() => {});
  const git = await startGitServer({
    port: options.gitPort,
    root: options.stateFolder,
    ready: opening.promise.then(() => {}),
    afterPush: async () => compare((await opening.promise).stage, complain),
    page: async () => pageOf(await opening.promise, repositoryUrl(), cases),
    review: async (request, response) => {
      const { requests, stage } = await opening.promise;
      await answerReview(request, response, {
        requests,
        url: git.url,
        afterMerge: () => compare(stage, complain),
      });
    },
  });
  const repositoryUrl = () => `${git.url}/${REPOSITORY}`;
  try {
    const inside = await open(options, cases, repositoryUrl(), complain);
    opening.resolve(inside);
    return {
      repositoryUrl: repositoryUrl(),
      kubernetesUrl: inside.kubernetes.url,
      stop: async () => {
        await Promise.all([git.close(), inside.kubernetes.close()]);
      },
    };
  } catch (error) {
    opening.reject(error);
    await git.close();
    throw error;
  }
}

async function open(
  { stateFolder, projectFolder, kubernetesPort, fresh, speed }: SandboxOptions,
  cases: Cases,
  repositoryUrl: string,
  complain: (sentence: string) => void,
): Promise<Inside> {
  const repository = await openRepository(
    join(stateFolder, REPOSITORY),
    () => seedFiles(projectFolder, repositoryUrl),
    { fresh },
  );
  const requests = new MergeRequests(repository.folder, join(stateFolder, 'merge-requests.json'), { fresh });
  const memory = memoryIn(join(stateFolder, 'replays.json'), { fresh });
  const stage = new Stage({ repository, cases, memory, speed, now: Date.now });
  await compare(stage, complain);
  const { kubernetes: version } = cases.timeline(FIRST_CASE).header.recordedWith;
  return {
    repository,
    requests,
    stage,
    kubernetes: await startKubernetesServer({ port: kubernetesPort, stage, version }),
  };
}

async function compare(stage: Stage, complain: (sentence: string) => void): Promise<void> {
  try {
    await stage.compare();
    stage.reports().problems.forEach(complain);
  } catch (error) {
    complain(`The instances of the repository could not be read: ${(error as Error).message}`);
  }
}

async function pageOf(
  { repository, requests, stage, kubernetes }: Inside,
  repositoryUrl: string,
  cases: Cases,
) {
  return frontPage({
    repositoryUrl,
    kubernetesUrl: kubernetes.url,
    commits: await repository.log(10),
    requests: requests.list(),
    cases: cases.names.map(name => ({ name, title: cases.timeline(name).header.title })),
    ...stage.reports(),
  });
}
