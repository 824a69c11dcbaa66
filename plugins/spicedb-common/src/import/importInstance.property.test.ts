import fc from 'fast-check';
import { preparePropertyRuns, propertyRuns } from '../__testUtils__/inputs';
import { originals } from './__testUtils__/originals';
import { importInstance } from './importInstance';

preparePropertyRuns();

describe('an import', () => {
  it('ends with values or with problems, whatever stands in the text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(originals)),
        fc.nat(2000),
        fc.nat(60),
        fc.string(),
        (text, at, cut, put) => {
          const result = importInstance(text.slice(0, at) + put + text.slice(at + cut));
          expect(result.ok || result.problems.length > 0).toBe(true);
        },
      ),
      propertyRuns,
    );
  });
});
