import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readBody, send, sendJson } from '../http.ts';
import type { Listening } from '../http.ts';
import { isSpeed, SPEED_WANTED } from '../options.ts';
import type { Stage } from '../replay/stage.ts';
import { Api, parseCall } from './api.ts';
import type { ApiAnswer, ApiCall } from './api.ts';
import {
  Failure,
  forbidden,
  internalError,
  NoSuchPath,
  noSuchResource,
  tooManyRequests,
  unauthorized,
} from './failure.ts';
import { faultFor, noFaults, parseFaults } from './faults.ts';
import type { Fault } from './faults.ts';
import { isCustom } from './resources.ts';
import { isReview, reviewAccess } from './reviews.ts';
import { secondsOf } from './watches.ts';
import type { WatchEvent } from './watches.ts';

export interface KubernetesServerOptions {
  port: number;
  stage: Stage;
  /** Of the cluster that was recorded. */
  version: string;
}

const HUGE_BYTES = 20 * 1024 * 1024;
const RETRY_AFTER_SECONDS = 5;

const splitPath = (path: string) => path.split('/').filter(Boolean).map(decodeURIComponent);

/** A prefix `/clusters/<name>` makes one server stand for several clusters. */
function takeCluster(parts: string[]): string | undefined {
  if (parts[0] !== 'clusters' || parts.length < 2) return undefined;
  return parts.splice(0, 2)[1];
}

// Padding in an annotation: the answer stays valid and means the same, only its size grows.
function hugeAnswer(answer: ApiAnswer): ApiAnswer {
  const parsed = JSON.parse(answer.body) as { metadata?: { annotations?: object } };
  const metadata = {
    ...parsed.metadata,
    annotations: { ...parsed.metadata?.annotations, padding: 'x'.repeat(HUGE_BYTES) },
  };
  return { ...answer, body: JSON.stringify({ ...parsed, metadata }) };
}

function answerWithFault(
  { answer }: Fault,
  call: ApiCall,
  usual: () => ApiAnswer,
  response: ServerResponse,
): void {
  switch (answer) {
    case 'unauthorized':
      throw unauthorized();
    case 'forbidden':
      throw forbidden(call.verb, call.resource, call);
    case 'notInstalled':
      throw isCustom(call.resource) ? new NoSuchPath(call.resource.group) : noSuchResource();
    case 'tooManyRequests':
      throw tooManyRequests(RETRY_AFTER_SECONDS);
    case 'internalError':
      throw internalError('etcdserver: request timed out');
    case 'hang':
      return;
    case 'closed':
      response.destroy();
      return;
    case 'malformed': {
      const { type, body } = usual();
      send(response, 200, type, body.slice(0, Math.ceil(body.length / 2)));
      return;
    }
    case 'huge': {
      const { type, body } = hugeAnswer(usual());
      send(response, 200, type, body);
      return;
    }
    default:
      answer satisfies never;
  }
}

const LOOK_AGAIN_MS = 100;
/** So long before its end an API server tells a watch the newest version. */
const BOOKMARK_BEFORE_END_MS = 2_000;

const linesOf = (events: WatchEvent[]) => events.map(event => `${JSON.stringify(event)}\n`).join('');

/**
 * Holds the answer to a watch open, and writes what happens for as long as it was asked to: by the
 * time of the replays, where that passes more quickly than its users'. Where it passes more slowly,
 * they would take an answer that is held for longer than they asked for one that never comes.
 */
function holdOpen(
  { api, speed }: { api: Api; speed: number },
  call: ApiCall,
  clockAheadMs: () => number,
  response: ServerResponse,
): void {
  const happened = api.follow(call);
  const pace = Math.max(1, speed);
  const heldMs = (secondsOf(call.query) * 1000) / pace;
  const endsAt = Date.now() + heldMs;
  let bookmarkAt = endsAt - BOOKMARK_BEFORE_END_MS / pace;
  if (call.query.get('allowWatchBookmarks') !== 'true' || bookmarkAt <= Date.now()) bookmarkAt = Infinity;
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' });
  response.flushHeaders();
  const look = () => {
    const events = happened(clockAheadMs());
    if (Date.now() >= bookmarkAt) {
      events.push(api.bookmark(call));
      bookmarkAt = Infinity;
    }
    if (events.length) response.write(linesOf(events));
    if (Date.now() >= endsAt || events.some(({ type }) => type === 'ERROR')) response.end();
  };
  const timer = setInterval(look, Math.min(LOOK_AGAIN_MS, heldMs / 4));
  response.once('close', () => clearInterval(timer));
  look();
}

