import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What git's own HTTP program has to know about a request for a repository below a folder. */
export function cgiVariables(request: IncomingMessage, root: string): Record<string, string> {
  const url = new URL(request.url ?? '/', 'http://git');
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

/** Passes one request to git's own HTTP program and its answer back, which is left for the caller to end. */
export function passToGit(
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
