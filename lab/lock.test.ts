import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clash } from './lock.ts';
import type { Company } from './lock.ts';

const LOOKS: Company = { portal: 'looks' };
const DISTURBS: Company = { portal: 'disturbs' };
const ALONE: Company = { alone: true };
const ORDINARY: Company = {};

describe('two cases go together', () => {
  const goTogether: Array<[string, Company, Company, boolean]> = [
    ['two that nothing is special about', ORDINARY, ORDINARY, true],
    ['two that look through the portal', LOOKS, LOOKS, true],
    ['one that disturbs the portal, and one that does not look', DISTURBS, ORDINARY, true],
    ['one that disturbs the portal, and one that looks', DISTURBS, LOOKS, false],
    ['two that disturb the portal', DISTURBS, DISTURBS, false],
    ['one that wants to be alone, and any other', ALONE, ORDINARY, false],
  ];
  for (const [what, one, other, together] of goTogether) {
    it(`${together ? 'if they are' : 'but not if they are'} ${what}`, () => {
      assert.equal(clash(one, other), !together);
      assert.equal(clash(other, one), !together);
    });
  }
});
