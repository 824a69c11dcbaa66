import fc from 'fast-check';
import { originals } from './__testUtils__/originals';
import { importInstance } from './importInstance';

const problems = (text: string) => {
  const result = importInstance(text);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
};

describe('importInstance refuses', () => {
  const plain = originals['postgres, plain'];

  it.each([
    [
      'a Secret beside it',
      `${plain}---\nkind: Secret\nstringData: {preshared_key: abc}\n`,
      '15:1 a Secret has no place here',
    ],
    [
      'a key in plain text',
      plain.replace('replicas: 3', 'presharedKey: abc'),
      '11:5 spec.config.presharedKey holds a secret',
    ],
    [
      'an address with a password',
      plain.replace('replicas: 3', 'other: postgres://u:p@h/d'),
      '11:5 spec.config.other is an address with a password',
    ],
    [
      'a password of a chart',
      'config:\n  datastore:\n    password: abc\n',
      '3:5 config.datastore.password holds a secret',
    ],
    ['two clusters', `${plain}---\n${plain}`, 'original holds 2 SpiceDBClusters'],
    ['something else', 'apiVersion: v1\nkind: Pod\n', 'original is a Pod'],
    ['nothing', '# nothing\n', 'original is empty'],
    ['a broken text', 'a: [\n', '1'],
    ['a tab', 'a:\n\tb: 1\n', '2:1 A tab'],
  ])('%s', (_, text, message) => {
    expect(problems(text).join('\n')).toContain(message);
  });

  it('and never repeats what may be a secret', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,30}$/), secret => {
        const text = plain.replace('replicas: 3', `grpcPresharedKey: k${secret}`);
        expect(problems(text)).toHaveLength(1);
        expect(problems(text).join()).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });

  it('but reports a text where a list was expected', () => {
    const values = 'config:\n  datastoreEngine: postgres\nreplicaCount: 2\ningress:\n  tls: "yes"\n';
    const result = importInstance(values);
    expect(result.ok && result.notes.find(({ key }) => key === 'ingress.tls')).toMatchObject({
      fate: 'notExpressible',
      message: 'Is no list.',
    });
  });

  it('but goes on where operations contradict each other, and says which', () => {
    const operations = [
      'add, path: "/spec/template/spec/containers/0 /env", value: {a: b}',
      'add, path: /spec/template/spec/containers/0/env/-, value: {name: TZ, value: UTC}',
      'add, path: /spec/template/spec/containers/-/env, value: []',
    ];
    const text = `${plain}  patches:\n${operations
      .map(operation => `    - {kind: Deployment, patch: [{op: ${operation}}]}\n`)
      .join('')}    - kind: Deployment\n      patch: [${operations.map(one => `{op: ${one}}`).join(', ')}]\n`;
    const result = importInstance(text);
    const notes = result.ok ? result.notes : [];
    expect(notes.find(({ key }) => key === 'spec.patches.3.patch.1')).toMatchObject({
      fate: 'notExpressible',
      message: 'Its path leads through what is neither a map nor a list of containers.',
    });
    expect(result.ok && result.values.extraEnv).toEqual([{ name: 'TZ', value: 'UTC' }]);
  });

  it.each(['/__proto__/polluted', '/spec/__proto__/polluted', '/constructor/prototype/polluted'])(
    'but takes nothing from a path to what all objects inherit: %s',
    path => {
      const text = `${plain}  patches: [{kind: Deployment, patch: {op: add, path: ${path}, value: 1}}]\n`;
      const result = importInstance(text);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect(result.ok && result.notes.map(({ fate }) => fate)).toContain('notExpressible');
    },
  );

  it.each(['__proto__.polluted', '__proto__', 'constructor.prototype.polluted', 'a.b'])(
    'but hands on no setting by the name of %s',
    name => {
      const result = importInstance(plain.replace('replicas: 3', `"${name}": 1`));
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect(result.ok && result.values.config?.extra).toBeUndefined();
      expect(result.ok && result.notes.find(({ key }) => key === `spec.config.${name}`)).toMatchObject({
        fate: 'notExpressible',
        message: 'Is no name that a setting of SpiceDB could have.',
      });
    },
  );

  it('but accounts for a key that all objects inherit', () => {
    const result = importInstance(
      plain.replace('spec:', 'spec:\n  constructor: x\n  toString: {valueOf: 1}'),
    );
    const keys = result.ok ? result.notes.map(({ key }) => key) : [];
    expect(keys).toEqual(expect.arrayContaining(['spec.constructor']));
    expect(keys.some(key => key.startsWith('spec.toString'))).toBe(true);
  });
});
