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
import { planRemoval } from './planRemoval';
import { planUpdate } from './planUpdate';

const portal = portalWith();
const files = created({}, portal);
const values = contentOf(files, 'values.yaml');
const lines = values.split('\n').length;
const path = 'instances/staging/checkout/values.yaml';

/** What people do to values.yaml, and where they are told that it cannot be read. */
const broken: [string, string, string][] = [
  ['a tab where spaces indent', `${values}resources2:\n\tcpu: 1\n`, `${path}:${lines + 1}:1: A tab stands`],
  [
    'a key that stands twice',
    `${values}existingSecret: other\n`,
    `${path}:${lines}:1: This key stands twice`,
  ],
  [
    'a bracket that is not closed',
    `${values}tolerations: [1, 2\n`,
    `${path}:${lines + 1}:1: This is not YAML`,
  ],
  ['a second document', `${values}---\na: 1\n`, `${path}:${lines}:1: A second document`],
  ['an alias of nothing', `${values}nodeSelector: *nowhere\n`, `${path}:${lines}:15: There is nothing named`],
  ['nothing in it', '', `${path}: must hold keys and values.`],
  ['words only', '# Ours\n', `${path}: must hold keys and values.`],
  ['a list in the place of all', '- a\n', `${path}: must hold keys and values.`],
  ['more than anybody writes', `${values}${'# x\n'.repeat(70_000)}`, `${path}:1:1: The file has`],
  [
    'a merge key of nothing',
    `${values}nodeSelector:\n  <<: *nowhere\n`,
    `${path}:${lines + 1}:7: There is nothing named`,
  ],
];

describe.each(broken)('a values.yaml with %s', (_, content, place) => {
  const standing = byHand(files, 'values.yaml', () => content);

  it.each([
    ['update', () => planUpdate(standing, { replicas: 3 }, portal)],
    ['rotation', () => planKeyRotation(standing, { step: 'accept', key: 'next_key' }, portal)],
    ['removal', () => planRemoval(standing, { confirm: 'checkout', objects: 'keep' }, portal)],
  ])('is refused by an %s with its place, and written over by none', (_deed, plan) => {
    expect(problemsOf(plan()).join('\n')).toContain(place);
  });
});

describe('a values.yaml that is unusual', () => {
  const kept: [string, (text: string) => string][] = [
    ['has Windows line breaks', text => text.replace(/\n/g, '\r\n')],
    ['has no line break at its end', text => text.trimEnd()],
    ['has tabs behind values', text => text.replace(/^(fullnameOverride: .*)$/m, '$1\t# ours')],
    ['begins with a document mark', text => `---\n${text}`],
    [
      'has anchors, aliases and merge keys',
      text =>
        `${text}nodeSelector: &pool\n  pool: db\nworkload:\n  annotations:\n    <<: *pool\n    team: a\n`,
    ],
    ['has braces', text => `${text}tolerations: [{key: a,   operator: Exists}]\n`],
  ];

  it.each(kept)('%s: is changed there and back without a lost byte', (_, change) => {
    const standing = byHand(files, 'values.yaml', change);
    const there = merged(standing, planned(planUpdate(standing, { logLevel: 'debug' }, portal)));
    expect(contentOf(there, 'values.yaml')).not.toBe(contentOf(standing, 'values.yaml'));
    expect(merged(there, planned(planUpdate(there, { logLevel: 'info' }, portal)))).toEqual(standing);
  });
});
