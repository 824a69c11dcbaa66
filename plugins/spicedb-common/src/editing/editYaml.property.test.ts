import fc from 'fast-check';
import { preparePropertyRuns, propertyRuns } from '../__testUtils__/inputs';
import { editYaml } from './editYaml';
import { word, writtenDocument } from './__testUtils__/documents';
import type { YamlChange, YamlPath, YamlValue } from './YamlChange';

preparePropertyRuns();

// Each run reads and writes a document several times.
const runs = { ...propertyRuns, numRuns: Math.ceil((propertyRuns.numRuns * 3) / 20) };

function edited(text: string, ...changes: YamlChange[]): string {
  const result = editYaml(text, changes);
  if (!result.ok) throw new Error(JSON.stringify(result.troubles));
  return result.text;
}

const someValue = writtenDocument.chain(document =>
  fc.record({ document: fc.constant(document), at: fc.constantFrom(...document.values) }),
);

const someMap = writtenDocument.chain(document =>
  fc.record({ document: fc.constant(document), map: fc.constantFrom(...document.maps) }),
);

function ofSameKind(value: string | number | boolean): fc.Arbitrary<YamlValue> {
  if (typeof value === 'string') return word;
  return typeof value === 'number' ? fc.integer({ min: 0, max: 99999 }) : fc.boolean();
}

describe('whatever a document looks like', () => {
  it('an edit that changes nothing gives the same text', () => {
    fc.assert(
      fc.property(someValue, ({ document: { text }, at: { path, value } }) => {
        expect(edited(text, { set: path, value })).toBe(text);
      }),
      runs,
    );
  });

  it('setting a value and setting it back gives the first bytes', () => {
    fc.assert(
      fc.property(
        someValue.chain(some => ofSameKind(some.at.value).map(other => ({ ...some, other }))),
        ({ document: { text }, at: { path, value }, other }) => {
          const there = edited(text, { set: path, value: other });
          expect(there === text).toBe(other === value);
          expect(edited(there, { set: path, value })).toBe(text);
        },
      ),
      runs,
    );
  });

  it('setting a value touches its own line only', () => {
    fc.assert(
      fc.property(someValue, ({ document: { text }, at: { path } }) => {
        const [before, after] = [text, edited(text, { set: path, value: 'a: "new" # value\n' })].map(t =>
          t.split('\n'),
        );
        expect(after).toHaveLength(before.length);
        expect(before.filter((line, index) => line !== after[index])).toHaveLength(1);
      }),
      runs,
    );
  });

  it('adding a key and removing it gives the first bytes', () => {
    const value = fc.oneof(word, fc.array(word), fc.dictionary(word, fc.array(word, { minLength: 1 })));
    fc.assert(
      fc.property(someMap, word, value, ({ document: { text }, map }, key, added) => {
        fc.pre(!map.keys.includes(key));
        const path: YamlPath = [...map.path, key];
        const there = edited(text, { set: path, value: added });
        expect(there.length).toBeGreaterThan(text.length);
        expect(edited(there, { remove: path })).toBe(text);
      }),
      runs,
    );
  });

  it('removing a key leaves every other line as it was, in its order', () => {
    fc.assert(
      fc.property(someMap, fc.nat(), ({ document: { text }, map }, pick) => {
        const lines = text.split(/(?<=\n)/);
        const kept = edited(text, { remove: [...map.path, map.keys[pick % map.keys.length]] }).split(
          /(?<=\n)/,
        );
        let at = 0;
        for (const line of kept.filter(l => l.trim() !== '')) {
          while (at < lines.length && lines[at].trimEnd() !== line.trimEnd()) at += 1;
          expect(at).toBeLessThan(lines.length);
          at += 1;
        }
      }),
      runs,
    );
  });

  it('any value at any place is written so that it reads back, or is refused', () => {
    fc.assert(
      fc.property(someValue, fc.jsonValue(), fc.string(), ({ document: { text }, at }, value, key) => {
        for (const path of [at.path, [...at.path.slice(0, -1), 'zz', key]]) {
          const result = editYaml(text, [{ set: path, value: value as YamlValue }]);
          if (!result.ok) {
            expect(result.troubles[0].message).toMatch(/\S/);
            continue;
          }
          const again = editYaml(result.text, [{ set: path, value: value as YamlValue }]);
          expect(again).toEqual(result);
        }
      }),
      runs,
    );
  });
});
