import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  formatTimeline,
  moveTimesInText,
  nameReplacer,
  normaliseEvents,
  parseTimeline,
  readTimeline,
  shiftTimes,
  stateAt,
  TimelineError,
  writeTimeline,
} from './index.ts';
import type { KubernetesObject, Timeline, TimelineEvent, TimelineHeader } from './index.ts';

const header: TimelineHeader = {
  format: 1,
  name: 'first-install',
  title: 'A first installation becomes healthy',
  recordedWith: { kubernetes: 'v1.34.4', argocd: 'v3.2.11', spicedb: 'v1.56.0', chart: '0.1.0' },
  start: '2025-01-01T00:00:00Z',
  durationMs: 3000,
  names: {
    instance: 'sample',
    namespace: 'sample-ns',
    application: 'sample',
    applicationNamespace: 'argocd',
  },
};

const pod = (name: string, phase: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'sample-ns' },
  status: { phase },
});

const timeline: Timeline = {
  header,
  events: [
    { t: 0, mark: 'the instance was committed' },
    { t: 10, object: pod('sample-1', 'Pending') },
    { t: 20, object: pod('sample-1', 'Running') },
    { t: 20, log: { pod: 'sample-1', container: 'spicedb', run: 0, line: 'ready' } },
    { t: 30, metrics: { pod: 'sample-1', refused: 'connection refused' } },
    { t: 40, metrics: { pod: 'sample-1', text: 'up 1\n' } },
    { t: 50, gone: { apiVersion: 'v1', kind: 'Pod', namespace: 'sample-ns', name: 'sample-1' } },
  ],
};

describe('reading and writing', () => {
  it('gives back what was written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'timeline-'));
    try {
      const path = join(folder, 'first-install', 'timeline.jsonl');
      writeTimeline(path, timeline);
      assert.deepEqual(readTimeline(path), timeline);
      assert.deepEqual(readdirSync(join(folder, 'first-install')), ['timeline.jsonl']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('writes events in the order of time, and keeps the order of equals', () => {
    const shuffled = { header, events: [...timeline.events].reverse() };
    const times = parseTimeline(formatTimeline(shuffled)).events.map(event => event.t);
    assert.deepEqual(times, [0, 10, 20, 20, 30, 40, 50]);
  });

  const wrong: Array<[string, string, RegExp]> = [
    ['nothing', '', /is empty; its first line must be the header/],
    ['another format', JSON.stringify({ ...header, format: 2 }), /:1: format is 2/],
    ['a header without names', JSON.stringify({ ...header, names: {} }), /:1: names needs instance/],
    ['a line that is not JSON', `${JSON.stringify(header)}\n{"t":`, /:2: not JSON/],
    ['an event of no kind', `${JSON.stringify(header)}\n{"t":1}`, /:2: .*found none/],
    ['an event of two kinds', `${JSON.stringify(header)}\n{"t":1,"mark":"a","gone":{}}`, /found mark, gone/],
    [
      'a kind that only objects inherit',
      `${JSON.stringify(header)}\n{"t":1,"toString":{}}`,
      /found toString/,
    ],
    [
      'a log line without its run',
      `${JSON.stringify(header)}\n{"t":1,"log":{"pod":"a","container":"b","line":"c"}}`,
      /log needs pod/,
    ],
    [
      'time that goes back',
      `${JSON.stringify(header)}\n{"t":2,"mark":"b"}\n{"t":1,"mark":"a"}`,
      /:3: t goes back from 2 to 1/,
    ],
  ];
  for (const [what, text, message] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parseTimeline(text), { name: 'TimelineError', message });
    });
  }

  it('keeps the cause of a refusal', () => {
    assert.throws(
      () => parseTimeline(`${JSON.stringify(header)}\nnope`),
      (error: unknown) => error instanceof TimelineError && error.cause instanceof SyntaxError,
    );
  });
});

describe('the state at a moment', () => {
  const phaseAt = (t: number) =>
    (stateAt(timeline, t).objects.get('v1 Pod sample-ns/sample-1')?.status as { phase: string })?.phase;

  it('knows each object in its newest version', () => {
    assert.equal(phaseAt(9), undefined);
    assert.equal(phaseAt(10), 'Pending');
    assert.equal(phaseAt(20), 'Running');
    assert.equal(phaseAt(50), undefined);
  });

  it('holds logs and the newest scrape while the pod exists', () => {
    const before = stateAt(timeline, 35);
    assert.deepEqual(
      before.logs.map(({ line }) => line),
      ['ready'],
    );
    assert.equal(before.metrics.get('sample-1')?.refused, 'connection refused');
    assert.equal(stateAt(timeline, 40).metrics.get('sample-1')?.text, 'up 1\n');
    const after = stateAt(timeline, 50);
    assert.deepEqual([after.logs.length, after.metrics.size, after.marks.length], [0, 0, 1]);
  });
});

