import { referenceFiles, referenceMoment } from '../__fixtures__/reference';
import { assess } from '../rollout/assess';
import { inEnglish } from '../rollout/message';
import { spicedbProfile } from './profile';

it('shows', () => {
  for (const name of referenceFiles('cluster')) {
    const { current, now } = referenceMoment(name);
    const a = assess({ now, current, profile: spicedbProfile });
    process.stdout.write(`== ${name}: ${a.verdict.state} ${inEnglish(a.verdict.sentence, spicedbProfile.messages)}\n`);
    for (const s of a.stages) {
      process.stdout.write(`   ${s.id}: ${s.state} "${inEnglish(s.headline, spicedbProfile.messages)}"\n`);
      for (const f of s.findings) process.stdout.write(`      ${f.code} ${f.severity} ${f.causedBy ?? ''} ${inEnglish(f.summary, spicedbProfile.messages)} | ${f.evidence.map(e => e.text.slice(0,120)).join(' ; ')} ${inEnglish(f.meaning, spicedbProfile.messages).length}\n`);
    }
  }
});
