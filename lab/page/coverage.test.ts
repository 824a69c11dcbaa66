import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PAGE } from '../scenarios/page/index.ts';
import { allCodes, coverage, DOCUMENT, NOT_IN_THE_LAB } from './coverage.ts';

const proved = new Set(PAGE.flatMap(({ proves }) => proves.map(({ code }) => code)));

describe('the findings', () => {
  it('are each shown on the page in the lab, or not for a reason that is named', () => {
    const unnamed = allCodes().filter(code => !proved.has(code) && !NOT_IN_THE_LAB[code]);
    assert.deepEqual(unnamed, []);
  });

  it('have no reason for not being shown that are shown', () => {
    assert.deepEqual(
      Object.keys(NOT_IN_THE_LAB).filter(code => proved.has(code)),
      [],
    );
  });

  it('are known, all that a state proves or leaves out', () => {
    const known = new Set(allCodes());
    const named = [...proved, ...Object.keys(NOT_IN_THE_LAB)];
    assert.deepEqual(
      named.filter(code => !known.has(code)),
      [],
    );
  });

  it('stand in docs/lab-findings.md as the scenarios have them', () => {
    const words = (text: string) => text.replace(/[ \t]+|-{3,}/g, ' ');
    assert.equal(
      words(readFileSync(DOCUMENT, 'utf8')),
      words(coverage(PAGE)),
      'Run "node lab/page/write-coverage.ts" and "./dev run yarn prettier:fix".',
    );
  });
});
