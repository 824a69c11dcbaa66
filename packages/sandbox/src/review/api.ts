import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, send, sendJson } from '../http.ts';
import { Refusal } from './mergeRequests.ts';
import type { MergeRequest, MergeRequests } from './mergeRequests.ts';
import { PAGES, requestPage } from './pages.ts';

export interface ReviewOptions {
  requests: MergeRequests;
  /** Address of this server. */
  url: string;
  /** Runs when a merge has moved a branch. */
  afterMerge(): Promise<void>;
}

const PROJECT = 'gitops';

/** Whether a path is one of ours: the part of GitLab's API that opens merge requests, and its pages. */
export const isReview = (path: string) => path.startsWith('/api/v4/') || path.startsWith(PAGES);

export async function answerReview(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReviewOptions,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', options.url);
  const isApi = pathname.startsWith('/api/v4/');
  const parts = pathname
    .slice(isApi ? '/api/v4/'.length : PAGES.length)
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  try {
    if (isApi) await answerApi(request, response, { parts, searchParams }, options);
    else await answerPage(request, response, parts, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendJson(response, error.status, { message: error.message });
  }
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  { parts, searchParams }: { parts: string[]; searchParams: URLSearchParams },
  options: ReviewOptions,
): Promise<void> {
  const { requests, url } = options;
  const [projects, project, what, name, more] = parts;
  if (projects !== 'projects' || project !== PROJECT) throw new Refusal(404, '404 Project Not Found');
  const asks = `${request.method} ${[what, ...(what === 'repository' ? [name] : [])].join('/')}`;
  switch (asks) {
    case 'GET repository/branches': {
      const head = more && (await requests.head(more));
      if (!head) throw new Refusal(404, '404 Branch Not Found');
      sendJson(response, 200, { name: more, commit: { id: head }, web_url: `${url}/` });
      return;
    }
    case 'GET merge_requests': {
      if (name) {
        sendJson(response, 200, shown(requests.find(Number(name)), url));
        return;
      }
      const source = searchParams.get('source_branch');
      const found = requests.list().filter(one => source === null || one.source === source);
      sendJson(
        response,
        200,
        found.map(one => shown(one, url)),
      );
      return;
    }
    case 'POST merge_requests': {
      const opened = await requests.open(openingIn(await readBody(request)));
      sendJson(response, 201, shown(opened, url));
      return;
    }
    case 'PUT merge_requests': {
      if (more !== 'merge') throw new Refusal(404, '404 Not Found');
      const merged = await requests.merge(Number(name));
      await options.afterMerge();
      sendJson(response, 200, shown(merged, url));
      return;
    }
    default:
      throw new Refusal(404, '404 Not Found');
  }
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  [iid, act]: string[],
  { requests, url, afterMerge }: ReviewOptions,
): Promise<void> {
  const found = requests.find(Number(iid));
  const page = async (status: number, refusal?: string) =>
    send(
      response,
      status,
      'text/html; charset=utf-8',
      requestPage(found, await requests.diff(found), refusal),
    );
  if (request.method === 'GET' && !act) {
    await page(200);
    return;
  }
  if (request.method !== 'POST' || act !== 'merge') throw new Refusal(404, '404 Not Found');
  // A page of somebody else's must not press the button; "null" is one that hides whose it is.
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${request.headers.host}`) {
    throw new Refusal(403, '403 Forbidden');
  }
  try {
    await requests.merge(found.iid);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await page(409, error.message);
    return;
  }
  await afterMerge();
  response.writeHead(303, { Location: `${url}${PAGES}/${found.iid}` }).end();
}

/** GitLab takes JSON; what it does not need of us is left alone. */
function openingIn(body: string) {
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(body) as Record<string, unknown>;
  } catch {
    throw new Refusal(400, 'the body is not JSON');
  }
  const text = (key: string) => {
    const value = given[key];
    if (typeof value !== 'string' || value === '') throw new Refusal(400, `${key} is missing`);
    return value;
  };
  return {
    title: text('title'),
    source: text('source_branch'),
    target: text('target_branch'),
    description: typeof given.description === 'string' ? given.description : '',
    removeSource: given.remove_source_branch === true,
  };
}

function shown(
  { iid, title, description, source, target, state, openedAt, merged }: MergeRequest,
  url: string,
) {
  return {
    id: iid,
    iid,
    title,
    description,
    state,
    source_branch: source,
    target_branch: target,
    created_at: openedAt,
    merged_at: merged?.at ?? null,
    merge_commit_sha: merged?.commit ?? null,
    web_url: `${url}${PAGES}/${iid}`,
  };
}
