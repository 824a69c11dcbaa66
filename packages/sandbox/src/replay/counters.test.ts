import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scrapeAfter } from './counters.ts';

const page = (checks: number, members: number) =>
  [
    '# TYPE checks_total counter',
    `checks_total{code="OK",of="a b"} ${checks}`,
    '# TYPE members gauge',
    `members ${members}`,
    '',
  ].join('\n');

const scrapes = [
  { t: 1000, text: page(100, 3) },
  { t: 6000, text: page(150, 3) },
  { t: 11_000, text: page(220, 2) },
];

const checksIn = (text: string | undefined) => Number(/checks_total\{.*\} (\d+)/.exec(text ?? '')?.[1]);

describe('scrapes after the end of a recording', () => {
  it('begin with the last one that was recorded', () => {
    assert.equal(scrapeAfter(scrapes, 0)?.text, page(220, 2));
  });

  it('go on at the recorded rate, and no counter goes down', () => {
    const counts = Array.from({ length: 60 }, (_, i) => checksIn(scrapeAfter(scrapes, i * 1000)?.text));
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => a - b),
    );
    // 120 checks in the 10 recorded seconds, so six times as many in the next 60.
    assert.equal(checksIn(scrapeAfter(scrapes, 60_000)?.text), 220 + 6 * 120);
  });

  it('leave a gauge what it was last', () => {
    assert.match(scrapeAfter(scrapes, 12_000)?.text ?? '', /^members 2$/m);
  });

  it('do not go back to before the applications began to ask', () => {
    const idle = { t: 0, text: page(100, 3) };
    assert.equal(checksIn(scrapeAfter([idle, ...scrapes], 10_000, 1000)?.text), 220 + 120);
  });

  it('look back a quarter of a minute, not to how it was before it settled', () => {
    const before = { t: -20_000, text: page(0, 3) };
    assert.equal(checksIn(scrapeAfter([before, ...scrapes], 10_000, -30_000)?.text), 220 + 120);
  });

  it('do not go back to before a restart', () => {
    const restarted = [{ t: 0, text: page(900, 3) }, ...scrapes];
    assert.equal(checksIn(scrapeAfter(restarted, 10_000)?.text), 220 + 120);
  });

  it('stay refused where the last one was refused, and silent where there was none', () => {
    assert.equal(scrapeAfter([...scrapes, { t: 12_000, refused: 'closed' }], 50_000)?.refused, 'closed');
    assert.equal(scrapeAfter([], 5000), undefined);
  });

  it('hold the only one there is', () => {
    assert.equal(scrapeAfter(scrapes.slice(0, 1), 99_000)?.text, page(100, 3));
  });
});
