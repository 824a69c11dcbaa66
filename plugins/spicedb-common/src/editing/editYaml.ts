import { applyStep } from './applyStep';
import { replaceComment } from './comments';
import { CannotEdit } from './locate';
import type { ReadYaml, TroubleInFile } from './readYaml';
import { readYaml } from './readYaml';
import type { Step } from './steps';
import { afterStep, own, stepsBetween, valueAt } from './steps';
import type { YamlChange, YamlPath, YamlValue } from './YamlChange';
import { isMapValue, pathInWords, sameValue } from './YamlChange';

/** @public */
export type EditResult = { ok: true; text: string } | { ok: false; troubles: TroubleInFile[] };

/** @public */
export interface EditOptions {
  /** A YAML text like the one wanted: new keys take their place among the others and their comments from it. */
  like?: string;
}

/**
 * Changes a YAML document and leaves every byte alone that the changes do not
 * speak of: comments, order, quoting, line breaks. After each step the text is
 * read again and held against what was meant, so a change that would reach
 * further is refused with its line and column, and nothing is changed.
 *
 * @public
 */
export function editYaml(
  text: string,
  changes: readonly YamlChange[],
  options: EditOptions = {},
): EditResult {
  const first = readYaml(text);
  if (!first.ok) return first;
  const like = readYaml(options.like ?? '');
  if (!like.ok) throw new Error(`The text to follow is not YAML: ${like.troubles[0].message}`);
  let yaml = first.yaml;
  try {
    for (const change of changes) {
      if ('comment' in change) {
        yaml = readAgain(yaml, replaceComment(yaml, change), yaml.value, change.comment);
      } else {
        for (const step of stepsFor(yaml, change)) {
          const { step: done, text: next } = applyStep(yaml, step, like.yaml);
          yaml = readAgain(yaml, next, afterStep(yaml.value, done), step.path);
        }
      }
    }
  } catch (error) {
    if (!(error instanceof CannotEdit)) throw error;
    return { ok: false, troubles: [{ ...yaml.placeOf(error.offset), message: error.message }] };
  }
  return { ok: true, text: yaml.text };
}

function stepsFor(yaml: ReadYaml, change: Exclude<YamlChange, { comment: YamlPath }>): Step[] {
  if ('remove' in change) {
    return valueAt(yaml.value, change.remove) === undefined ? [] : [{ do: 'remove', path: change.remove }];
  }
  const { path, value } = fromFirstMissing(yaml.value, change.set, change.value);
  return stepsBetween(valueAt(yaml.value, path), value, path);
}

/** Where the way to a path ends, the rest of the way becomes part of the value. */
function fromFirstMissing(whole: unknown, path: YamlPath, value: YamlValue) {
  let here = whole;
  for (const [depth, step] of path.entries()) {
    if (here === null || here === undefined) {
      const wrapped = path
        .slice(depth)
        .reduceRight<YamlValue>(
          (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
          value,
        );
      return { path: path.slice(0, depth), value: wrapped };
    }
    if (!isMapValue(here) && !Array.isArray(here)) {
      throw new CannotEdit(
        0,
        `${pathInWords(
          path.slice(0, depth),
        )} holds a plain value; nothing can stand below it. Correct it by hand.`,
      );
    }
    here = own(here, step);
  }
  return { path, value };
}

function readAgain(before: ReadYaml, text: string, meant: unknown, path: YamlPath): ReadYaml {
  if (text === before.text) return before;
  const again = readYaml(text);
  if (!again.ok || !sameValue(again.yaml.value ?? null, meant ?? null)) {
    throw new CannotEdit(
      0,
      `${pathInWords(
        path,
      )} is written in a way that cannot be changed without touching something else. Change it by hand.`,
    );
  }
  return again.yaml;
}
