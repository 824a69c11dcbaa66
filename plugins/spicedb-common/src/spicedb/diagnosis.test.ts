import { referenceFiles, referenceMoment } from '../__fixtures__/reference';
import { states } from '../__fixtures__/states';
import { World } from '../__fixtures__/world';
import { assess } from '../rollout/assess';
import { diagnosisText } from './diagnosis';
import { spicedbProfile } from './profile';

const profile = spicedbProfile;

describe('diagnosisText', () => {
  it('says what is wrong', () => {
    const { current, now } = referenceMoment('helm-upgrade-wrong-password-crashloop');
    const text = diagnosisText(assess({ current, now, profile }), profile, current.ref);
    expect(text).toContain('M104 (error) The database refused the password');
    expect(text).toContain('because of M104');
    expect(text).toContain('SQLSTATE 28P01');
    expect(text).toContain('v1.56.0');
  });

  it.each(referenceFiles('cluster'))('%s: gives nothing away', moment => {
    const { current, now } = referenceMoment(moment);
    const text = diagnosisText(assess({ current, now, profile }), profile, current.ref);
    expect(text).not.toMatch(/postgres\.example|git\.example|10\.244\.|node1|spicedb-demo|user "|database=/);
  });

  it.each(states)('$name: gives nothing away', state => {
    const world = new World();
    state.given(world);
    const { current, now, previous } = world;
    const text = diagnosisText(assess({ current, now, previous, profile }), profile, current.ref);
    expect(text).not.toMatch(/sample|10\.\d+\.\d+\.\d+|:\/\/|\bnode-?\d/);
  });

  it('hides keys and addresses wherever they stand', () => {
    const world = new World();
    const secret = 'postgres://app:hunter2@db.prod.internal:5432/authz?password=hunter2';
    world.jobFailed();
    world.ended(world.migrationPod, {});
    world.says(
      world.migrationPod,
      JSON.stringify({
        error: `cannot parse \`${secret}\`: invalid port; preshared_key=abc123`,
        message: 'terminated with errors',
      }),
    );
    const { current, now } = world;
    const text = diagnosisText(assess({ current, now, profile }), profile, current.ref);
    expect(text).toContain('M112');
    expect(text).not.toMatch(/hunter2|abc123|db\.prod|authz\?/);
  });
});
