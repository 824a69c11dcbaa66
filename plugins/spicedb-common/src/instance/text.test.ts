import { textsIn, troubleInText } from './text';

describe('troubleInText', () => {
  it.each([
    ['a\nb', 'must be one line.'],
    ['a\u2028b', 'must be one line.'],
    ['a\u0007b', 'has a character that cannot be seen.'],
    ['a\u202eb', 'has a character that cannot be seen.'],
    ['ｆｕｌｌ', 'has characters that only look like others ("ｆｕｌｌ"); write "full".'],
    ['a\u1680b', 'has a space that is not the usual one; write that one.'],
    ['pаypal', 'mixes letters of different alphabets in one word ("pаypal").'],
    ['{{ x }}', 'must be plain text; "{{ x }}" looks like a template.'],
    ['--- x', 'must not begin like YAML markup; it begins with "---".'],
  ])('%j: %s', (text, trouble) => {
    expect(troubleInText(text)).toBe(trouble);
  });

  it.each([
    'checkout-authz',
    'v1.56.0',
    'group:default/team-a',
    'a & b',
    '100 %',
    'Größe',
    'git@example.org',
  ])('takes %j', text => {
    expect(troubleInText(text)).toBeUndefined();
  });
});

describe('textsIn', () => {
  it('finds every text with its path, keys included', () => {
    expect([...textsIn({ a: 'x', b: [{ c: 'y' }], d: 1 })]).toEqual([
      { path: '', text: 'a' },
      { path: 'a', text: 'x' },
      { path: '', text: 'b' },
      { path: 'b.0', text: 'c' },
      { path: 'b.0.c', text: 'y' },
      { path: '', text: 'd' },
    ]);
  });
});
