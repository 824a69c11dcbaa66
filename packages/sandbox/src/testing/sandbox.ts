import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '../git/command.ts';
import type { SandboxOptions } from '../options.ts';
import { startSandbox } from '../sandbox.ts';
import type { Sandbox } from '../sandbox.ts';
import { writeTimeline } from '../timeline/index.ts';
import { firstInstall, passwordRefused, upgrade } from './timelines.ts';

const run = promisify(execFile);

export interface Workshop {
  folder: string;
  options: SandboxOptions;
  complaints: string[];
  start(change?: Partial<SandboxOptions>): Promise<Sandbox>;
  /** Clones, writes the files (a file that is undefined goes), and pushes; gives the commit. */
  push(url: string, files: Record<string, string | undefined>): Promise<string>;
  git(...args: string[]): Promise<string>;
  end(): Promise<void>;
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox test '));
  const recordings = join(folder, 'recordings');
  for (const recording of [firstInstall(), passwordRefused(), upgrade()]) {
    writeTimeline(join(recordings, recording.header.name, 'timeline.jsonl'), recording);
  }
  const options: SandboxOptions = {
    gitPort: 0,
    kubernetesPort: 0,
    stateFolder: join(folder, 'state'),
    projectFolder: join(import.meta.dirname, '..', '..', '..', '..'),
    recordingsFolder: recordings,
    fresh: false,
    speed: 1,
  };
  const complaints: string[] = [];
  const running: Sandbox[] = [];
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd: folder, env: gitEnvironment() })).stdout.trim();
  let clones = 0;
  return {
    folder,
    options,
    complaints,
    git,
    async start(change = {}) {
      const sandbox = await startSandbox({ ...options, ...change }, sentence => complaints.push(sentence));
      running.push(sandbox);
      return sandbox;
    },
    async push(url, files) {
      const clone = join(folder, `clone-${(clones += 1)}`);
      await git('clone', '--quiet', url, clone);
      for (const [path, content] of Object.entries(files)) {
        const file = join(clone, path);
        if (content === undefined) {
          rmSync(file);
          continue;
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
      await git('-C', clone, 'add', '--all');
      await git('-C', clone, 'commit', '--quiet', '--message', 'Change instances');
      await git('-C', clone, 'push', '--quiet', 'origin', 'HEAD:main');
      return git('-C', clone, 'rev-parse', 'HEAD');
    },
    async end() {
      await Promise.all(running.map(sandbox => sandbox.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The files of an instance, as far as a cluster and a replay look at them. */
export const instanceFiles = (name: string, namespace: string, url: string): Record<string, string> => ({
  [`instances/test/${name}/application.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  sources:
    - {repoURL: "${url}", path: charts/spicedb, targetRevision: main}
    - {repoURL: "${url}", targetRevision: main, ref: values}
  destination: {server: "https://kubernetes.default.svc", namespace: ${namespace}}
`,
  [`instances/test/${name}/catalog-info.yaml`]: `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: ${name}
  annotations:
    backstage.io/kubernetes-namespace: ${namespace}
    spicedb-portal.io/cluster: demo
spec: {type: spicedb-instance, owner: guests}
`,
  [`instances/test/${name}/values.yaml`]: `image: {tag: v1.56.0}\n`,
});

/** Asks again until the answer is as wanted; the test's own time limit ends it otherwise. */
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    await new Promise(resolve => setImmediate(resolve));
  }
}