/** Serves the replays as an API server would; `/sandbox` is for the person who runs them. */
export async function startKubernetesServer(options: KubernetesServerOptions): Promise<Listening> {
  const { stage, version } = options;
  const api = new Api(stage, version);
  let current = noFaults();

  async function control(request: IncomingMessage, response: ServerResponse, parts: string[]) {
    const [, topic, environment, name] = parts;
    if (topic === undefined && request.method === 'GET') return sendJson(response, 200, stage.reports());
    if (topic === 'faults' && request.method === 'GET') return sendJson(response, 200, current);
    if (topic === 'faults' && request.method === 'PUT') {
      try {
        current = parseFaults(await readBody(request));
      } catch (error) {
        return sendJson(response, 400, { error: (error as Error).message });
      }
      return sendJson(response, 200, current);
    }
    if (topic === 'faults' && request.method === 'DELETE') {
      current = noFaults();
      return sendJson(response, 200, current);
    }
    if (topic === 'speed' && request.method === 'PUT') {
      const speed = Number(await readBody(request));
      if (!isSpeed(speed)) return sendJson(response, 400, { error: `The body must be ${SPEED_WANTED}.` });
      stage.speed = speed;
      return sendJson(response, 200, { speed });
    }
    if (topic === 'continue' && request.method === 'POST') {
      const id = `${environment}/${name}`;
      return stage.act(id)
        ? sendJson(
            response,
            200,
            stage.reports().replays.find(({ instance }) => instance === id),
          )
        : sendJson(response, 409, { error: `No replay of ${id} waits for somebody to act.` });
    }
    return sendJson(response, 404, {
      error:
        'See GET /sandbox, GET|PUT|DELETE /sandbox/faults, PUT /sandbox/speed and POST /sandbox/continue/ENVIRONMENT/NAME.',
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const parts = splitPath(url.pathname);
    const method = request.method ?? 'GET';
    if (parts[0] === 'sandbox') return control(request, response, parts);
    const cluster = takeCluster(parts);
    if (parts.length === 1 && ['healthz', 'livez', 'readyz'].includes(parts[0] ?? '')) {
      return send(response, 200, 'text/plain; charset=utf-8', 'ok');
    }
    if (isReview(method, parts)) {
      return sendJson(response, 201, reviewAccess(await readBody(request), current.faults, cluster));
    }
    const discovered = method === 'GET' ? api.discover(parts) : undefined;
    if (discovered) return send(response, 200, discovered.type, discovered.body);
    const call = parseCall(method, parts, url.searchParams, cluster);
    if (!call) throw new NoSuchPath(url.pathname);
    const clockAheadMs = () => current.clockAheadMs;
    const isFollowing = call.verb === 'watch';
    const usual = (): ApiAnswer =>
      isFollowing
        ? { type: 'application/json', body: JSON.stringify(api.bookmark(call)) }
        : api.answer(call, clockAheadMs());
    const fault = faultFor(current.faults, call);
    if (fault) return answerWithFault(fault, call, usual, response);
    if (isFollowing) return holdOpen({ api, speed: stage.speed }, call, clockAheadMs, response);
    const { type, body } = usual();
    return send(response, 200, type, body);
  }

  return listen(
    (request, response) => {
      response.setHeader('Date', new Date(Date.now() + current.clockAheadMs).toUTCString());
      answer(request, response).catch((error: unknown) => {
        if (error instanceof NoSuchPath) {
          send(response, 404, 'text/plain; charset=utf-8', '404 page not found\n');
          return;
        }
        const failure = error instanceof Failure ? error : internalError(String(error));
        for (const [header, value] of Object.entries(failure.headers)) response.setHeader(header, value);
        sendJson(response, failure.code, failure.status);
      });
    },
    options.port,
    { what: 'the replayed Kubernetes API', flag: '--kubernetes-port' },
  );
}
