import assert from 'node:assert/strict';
import { it } from 'node:test';
import { waitFor } from './waiting.ts';

it('gives back the first answer that is something', async () => {
  const answers = [undefined, false, 'here'] as const;
  let asked = 0;
  assert.equal(await waitFor('an answer', () => answers[asked++], { timeoutMs: 1000, everyMs: 1 }), 'here');
  assert.equal(asked, 3);
});

it('says for what it waited, and the last reason, when time is up', async () => {
  const never = () => {
    throw new Error('connection refused');
  };
  await assert.rejects(waitFor('the API server', never, { timeoutMs: 5, everyMs: 1, remedy: 'Start it.' }), {
    name: 'LabError',
    message: /for the API server; last answer: connection refused/,
    remedy: 'Start it.',
  });
});
