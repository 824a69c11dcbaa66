import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { troubleWith } from './signature.ts';

// Made by BuildAuthToken of the AWS SDK that SpiceDB uses, of credentials that never were anybody's.
const TOKEN =
  'rds.sample-ns:6543?Action=connect&DBUser=sample&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=EXAMPLEKEY' +
  '%2F20261121%2Feu-central-1%2Frds-db%2Faws4_request&X-Amz-Date=20261121T173741Z&X-Amz-Expires=900' +
  '&X-Amz-Security-Token=example%2Ftoken%3D%3D&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=cdf0c9251c0ccdc53b7e834dc8828b8ce992253ab5dfab9d6dd0e55e9920d5d9';
const SIGNED_AT = Date.UTC(2026, 10, 21, 17, 37, 41);

const login = { host: 'rds.sample-ns:6543', region: 'eu-central-1', user: 'sample' };
const credentials = {
  accessKeyId: 'EXAMPLEKEY',
  secretAccessKey: 'example/secret+key',
  sessionToken: 'example/token==',
};
const judged = (token: string, change: Partial<typeof login & typeof credentials> = {}, now = SIGNED_AT) =>
  troubleWith(token, { ...login, ...change }, { ...credentials, ...change }, now);

describe('the token that logs in to RDS', () => {
  it('is taken when the SDK of AWS signed it', () => {
    assert.equal(judged(TOKEN), undefined);
  });

  it('is for one user, one database and one region', () => {
    assert.match(judged(TOKEN, { user: 'another' }) ?? '', /DBUser/);
    assert.match(judged(TOKEN, { host: 'another:5432' }) ?? '', /not for another:5432/);
    assert.match(judged(TOKEN, { region: 'us-east-1' }) ?? '', /X-Amz-Credential/);
  });

  it('is signed by the secret of the role', () => {
    assert.match(judged(TOKEN, { secretAccessKey: 'another' }) ?? '', /signature/);
    assert.match(judged(TOKEN.replace(/.$/, '8')) ?? '', /signature/);
    assert.match(judged(TOKEN, { sessionToken: 'another' }) ?? '', /X-Amz-Security-Token/);
  });

  it('is good for a quarter of an hour', () => {
    assert.equal(judged(TOKEN, {}, SIGNED_AT + 14 * 60_000), undefined);
    assert.match(judged(TOKEN, {}, SIGNED_AT + 16 * 60_000) ?? '', /expired/);
  });

  it('is no password', () => {
    assert.ok(judged('a password'));
    assert.ok(judged(''));
  });
});
