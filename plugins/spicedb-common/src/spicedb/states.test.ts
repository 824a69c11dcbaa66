import { states } from '../__fixtures__/states';
import type { State } from '../__fixtures__/world';
import { World } from '../__fixtures__/world';
import type { Assessment } from '../rollout/assessment';
import { assess } from '../rollout/assess';
import { inEnglish } from '../rollout/message';
import { rolloutFindings } from '../rollout/context';
import { spicedbFindings } from './findings';
import { spicedbProfile } from './profile';

function judge(state: State): Assessment {
  const world = new World();
  state.given(world);
  return assess({
    now: world.now,
    current: world.current,
    previous: world.previous,
    profile: spicedbProfile,
  });
}

function codesOf({ stages }: Assessment): string {
  return stages
    .flatMap(stage => stage.findings)
    .filter(finding => finding.code !== 'P114')
    .map(({ causedBy, code }) => (causedBy ? `${code}<${causedBy}` : code))
    .join(' ');
}

describe('what the page says of a cluster', () => {
  it.each(states)('$name', state => {
    const assessment = judge(state);
    const { sentence, state: verdict } = assessment.verdict;
    const told = { verdict, stage: state.stage && sentence.key.split('.')[1], codes: codesOf(assessment) };
    expect(told).toEqual({ verdict: state.verdict, stage: state.stage, codes: state.codes });
  });

  it.each(states)('$name: in whole sentences, with evidence for every alarm', state => {
    const { stages, verdict } = judge(state);
    const say = (message: { key: string }) => inEnglish(message, spicedbProfile.messages);
    const findings = stages.flatMap(stage => stage.findings);
    const told = [
      say(verdict.sentence),
      ...stages.map(stage => say(stage.headline)),
      ...findings.flatMap(f => [say(f.summary), say(f.meaning), ...f.remedy.map(r => say(r.text))]),
      ...findings.flatMap(f => f.remedy.flatMap(r => r.command ?? [])),
    ];
    for (const sentence of told) expect(sentence).not.toMatch(/\{\{|undefined|NaN/);
    for (const finding of findings.filter(f => f.severity !== 'info' && !/^(A101|P116|P117)$/.test(f.code))) {
      expect({ code: finding.code, evidence: finding.evidence.length }).not.toEqual({
        code: finding.code,
        evidence: 0,
      });
    }
  });

  it('has a state for every finding', () => {
    const named = new Set(states.flatMap(state => state.codes.split(' ').map(code => code.split('<')[0])));
    const all = Object.keys({ ...rolloutFindings, ...spicedbFindings });
    // The lab has one node, so P114 is in every state and left out of the table.
    expect(all.filter(code => !named.has(code) && code !== 'P114')).toEqual([]);
    expect(states.length).toBeGreaterThan(60);
    expect(new Set(states.map(state => state.name)).size).toBe(states.length);
  });
});
