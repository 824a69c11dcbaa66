/**
 * Asks an HTTP endpoint from inside the lab's network: `node ask.ts` reads the question from standard
 * input and writes the answer. Certificates are verified against the authority given and by the name given.
 */
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Question {
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** For https: whom to trust, and the name that the certificate must carry. */
  authority?: string;
  serverName?: string;
}

export interface Answer {
  status?: number;
  body?: string;
  /** Why there was no answer at all. */
  trouble?: string;
}

const { url, headers, body, authority, serverName } = JSON.parse(await text(process.stdin)) as Question;
const say = (answer: Answer) => process.stdout.write(JSON.stringify(answer));

const secure = url.startsWith('https:');
const outgoing = (secure ? requestSecure : requestPlain)(
  url,
  {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    timeout: 5_000,
    ...(secure ? { ca: authority, servername: serverName } : {}),
  },
  answer => {
    void text(answer).then(all => say({ status: answer.statusCode, body: all }));
  },
);
outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 5 s')));
outgoing.on('error', error => say({ trouble: error.message }));
outgoing.end(body);
