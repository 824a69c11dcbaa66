import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, send } from '../http.ts';
import type { Listening } from '../http.ts';
import { isReview } from '../review/api.ts';
import { cgiVariables, passToGit } from './cgi.ts';
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
    const child = startHttpBackend(backend, {
      ...cgiVariables(request, options.root),
      // Whom Git lets push.
      REMOTE_USER: 'sandbox',
    });
    await passToGit(child, request, response);
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
