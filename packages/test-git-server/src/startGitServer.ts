import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How a test may bend the server; all of it can be changed while it runs. */
export interface GitServerOptions {
  /** Basic credentials that every request must carry. */
  credentials?: { username: string; password: string };
  /** Called before a push reaches Git, once per push. */
  beforePush?: () => Promise<void>;
  /** Called when Git has put together what somebody fetches, before they have it. */
  afterFetch?: () => Promise<void>;
  /** Drops the connection after that many bytes of a push. */
  cutPushAfterBytes?: number;
  /** Lets a push through and drops the connection before the answer. */
  loseAnswerToPush?: boolean;
  /** Answers every request with this status instead of asking Git. */
  answerWith?: number;
  /** Takes every request and never answers. */
  staySilent?: boolean;
}

export interface GitServer {
  /** Where the repository is cloned from and pushed to. */
  url: string;
  options: GitServerOptions;
  /** How often somebody has fetched objects, rather than only asked which branches there are. */
  fetches(): number;
  /** Runs git inside the bare repository and returns what it printed. */
  git(...args: string[]): Promise<string>;
  /** The same, with a text on its standard input. */
  pipe(args: string[], input: string): Promise<string>;
  /** Installs a hook of the repository. */
  hook(name: string, script: string): Promise<void>;
  /** Commits files on a branch the way another person would, and returns the commit. */
  commit(
    files: Record<string, string | null>,
    options?: { branch?: string; message?: string },
  ): Promise<string>;
  stop(): Promise<void>;
}

const AUTHOR_ENV = {
  GIT_AUTHOR_NAME: 'Another Person',
  GIT_AUTHOR_EMAIL: 'person@example.com',
  GIT_COMMITTER_NAME: 'Another Person',
  GIT_COMMITTER_EMAIL: 'person@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
};

function hasCredentials(
  request: IncomingMessage,
  { username, password }: { username: string; password: string },
) {
  const expected = Buffer.from(`${username}:${password}`).toString('base64');
  return request.headers.authorization === `Basic ${expected}`;
}

function sendCgiAnswer(raw: Buffer, response: ServerResponse) {
  const end = raw.indexOf('\r\n\r\n');
  for (const line of raw.subarray(0, end).toString().split('\r\n')) {
    const [name, value] = line.split(/:\s*/, 2);
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(raw.subarray(end + 4));
}

/**
 * Starts `git http-backend` over one new bare repository whose branch is `main`. It holds each request back whole, so as
 * to cut, delay or lose it, where the sandbox's server passes on what comes.
 */
export async function startGitServer(
  options: GitServerOptions & {
    files?: Record<string, string>;
    /** Where the repository stands below the address of the server; hosts want it in different depths. */
    path?: string;
    /** Answers what is not for Git, as the API of a host would. */
    beside?: RequestListener;
  } = {},
): Promise<GitServer> {
  const { files = { 'README.md': 'Instances\n' }, path = 'gitops.git', beside, ...bends } = options;
  const root = await mkdtemp(join(tmpdir(), 'git-server-'));
  const repository = join(root, path);
  const env = { ...process.env, ...AUTHOR_ENV };
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository], { env });
  await run('git', ['-C', repository, 'config', 'http.receivepack', 'true'], { env });

  const running: GitServerOptions = bends;
  let fetches = 0;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    if (beside && !pathname.startsWith(`/${path}/`)) {
      beside(request, response);
      return;
    }
    if (running.staySilent) return;
    if (running.answerWith !== undefined) {
      response.writeHead(running.answerWith).end();
      return;
    }
    if (running.credentials && !hasCredentials(request, running.credentials)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const isPush = request.method === 'POST' && pathname.endsWith('/git-receive-pack');
    if (isPush) await running.beforePush?.();

    const backend = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        PATH_INFO: decodeURIComponent(pathname),
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
        REMOTE_USER: 'portal',
        REMOTE_ADDR: '127.0.0.1',
      },
    });
    const answer: Buffer[] = [];
    backend.stdout.on('data', chunk => answer.push(chunk));
    backend.stdin.on('error', () => request.destroy());
    let received = 0;
    let isFetch = false;
    request.on('data', (chunk: Buffer) => {
      if (!isPush && received === 0) isFetch = chunk.includes('want ');
      received += chunk.length;
      if (isPush && received > (running.cutPushAfterBytes ?? Infinity)) {
        backend.stdin.end(chunk.subarray(0, running.cutPushAfterBytes));
        request.destroy();
        return;
      }
      backend.stdin.write(chunk);
    });
    // Also where the caller went away half-way: Git would wait for the rest for ever.
    request.on('close', () => backend.stdin.end());
    await once(backend, 'close');
    if (isFetch) {
      fetches += 1;
      await running.afterFetch?.();
    }
    if (isPush && running.loseAnswerToPush) request.destroy();
    if (!response.destroyed) sendCgiAnswer(Buffer.concat(answer), response);
  }

  const serving = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const served = serve(request, response).catch(error => void response.destroy(error));
    serving.add(served);
    served.finally(() => serving.delete(served));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const git = async (...args: string[]) => (await run('git', ['-C', repository, ...args], { env })).stdout;

  const pipe = (args: string[], input: string) =>
    new Promise<string>((resolve, reject) => {
      const child = execFile('git', ['-C', repository, ...args], { env }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
      child.stdin?.end(input);
    });

  const hook = (name: string, script: string) =>
    writeFile(join(repository, 'hooks', name), script, { mode: 0o755 });

  const commit: GitServer['commit'] = async (
    changes,
    { branch = 'main', message = 'Change by another person' } = {},
  ) => {
    const clone = await mkdtemp(join(tmpdir(), 'git-clone-'));
    const inClone = (...args: string[]) => run('git', ['-C', clone, ...args], { env });
    try {
      await run('git', ['clone', '--quiet', repository, clone], { env });
      const exists = await inClone('rev-parse', '--verify', `origin/${branch}`).then(
        () => true,
        () => false,
      );
      await inClone('checkout', '--quiet', ...(exists ? [] : ['-B']), branch);
      for (const [name, content] of Object.entries(changes)) {
        const target = join(clone, name);
        await mkdir(dirname(target), { recursive: true });
        if (content === null) await rm(target);
        else await writeFile(target, content);
      }
      await inClone('add', '--all');
      await inClone('commit', '--quiet', '--message', message);
      await inClone('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return (await inClone('rev-parse', 'HEAD')).stdout.trim();
    } finally {
      await rm(clone, { recursive: true, force: true });
    }
  };

  if (Object.keys(files).length > 0) await commit(files, { message: 'First files' });

  return {
    url: `http://127.0.0.1:${port}/${path}`,
    options: running,
    fetches: () => fetches,
    git,
    pipe,
    hook,
    commit,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      // Git may still write what a caller who went away has sent.
      await Promise.all(serving);
      await rm(root, { recursive: true, force: true });
    },
  };
}
