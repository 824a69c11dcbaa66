import { parse } from 'yaml';
import {
  byHand,
  contentOf,
  created,
  merged,
  planned,
  portalWith,
  problemsOf,
} from './__testUtils__/standing';
import { planKeyRotation } from './planKeyRotation';

const portal = portalWith();
const withStore = portalWith({ secrets: { store: { name: 'vault' } } });

const keysOf = (files: ReturnType<typeof created>) =>
  parse(contentOf(files, 'values.yaml')).credentials?.presharedKey;
const stored = (files: ReturnType<typeof created>) =>
  parse(contentOf(files, 'externalsecret.yaml')).spec.data.map(
    (entry: { secretKey: string }) => entry.secretKey,
  );

describe('planKeyRotation', () => {
  it('lists both keys, then the new one first, then the new one alone', () => {
    const files = created({}, portal);
    const accept = planned(planKeyRotation(files, { step: 'accept', key: 'key_b' }, portal));
    const one = merged(files, accept);
    expect(keysOf(one)).toEqual({ additionalKeys: ['key_b'] });
    expect(contentOf(one, 'values.yaml')).toContain('# A rotation is under way');
    expect(accept.summary).toContain('holds the new key under `key_b`, beside `preshared_key`');
    expect(accept.next).toContain('step 2');

    const prefer = planned(planKeyRotation(one, { step: 'prefer', key: 'key_b' }, portal));
    const two = merged(one, prefer);
    expect(keysOf(two)).toEqual({ key: 'key_b', additionalKeys: ['preshared_key'] });
    expect(contentOf(two, 'README.md')).toContain('key `key_b`');
    expect(prefer.summary).toContain('most checks would fail with PermissionDenied');

    const retire = planned(planKeyRotation(two, { step: 'retire', key: 'key_b' }, portal));
    const three = merged(two, retire);
    expect(keysOf(three)).toEqual({ key: 'key_b' });
    expect(three).toEqual(created({ secret: { presharedKeyKey: 'key_b' } }, portal));
    expect(retire.next).toBeUndefined();
    expect(retire.summary).toContain('remove `preshared_key` from Secret `checkout-spicedb`. Not before');
    expect(retire.diff).not.toContain('\n-fullname');
  });

  it('gives the first bytes again after a rotation there and one back', () => {
    const files = byHand(
      created({}, withStore),
      'values.yaml',
      text => `${text}# night shift\npodLabels: {team: a}\n`,
    );
    let now = files;
    for (const key of ['key_b', 'preshared_key']) {
      for (const step of ['accept', 'prefer', 'retire']) {
        now = merged(now, planned(planKeyRotation(now, { step, key }, withStore)));
        const accepted = [keysOf(now)?.key ?? 'preshared_key', ...(keysOf(now)?.additionalKeys ?? [])];
        expect(stored(now)).toEqual(expect.arrayContaining(accepted));
      }
    }
    expect(contentOf(now, 'values.yaml')).toBe(contentOf(files, 'values.yaml'));
    expect(contentOf(now, 'README.md')).toBe(contentOf(files, 'README.md'));
    expect([...stored(now)].sort()).toEqual([...stored(files)].sort());
  });

  it('has the store fill the new key like the old one', () => {
    const files = created({}, withStore);
    const { write } = planned(planKeyRotation(files, { step: 'accept', key: 'key_b' }, withStore));
    expect(parse(contentOf(write, 'externalsecret.yaml')).spec.data.at(-1)).toEqual({
      secretKey: 'key_b',
      remoteRef: { key: 'spicedb/staging/checkout', property: 'key_b' },
    });
  });

  it.each([
    [{ step: 'prefer', key: 'b' }, 'step: pods do not accept b yet'],
    [
      { step: 'retire', key: 'b' },
      'step: preshared_key is still the one that pods use. Begin with step 1, "accept".',
    ],
    [{ step: 'retire', key: 'preshared_key' }, 'step: preshared_key is the only key already'],
    [{ step: 'accept', key: 'preshared_key' }, 'key: preshared_key is the key in use already'],
    [{ step: 'accept', key: 'a b' }, 'key: may contain letters, digits'],
    [{ step: 'accept', key: 'aB3dE5fG7hI9jK1lM3nO5' }, 'key: looks like a key or password'],
    [{ step: 'swap', key: 'b' }, 'step: must be one of accept, prefer, retire'],
    [{}, 'step: is missing.'],
  ])('refuses %j', (input, message) => {
    expect(problemsOf(planKeyRotation(created({}, portal), input, portal))[0]).toContain(message);
  });

  it('refuses a second rotation while one is under way, and a step out of order', () => {
    const files = created({}, portal);
    const one = merged(files, planned(planKeyRotation(files, { step: 'accept', key: 'b' }, portal)));
    expect(problemsOf(planKeyRotation(one, { step: 'accept', key: 'c' }, portal))[0]).toContain(
      'under way already (preshared_key, b are accepted)',
    );
    expect(problemsOf(planKeyRotation(one, { step: 'retire', key: 'b' }, portal))[0]).toContain(
      'Do step 2, "prefer", first.',
    );
    const two = merged(one, planned(planKeyRotation(one, { step: 'prefer', key: 'b' }, portal)));
    expect(problemsOf(planKeyRotation(two, { step: 'prefer', key: 'b' }, portal))[0]).toContain(
      'The next one is step 3, "retire".',
    );
  });

  it('refuses an instance whose key the chart makes up', () => {
    const files = byHand(created({}, portal), 'values.yaml', text =>
      text.replace(/existingSecret: .*/, 'rbac: {create: true}'),
    );
    expect(problemsOf(planKeyRotation(files, { step: 'accept', key: 'b' }, portal))[0]).toContain(
      'instance: has no Secret of its own',
    );
  });
});
