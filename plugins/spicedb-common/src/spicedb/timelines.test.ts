import type { Run } from '../__fixtures__/timeline';
import { RecordedCase, isRecorded, recordedCases } from '../__fixtures__/timeline';
import type { Assessment } from '../rollout/assessment';
import { assess } from '../rollout/assess';
import { inEnglish } from '../rollout/message';
import { spicedbProfile } from './profile';

/** How far apart two looks of the page are. */
const lookMs = 5_000;

function* looks(name: string, run: Run): Generator<{ t: number; assessment: Assessment }> {
  const recorded = new RecordedCase(name, run);
  for (let t = recorded.begin(); t <= recorded.header.durationMs; t += 1_000) {
    const previous = t >= recorded.begin() + lookMs ? recorded.at(t - lookMs).current : undefined;
    yield { t, assessment: assess({ ...recorded.at(t), previous, profile: spicedbProfile }) };
  }
}

/** Verdicts with the findings that explain them, each as long as it lasted once. */
function story(name: string, run: Run): string[] {
  const told: string[] = [];
  for (const { assessment } of looks(name, run)) {
    const codes = assessment.stages
      .flatMap(stage => stage.findings)
      .filter(finding => finding.severity !== 'info' && finding.causedBy === undefined)
      .map(finding => finding.code);
    const line = [assessment.verdict.state, ...codes].join(' ');
    if (line !== told[told.length - 1]) told.push(line);
  }
  return told;
}

/** What must be told in this order; what stands between is left open, what must not be told is not. */
const cases: { name: string; inOrder: string[]; never: RegExp }[] = [
  { name: 'first-install', inOrder: ['progressing', 'ok'], never: /failed|degraded/ },
  { name: 'first-install-slow', inOrder: ['progressing'], never: /failed|degraded/ },
  { name: 'upgrade-with-migration', inOrder: ['progressing', 'ok'], never: /failed|degraded/ },
  { name: 'ring-healthy', inOrder: ['ok'], never: /failed|degraded|progressing/ },
  {
    name: 'migration-password-refused',
    inOrder: ['progressing', 'degraded M104', 'failed M104', 'progressing'],
    never: / (M(?!104)|P|D|G)/,
  },
  {
    name: 'secret-missing',
    inOrder: ['progressing', 'failed M206', 'progressing'],
    never: / (M(?!206)|P|D|G)/,
  },
  { name: 'image-pull-error', inOrder: ['failed P101', 'progressing', 'ok'], never: / (M|P(?!101)|D|G)/ },
  {
    name: 'database-ahead',
    inOrder: ['ok', 'degraded M108', 'failed M108', 'progressing'],
    never: / (M(?!108)|P|D|G)/,
  },
  { name: 'argocd-sync-error', inOrder: ['failed G102', 'ok'], never: / (M|P|D|A)/ },
  { name: 'dispatch-forbidden', inOrder: ['failed D103', 'failed D103 D108', 'ok'], never: / (M|P|A|G)/ },
  { name: 'ring-member-gone', inOrder: ['ok', 'failed D106 D108', 'degraded P108', 'ok'], never: / (M|G|A)/ },
];

describe.each(['first', 'second'] as const)('what the page tells while the %s run of a case goes on', run => {
  it.each(cases)('$name', ({ inOrder, name, never }) => {
    expect(isRecorded(name, run)).toBe(true);
    const told = story(name, run);
    let from = 0;
    for (const wanted of inOrder) {
      const at = told.indexOf(wanted, from);
      expect({ wanted, told, found: at >= 0 }).toEqual({ wanted, told, found: true });
      from = at + 1;
    }
    expect(told.filter(line => never.test(line))).toEqual([]);
  });

  it.each(cases)('$name: every sentence of it exists and has all its words', ({ name }) => {
    for (const { assessment } of looks(name, run)) {
      for (const sentence of sentencesOf(assessment)) {
        expect(inEnglish(sentence, spicedbProfile.messages)).not.toMatch(/\{\{|undefined/);
      }
    }
  });
});

it('leaves no recorded case out', () => {
  expect(cases.map(({ name }) => name).sort()).toEqual(recordedCases().sort());
});

function sentencesOf({ stages, verdict }: Assessment) {
  return [
    verdict.sentence,
    ...stages.map(stage => stage.headline),
    ...stages
      .flatMap(stage => stage.findings)
      .flatMap(f => [f.summary, f.meaning, ...f.remedy.map(r => r.text)]),
  ];
}
