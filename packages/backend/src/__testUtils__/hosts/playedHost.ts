import type { IncomingMessage, RequestListener } from 'node:http';
import type { JsonObject } from '@backstage/types';
import type { GitServer } from 'test-git-server';

/** A pull request as a host keeps it, in one form for all of them. */
export interface PullRequest {
  source: string;
  target: string;
  title: string;
  description: string;
  /** The address that a person opens. */
  page: string;
}

/** What the API of a host works on: a real repository, and the pull requests that were opened. */
export interface Behind {
  server(): GitServer;
  opened: PullRequest[];
}

export interface Asked {
  /** What the pattern of the route caught, decoded. */
  parts: string[];
  query: URLSearchParams;
  body: any;
}

type Answer = [status: number, body?: unknown];
export type Routes = [asked: string, path: RegExp, answer: (asked: Asked) => Promise<Answer>][];

/** The part of a host's API that its action uses. Who has no login is refused; what is not in it is not found. */
export function playApi(routes: Routes, { authorization }: { authorization: string }): RequestListener {
  return (request, response) => {
    const answer = async (): Promise<Answer> => {
      if (request.headers.authorization !== authorization) return [401, { message: 'Bad credentials' }];
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://host');
      for (const [method, path, reply] of routes) {
        const found = request.method === method ? path.exec(pathname) : null;
        if (found) {
          return reply({
            parts: found.slice(1).map(decodeURIComponent),
            query,
            body: await bodyOf(request),
          });
        }
      }
      return [404, { message: `Not found: ${request.method} ${pathname}` }];
    };
    answer().then(
      ([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      },
      error => response.writeHead(500).end(JSON.stringify({ message: String(error) })),
    );
  };
}

async function bodyOf(request: IncomingMessage): Promise<any> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : undefined;
}

/** The head of a branch of the real repository. */
export async function headOf({ server }: Behind, branch: string): Promise<string | undefined> {
  const found = await server().git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`);
  return found.trim() || undefined;
}

export interface PlayedHost {
  title: string;
  /** Where the repository stands on such a host. */
  path: string;
  /** What Git is to be given as a login. */
  credentials?: { username: string; password: string };
  /** Below "integrations" in the portal's configuration. */
  integrations(host: string): JsonObject;
  api?(behind: Behind): RequestListener;
}
