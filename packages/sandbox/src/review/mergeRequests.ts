import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { git } from '../git/command.ts';
import { mergeBranches } from './mergeBranches.ts';

/** A change that waits on a branch of its own until a person merges it. */
export interface MergeRequest {
  iid: number;
  title: string;
  description: string;
  source: string;
  target: string;
  removeSource: boolean;
  openedAt: string;
  state: 'opened' | 'merged';
  /** From its merge on: where the target stood before, and the commit of the merge. */
  merged?: { before: string; commit: string; at: string };
}

export type Opening = Pick<MergeRequest, 'title' | 'description' | 'source' | 'target' | 'removeSource'>;

/** Why something cannot be done; each has its answer over HTTP. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Kept {
  format: number;
  requests: MergeRequest[];
}

const FORMAT = 1;

/** The merge requests of one repository; they outlive a restart. */
export class MergeRequests {
  readonly #repository: string;
  readonly #file: string;
  #requests: MergeRequest[];
  // One after the other: a merge looks at branches that another one moves.
  #last: Promise<unknown> = Promise.resolve();

  constructor(repository: string, file: string, { fresh }: { fresh: boolean }) {
    this.#repository = repository;
    this.#file = file;
    if (fresh) rmSync(file, { force: true });
    this.#requests = recall(file);
  }

  list(): MergeRequest[] {
    return [...this.#requests].reverse();
  }

  find(iid: number): MergeRequest {
    const found = this.#requests.find(request => request.iid === iid);
    if (!found) throw new Refusal(404, '404 Not found');
    return found;
  }

  openFrom(source: string): MergeRequest | undefined {
    return this.#requests.find(request => request.state === 'opened' && request.source === source);
  }

  /** The commit at the head of a branch. */
  async head(branch: string): Promise<string | undefined> {
    const ref = `refs/heads/${branch}`;
    const listed = await this.#git('for-each-ref', '--format=%(refname) %(objectname)', ref);
    return listed
      .split('\n')
      .find(line => line.startsWith(`${ref} `))
      ?.slice(ref.length + 1);
  }

  open(opening: Opening): Promise<MergeRequest> {
    return this.#inTurn(async () => {
      for (const branch of [opening.source, opening.target]) {
        if (!(await this.head(branch))) throw new Refusal(400, `there is no branch "${branch}"`);
      }
      const other = this.openFrom(opening.source);
      if (other) {
        throw new Refusal(
          409,
          `Another open merge request already exists for this source branch: !${other.iid}`,
        );
      }
      const request: MergeRequest = {
        ...opening,
        iid: this.#requests.length + 1,
        openedAt: new Date().toISOString(),
        state: 'opened',
      };
      this.#requests.push(request);
      this.#keep();
      return request;
    });
  }

  merge(iid: number): Promise<MergeRequest> {
    return this.#inTurn(async () => {
      const request = this.find(iid);
      if (request.state !== 'opened') throw new Refusal(405, 'It is merged already.');
      if (!(await this.head(request.source))) {
        throw new Refusal(405, `Its branch ${request.source} is gone.`);
      }
      const message = `Merge branch '${request.source}' into '${request.target}'\n\n${request.title}\n\nSee merge request !${iid}\n`;
      const merged = await mergeBranches(this.#repository, request, message);
      if ('conflicts' in merged) {
        throw new Refusal(
          406,
          `Branch cannot be merged: ${request.target} has other changes in ${merged.conflicts.join(', ')}.`,
        );
      }
      request.state = 'merged';
      request.merged = { ...merged, at: new Date().toISOString() };
      this.#keep();
      if (request.removeSource) await this.#git('update-ref', '-d', `refs/heads/${request.source}`);
      return request;
    });
  }

  /** What a merge changes, or has changed. */
  async diff({ merged, source, target }: MergeRequest): Promise<string> {
    const range = merged
      ? `${merged.before}..${merged.commit}`
      : `refs/heads/${target}...refs/heads/${source}`;
    return this.#git('diff', '--no-color', '--no-ext-diff', range);
  }

  async #git(...args: string[]): Promise<string> {
    return (await git(args, { in: this.#repository })).toString('utf8');
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  #keep(): void {
    const unfinished = `${this.#file}.unfinished`;
    const kept: Kept = { format: FORMAT, requests: this.#requests };
    writeFileSync(unfinished, `${JSON.stringify(kept, undefined, 2)}\n`);
    renameSync(unfinished, this.#file);
  }
}

function recall(file: string): MergeRequest[] {
  if (!existsSync(file)) return [];
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>;
    return kept.format === FORMAT ? kept.requests ?? [] : [];
  } catch {
    // A file cut short by a full disk: the branches are there, only the requests are gone.
    return [];
  }
}