describe('rewriting', () => {
  it('moves timestamps and leaves their precision alone', () => {
    assert.deepEqual(
      shiftTimes(
        {
          time: '2026-11-21T11:59:59Z',
          micro: ['2026-11-21T11:59:59.123456Z'],
          offset: 'at 2026-11-21T12:59:59+01:00.',
          log: '2026/11/21 11:59:59 ERROR: kuberesolver',
          other: 'v1.56.0 of 2026',
          count: 3,
        },
        1000,
      ),
      {
        time: '2026-11-21T12:00:00Z',
        micro: ['2026-11-21T12:00:00.123456Z'],
        offset: 'at 2026-11-21T12:00:00Z.',
        log: '2026/11/21 12:00:00 ERROR: kuberesolver',
        other: 'v1.56.0 of 2026',
        count: 3,
      },
    );
  });

  it('keeps the order of what passes faster, below the millisecond too', () => {
    const start = Date.parse('2025-01-01T00:00:00Z');
    const twiceAsFast = (at: number) => start + (at - start) / 2;
    const texts = ['10.001999999Z', '10.002000001Z', '10.003Z', '10.003999999Z', '10.004Z'];
    const moved = texts.map(text => moveTimesInText(`2025-01-01T00:00:${text}`, twiceAsFast).slice(17));
    assert.deepEqual(moved, ['05.000999999Z', '05.001000000Z', '05.001Z', '05.001999999Z', '05.002Z']);
  });

  it('replaces whole names only, the longest first', () => {
    const rename = nameReplacer({ sample: 'orders', 'sample-ns': 'sample' });
    assert.equal(rename('kubernetes:///sample.sample-ns:dispatch'), 'kubernetes:///orders.sample:dispatch');
    assert.equal(rename('sample-7d9f resampled'), 'orders-7d9f resampled');
  });
});

describe('normalising', () => {
  const startedAt = Date.parse('2026-11-21T12:00:00Z');
  const uid = 'b5ef1b6d-5a1c-4fd5-9f5e-1f7a0c3c2d11';
  const nanos = (BigInt(startedAt) + 5000n) * 1_000_000n;
  const recorded: TimelineEvent[] = [
    {
      t: 0,
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'settings',
          uid,
          resourceVersion: '900',
          creationTimestamp: '2026-11-21T11:59:58Z',
          managedFields: [{ manager: 'kubectl' }],
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', kept: 'yes' },
        },
        data: { key: 'value' },
      },
    },
    {
      t: 5000,
      object: {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `sample-1.${nanos.toString(16)}`, resourceVersion: '77' },
        involvedObject: { uid, resourceVersion: '900' },
        message: 'fetched http://127.0.0.1:3080/gitops.git; retrying at 12:03PM',
      },
    },
  ];
  const options = {
    startedAt,
    replace: { 'http://127.0.0.1:3080': 'https://git.example.com' },
  };

  it('leaves nothing of the machine or the hour', () => {
    const [config, event] = normaliseEvents(recorded, options);
    assert.deepEqual(config, {
      t: 0,
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'settings',
          uid: '00000000-0000-4000-8000-000000000001',
          resourceVersion: '2',
          creationTimestamp: '2024-12-31T23:59:58Z',
          annotations: { kept: 'yes' },
        },
      },
    });
    const expected = (BigInt(Date.parse('2025-01-01T00:00:05Z')) * 1_000_000n).toString(16);
    assert.deepEqual(event, {
      t: 5000,
      object: {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `sample-1.${expected}`, resourceVersion: '1' },
        involvedObject: { uid: '00000000-0000-4000-8000-000000000001', resourceVersion: '2' },
        message: 'fetched https://git.example.com/gitops.git; retrying at 12:03AM',
      },
    });
  });

  it('does not change what it was given', () => {
    const copy = structuredClone(recorded);
    normaliseEvents(recorded, options);
    assert.deepEqual(recorded, copy);
  });

  it('refuses a Secret', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'database' } };
    assert.throws(() => normaliseEvents([{ t: 0, object: secret }], options), /never recorded/);
  });
});
