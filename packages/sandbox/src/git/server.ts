import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { listen, send } from '../http.ts';
import type { Listening } from '../http.ts';
import { isReview } from '../review/api.ts';
import { findHttpBackend, startHttpBackend } from './command.ts';

export interface GitServerOptions {
  port: number;
  /** The folder that holds the repository. */
  root: string;
  /** Calls wait for this: the seed of the repository needs the address, so the server comes first. */
  ready: Promise<void>;
  /** Runs when a push has been answered, whether or not it was accepted. */
  afterPush(): Promise<void>;
  /** The page for people who open the address in a browser. */
  page(): Promise<string>;
  /** Answers what concerns pull requests. */
  review(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

function cgiVariables(request: IncomingMessage, url: URL, root: string): Record<string, string> {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_USER: 'sandbox',
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
  };
}

function writeHead(response: ServerResponse, head: string): void {
  let status = 200;
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else if (colon > 0) response.setHeader(name, value);
  }
  response.statusCode = status;
}

/** Passes one request to git's own HTTP program and its answer back. */
function answerWith(
  child: ChildProcessWithoutNullStreams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise(resolve => {
    let head = Buffer.alloc(0);
    let headSent = false;
    let complaint = '';
    child.stdin.on('error', () => {});
    child.stderr.on('data', (data: Buffer) => (complaint += data.toString('utf8')));
    child.stdout.on('data', (data: Buffer) => {
      if (headSent) {
        response.write(data);
        return;
      }
      head = Buffer.concat([head, data]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      headSent = true;
      writeHead(response, head.toString('utf8', 0, end));
      response.write(head.subarray(end + 4));
    });
    // A client that goes away must not leave a git behind.
    response.on('close', () => child.kill());
    child.on('error', error => (complaint += error.message));
    child.on('close', () => {
      if (!headSent) {
        response.statusCode = 500;
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.write(`git http-backend gave no answer: ${complaint.trim()}\n`);
      }
      resolve();
    });
    request.pipe(child.stdin);
  });
}

/** Serves one repository over HTTP, for any Git client to clone and push. */
export async function startGitServer(options: GitServerOptions): Promise<Listening> {
  const backend = await findHttpBackend();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    await options.ready;
    const asked = new URL(request.url ?? '/', 'http://sandbox');
    if (asked.pathname === '/' && request.method === 'GET') {
      send(response, 200, 'text/html; charset=utf-8', await options.page());
      return;
    }
    if (isReview(asked.pathname)) {
      await options.review(request, response);
      return;
    }
    const child = startHttpBackend(backend, cgiVariables(request, asked, options.root));
    await answerWith(child, request, response);
    // Told before the answer ends, so that whoever has pushed finds the replay running.
    if (request.method === 'POST' && asked.pathname.endsWith('/git-receive-pack')) {
      await options.afterPush();
    }
    response.end();
  };
  return listen(
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.statusCode = 500;
        response.end(`${(error as Error).message}\n`);
      });
    },
    options.port,
    { what: 'the Git server', flag: '--git-port' },
  );
}
