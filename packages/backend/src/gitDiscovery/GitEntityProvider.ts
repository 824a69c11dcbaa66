import type { LoggerService, SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { parseEntities } from './parseEntities';
import { readFiles, readHead } from './readRepository';
import type { GitBranch, GitFile } from './readRepository';

export interface GitDiscovery extends GitBranch {
  id: string;
  /** Which files to read; `*` stands for one segment. */
  pattern: string;
  /** The kinds that are taken; whoever may write to Git must not make users or templates. */
  kinds: string[];
  /** How long a look at the branch may take before the Git server is taken for gone. */
  patienceMs?: number;
}

/** Below the time that the schedule grants a look, so that it is we who say what happened. */
const USUAL_PATIENCE_MS = 20_000;

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only that it failed; why stands in the cause.
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/**
 * Keeps the catalog in step with the entity files on one branch. When Git
 * cannot be read, or one file cannot, what was last read stays.
 */
export class GitEntityProvider implements EntityProvider {
  readonly #source: GitDiscovery;
  readonly #logger: LoggerService;
  readonly #schedule: SchedulerServiceTaskRunner;
  #connection?: EntityProviderConnection;
  #commit?: string;
  #readable = new Map<string, { oid: string; entities: Entity[] }>();
  #trouble?: string;

  constructor(source: GitDiscovery, logger: LoggerService, schedule: SchedulerServiceTaskRunner) {
    this.#source = source;
    this.#logger = logger;
    this.#schedule = schedule;
  }

  getProviderName() {
    return `git:${this.#source.id}`;
  }

  async connect(connection: EntityProviderConnection) {
    this.#connection = connection;
    await this.#schedule.run({
      id: `${this.getProviderName()}:refresh`,
      fn: signal => this.refresh(signal),
    });
  }

  /** Looks at the branch once; the scheduler calls it again and again. */
  async refresh(cancelled?: AbortSignal): Promise<void> {
    const { url, branch, pattern, patienceMs = USUAL_PATIENCE_MS } = this.#source;
    const patience = AbortSignal.timeout(patienceMs);
    const signal = cancelled ? AbortSignal.any([cancelled, patience]) : patience;
    try {
      const head = await readHead(this.#source, signal);
      if (head === this.#commit) {
        this.#recovered();
        return;
      }
      const { commit, files } = await readFiles(this.#source, pattern, signal);
      const entities = this.#entitiesOf(files);
      await this.#connection?.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity, locationKey: this.getProviderName() })),
      });
      this.#commit = commit;
      this.#recovered();
      this.#logger.info(
        `Read ${entities.length} entities from ${url}, branch ${branch} at ${commit.slice(0, 7)}`,
      );
    } catch (error) {
      // Whoever ends the portal needs no complaint about it.
      if (cancelled?.aborted) return;
      this.#failed(patience.aborted ? new Error(`it gave no answer within ${patienceMs / 1000} s`) : error);
    }
  }

  #entitiesOf(files: GitFile[]): Entity[] {
    const known = this.#readable;
    this.#readable = new Map();
    const byRef = new Map<string, { entity: Entity; path: string }>();
    for (const file of files) {
      const entities = this.#readFile(file, known.get(file.path));
      for (const entity of entities) {
        const ref = stringifyEntityRef(entity);
        if (!this.#source.kinds.includes(entity.kind)) {
          this.#logger.warn(
            `${file.path} declares ${ref}, which is left out: only ${this.#source.kinds.join(
              ', ',
            )} may come from there`,
          );
          continue;
        }
        const first = byRef.get(ref);
        if (first) {
          this.#logger.warn(
            `${file.path} declares ${ref}, which ${first.path} declared already; the first one counts`,
          );
        } else {
          byRef.set(ref, { entity, path: file.path });
        }
      }
    }
    return [...byRef.values()].map(({ entity }) => entity);
  }

  #readFile({ path, oid, content }: GitFile, before?: { oid: string; entities: Entity[] }): Entity[] {
    const { url, branch } = this.#source;
    let read = before;
    if (before?.oid !== oid) {
      try {
        read = { oid, entities: parseEntities(content, `git:${url}#${branch}:${path}`) };
      } catch (error) {
        const instead = before ? 'its last readable version stays in the catalog' : 'it is left out';
        this.#logger.warn(`${path} cannot be read: ${messageOf(error)}; ${instead}`);
      }
    }
    if (read) this.#readable.set(path, read);
    return read?.entities ?? [];
  }

  // The branch is asked every few seconds: a trouble is told when it begins, when
  // it changes and when it ends, not each time.
  #failed(error: unknown) {
    const trouble = messageOf(error);
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    const { url, branch } = this.#source;
    this.#logger.error(
      `Cannot read ${url}, branch ${branch}: ${trouble}. The catalog keeps what it read ${
        this.#commit ? `at ${this.#commit.slice(0, 7)}` : 'before, which is nothing yet'
      }`,
    );
  }

  #recovered() {
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    this.#logger.info(`${this.#source.url} can be read again`);
  }
}
