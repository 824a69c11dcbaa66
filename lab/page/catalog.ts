/** How a scenario's instance comes to be in the portal's catalog: by its file in the GitOps repository. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../commands.ts';
import { inState } from '../paths.ts';
import { GITOPS_REPOSITORY } from '../portal.ts';

/** Its own for each command that plays. */
const CLONE = inState('work', `page-${process.pid}`);

const IDENTITY = ['-c', 'user.name=platform', '-c', 'user.email=platform@example.com'];
const git = (...args: string[]) => run('git', [...IDENTITY, ...args], { cwd: CLONE });

/** One commit at a time: scenarios run beside each other, and share the repository. */
let turn: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
};

async function newestClone(): Promise<void> {
  if (!existsSync(join(CLONE, '.git'))) {
    mkdirSync(CLONE, { recursive: true });
    await git('init', '-q', '--initial-branch=main');
    await git('remote', 'add', 'origin', GITOPS_REPOSITORY);
  }
  await git('fetch', '-q', 'origin', 'main');
  await git('reset', '-q', '--hard', 'origin/main');
}

export const removesClone = () => rmSync(CLONE, { recursive: true, force: true });

const MOST_ATTEMPTS = 5;

/** Commits files of the portal's repository as a person would; `undefined` removes one. */
export const commitFiles = (message: string, files: Record<string, string | undefined>): Promise<void> =>
  inTurn(async () => {
    for (let attempt = 1; ; attempt++) {
      await newestClone();
      for (const [path, text] of Object.entries(files)) place(path, text);
      await git('add', '--all');
      if (!(await git('status', '--porcelain')).trim()) return;
      await git('commit', '-q', '-m', message);
      try {
        await git('push', '-q', 'origin', 'HEAD:main');
        return;
      } catch (error) {
        // The portal and other commands push too, and whoever comes second begins anew on top of them.
        if (attempt === MOST_ATTEMPTS) throw error;
      }
    }
  });

function place(path: string, text: string | undefined): void {
  const target = join(CLONE, path);
  rmSync(target, { recursive: true, force: true });
  if (text === undefined) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** A file of the portal's repository as it stands now, if it does. */
export const readCommitted = (path: string): Promise<string | undefined> =>
  inTurn(async () => {
    await newestClone();
    const target = join(CLONE, path);
    return existsSync(target) ? readFileSync(target, 'utf8') : undefined;
  });

/** What an entity says besides the usual; an annotation of `undefined` is left out. */
export type Annotations = Record<string, string | undefined>;

/** The catalog entity of an instance, as the template of this project writes it. */
const entityOf = (name: string, namespace: string, engine: string, more: Annotations = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    annotations: {
      'backstage.io/kubernetes-id': name,
      'backstage.io/kubernetes-namespace': namespace,
      'backstage.io/kubernetes-label-selector': `backstage.io/kubernetes-id=${name}`,
      'argocd/app-name': name,
      'argocd/app-namespace': 'argocd',
      'spicedb-portal.io/cluster': 'demo',
      'spicedb-portal.io/service': `${name}-dispatch`,
      'spicedb-portal.io/engine': engine,
      'spicedb-portal.io/environment': 'production',
      ...more,
    },
  },
  spec: { type: 'spicedb-instance', owner: 'group:default/checkout' },
});

/** Lets the portal know an instance, or know it by other annotations than before. */
export function tellsCatalog(name: string, namespace: string, engine: string, more: Annotations = {}) {
  const entity = entityOf(name, namespace, engine, more);
  return commitFiles(`Describe ${name}`, {
    [`instances/lab/${name}/catalog-info.yaml`]: `${JSON.stringify(entity, null, 2)}\n`,
  });
}
