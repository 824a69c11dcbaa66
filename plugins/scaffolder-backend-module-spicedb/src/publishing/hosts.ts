import { InputError } from '@backstage/errors';

/** Two branches of a repository: where a change stands, and where it is to go. */
export interface Branches {
  source: string;
  target: string;
}

/** What is particular to a kind of Git host; `base` is the address below which its repositories are. */
interface GitHost {
  /** The repository as the scaffolder's actions want it named; without one there is no action. */
  repoUrl?(repository: string, base: string): string;
  /**
   * Whether the action makes the branch and the commit itself. Those that do not only open a pull
   * request for a branch that is there, so that we push it with our own checks, removed files included.
   */
  writesBranch?: true;
  /** Where a person opens a pull request by hand. */
  formAt(repository: string, branches: Branches): string;
  /** How many characters a description may have. */
  longestDescription?: number;
}

const encode = encodeURIComponent;

function namesIn(repository: string, base: string, pattern: RegExp, wanted: string): string[] {
  const found = pattern.exec(repository.slice(base.replace(/\/$/, '').length));
  if (!found) {
    throw new InputError(
      `spicedb.repository.url: ${repository} does not end like ${wanted}, so no pull request can be opened there. Set spicedb.repository.publish to "branch" or "push".`,
    );
  }
  return found.slice(1).map(decodeURIComponent);
}

const hostOf = (repository: string) => new URL(repository).host;

/** By the types of the portal's integrations. */
export const gitHosts: Record<string, GitHost> = {
  github: {
    writesBranch: true,
    repoUrl(repository, base) {
      const [owner, repo] = namesIn(repository, base, /^\/([^/]+)\/([^/]+)$/, '/OWNER/REPOSITORY');
      return `${hostOf(repository)}?owner=${encode(owner)}&repo=${encode(repo)}`;
    },
    formAt: (repository, { source, target }) =>
      `${repository}/compare/${encode(target)}...${encode(source)}?expand=1`,
    longestDescription: 65_536,
  },
  gitlab: {
    repoUrl(repository, base) {
      const [project] = namesIn(repository, base, /^\/(.+)$/, '/GROUP/PROJECT');
      return `${hostOf(repository)}?project=${encode(project)}&repo=${encode(project.split('/').at(-1)!)}`;
    },
    formAt: (repository, { source, target }) =>
      `${repository}/-/merge_requests/new?merge_request[source_branch]=${encode(
        source,
      )}&merge_request[target_branch]=${encode(target)}`,
    longestDescription: 1_048_576,
  },
  bitbucketCloud: {
    repoUrl(repository, base) {
      const [workspace, repo] = namesIn(repository, base, /^\/([^/]+)\/([^/]+)$/, '/WORKSPACE/REPOSITORY');
      // A project must be named, though nothing looks at it: workspace and repository are enough.
      return `${hostOf(repository)}?workspace=${encode(workspace)}&project=${encode(workspace)}&repo=${encode(
        repo,
      )}`;
    },
    formAt: (repository, { source, target }) =>
      `${repository}/pull-requests/new?source=${encode(source)}&dest=${encode(target)}`,
    longestDescription: 32_768,
  },
  bitbucketServer: {
    repoUrl(repository, base) {
      const [project, repo] = namesIn(
        repository,
        base,
        /^(?:.*)\/scm\/([^/]+)\/([^/]+)$/,
        '/scm/PROJECT/REPOSITORY',
      );
      return `${hostOf(repository)}?project=${encode(project)}&repo=${encode(repo)}`;
    },
    formAt: (repository, { source, target }) =>
      `${repository.replace(
        /\/scm\/([^/]+)\/([^/]+)$/,
        '/projects/$1/repos/$2',
      )}/pull-requests?create&sourceBranch=${encode(`refs/heads/${source}`)}&targetBranch=${encode(
        `refs/heads/${target}`,
      )}`,
    longestDescription: 32_768,
  },
  gitea: {
    formAt: (repository, { source, target }) => `${repository}/compare/${encode(target)}...${encode(source)}`,
  },
  azure: {
    formAt: (repository, { source, target }) =>
      `${repository}/pullrequestcreate?sourceRef=${encode(source)}&targetRef=${encode(target)}`,
  },
};

/** A description that fits: cut at the end of a line, with what was begun brought to its end. */
export function fitDescription(description: string, longest = Infinity): string {
  if (description.length <= longest) return description;
  const rest = '\n\nThe rest is too long for this host; the files say it.';
  const room = description.slice(0, longest - rest.length - '\n```'.length);
  const cut = room.slice(0, Math.max(room.lastIndexOf('\n'), 0));
  const isOpen = (cut.match(/^```/gm) ?? []).length % 2 === 1;
  return `${cut}${isOpen ? '\n```' : ''}${rest}`;
}
