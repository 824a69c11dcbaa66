/** A GitOps repository: a bare one that the lab's Git server serves, and a clone to work in. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GIT_ROOT, GIT_SERVER } from '../argocd.ts';
import { run } from '../commands.ts';
import { inState, REPOSITORY } from '../paths.ts';
import type { ChartPatch } from './scenario.ts';

const CHART = join('charts', 'spicedb');

// Nothing of the person at this machine goes into a commit.
const AUTHOR = {
  GIT_AUTHOR_NAME: 'platform',
  GIT_AUTHOR_EMAIL: 'platform@example.com',
  GIT_COMMITTER_NAME: 'platform',
  GIT_COMMITTER_EMAIL: 'platform@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

export class GitopsRepository {
  /** By which Argo CD reads it. */
  readonly url: string;
  /** The copy of the chart in the clone. */
  readonly chart: string;
  private readonly bare: string;
  private readonly clone: string;

  constructor(name: string) {
    this.url = `${GIT_SERVER}/${name}.git`;
    this.bare = join(GIT_ROOT, `${name}.git`);
    this.clone = inState('work', name);
    this.chart = join(this.clone, CHART);
  }

  /** Makes it anew, with the chart of this checkout and these files in it. */
  async make(files: Record<string, string> = {}, patches: ChartPatch[] = []): Promise<void> {
    this.remove();
    mkdirSync(this.clone, { recursive: true });
    mkdirSync(GIT_ROOT, { recursive: true });
    await this.git('init', '-q', '--bare', '--initial-branch=main', this.bare);
    await this.git('init', '-q', '--initial-branch=main');
    await this.git('remote', 'add', 'origin', this.bare);
    cpSync(join(REPOSITORY, CHART), this.chart, { recursive: true });
    patchChart(this.chart, patches);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    await this.commit('Add the SpiceDB chart');
  }

  /** Writes a file of the working copy; `undefined` removes it. */
  write(path: string, content: object | string | undefined): void {
    const target = join(this.clone, path);
    if (content === undefined) return rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    // JSON is YAML too; no file of a case needs comments.
    writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }

  /** Commits everything that was written, pushes, and gives back the revision. */
  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '-q', '-m', message);
    await this.git('push', '-q', 'origin', 'main');
    return this.git('rev-parse', 'HEAD');
  }

  /** Takes back the newest commit by another one, as a person would. */
  async revert(): Promise<string> {
    await this.git('revert', '--no-edit', 'HEAD');
    await this.git('push', '-q', 'origin', 'main');
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.bare, { recursive: true, force: true });
    rmSync(this.clone, { recursive: true, force: true });
  }

  private async git(...args: string[]): Promise<string> {
    return (await run('git', args, { cwd: this.clone, env: { ...process.env, ...AUTHOR } })).trim();
  }
}

/** Breaks a copy of the chart; a patch that changes nothing would prove nothing. */
export function patchChart(chart: string, patches: ChartPatch[]): void {
  for (const { file, find, put } of patches) {
    const path = join(chart, file);
    const before = readFileSync(path, 'utf8');
    // A function, so that a "$" in the text stays what it is.
    const after = before.replaceAll(typeof find === 'string' ? find : everywhere(find), () => put);
    if (after === before) throw new Error(`the break finds nothing to change in ${file}: ${find}`);
    writeFileSync(path, after);
  }
}

const everywhere = (pattern: RegExp) =>
  pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);

export function chartVersion(): string {
  const path = join(REPOSITORY, CHART, 'Chart.yaml');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return /^version:\s*(\S+)/m.exec(text)?.[1] ?? 'unknown';
}
