/** Judges the token that logs in to RDS: a request that is signed ahead, with Signature Version 4. */
import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** What a token must be for. */
export interface Login {
  /** Host and port, as the client knows them. */
  host: string;
  region: string;
  user: string;
}

const NO_BODY = createHash('sha256').update('').digest('hex');
const LONGEST_LIFE_MS = 15 * 60_000;

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** When a request was signed: 20250101T000000Z. */
function signedAt(date: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** Why a token does not log in, or nothing when it does. */
export function troubleWith(
  token: string,
  { host, region, user }: Login,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  now = Date.now(),
): string | undefined {
  const url = URL.parse(`https://${token}`);
  if (!url) return 'the token is no address';
  const said = (name: string) => url.searchParams.get(name) ?? '';
  const date = said('X-Amz-Date');
  const scope = `${date.slice(0, 8)}/${region}/rds-db/aws4_request`;
  const expected: Record<string, string> = {
    Action: 'connect',
    DBUser: user,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Security-Token': sessionToken,
    'X-Amz-SignedHeaders': 'host',
  };
  const wrong = Object.keys(expected).find(name => said(name) !== expected[name]);
  if (wrong) return `${wrong} is not what it should be`;
  if (url.host !== host) return `the token is for ${url.host}, not for ${host}`;
  const age = now - signedAt(date);
  if (!(Math.abs(age) < LONGEST_LIFE_MS)) return 'the token has expired';

  const query = url.search
    .slice(1)
    .split('&')
    .filter(part => !part.startsWith('X-Amz-Signature='))
    .sort()
    .join('&');
  const request = ['GET', '/', query, `host:${host}`, '', 'host', NO_BODY].join('\n');
  const digest = createHash('sha256').update(request).digest('hex');
  const text = ['AWS4-HMAC-SHA256', date, scope, digest].join('\n');
  const key = ['rds-db', 'aws4_request'].reduce(
    hmac,
    hmac(hmac(`AWS4${secretAccessKey}`, date.slice(0, 8)), region),
  );
  return hmac(key, text).toString('hex') === said('X-Amz-Signature') ? undefined : 'the signature is wrong';
}
