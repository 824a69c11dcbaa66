import type { Finding } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { arrange } from './arrange';

const finding = (code: string, severity: Finding['severity'], causedBy?: string): Finding => ({
  code,
  severity,
  causedBy,
  summary: { key: code },
  meaning: { key: code },
  evidence: [],
  remedy: [],
});

const shape = (findings: Finding[]) =>
  arrange(findings).map(({ finding: { code }, folded }) => [code, folded.map(each => each.code)]);

describe('arranging findings', () => {
  it('puts first what must be done first', () => {
    expect(shape([finding('A', 'info'), finding('B', 'error'), finding('C', 'warning')])).toEqual([
      ['B', []],
      ['C', []],
      ['A', []],
    ]);
  });

  it('folds what follows under its cause, over several steps', () => {
    expect(
      shape([
        finding('C', 'error', 'B'),
        finding('B', 'error', 'A'),
        finding('A', 'warning'),
        finding('D', 'error'),
      ]),
    ).toEqual([
      ['D', []],
      ['A', ['C', 'B']],
    ]);
  });

  it('keeps a finding whose cause lies in another stage', () => {
    expect(shape([finding('P1', 'error', 'M104')])).toEqual([['P1', []]]);
  });

  it('loses none where findings explain each other', () => {
    expect(
      shape([finding('A', 'error', 'B'), finding('B', 'error', 'A')])
        .flat(2)
        .sort(),
    ).toEqual(['A', 'B']);
  });
});
