import type { ChartValues } from '../chart/ChartValues';
import { valueAt } from '../editing/steps';
import type { YamlPath } from '../editing/YamlChange';
import { isMapValue, sameValue } from '../editing/YamlChange';

/**
 * What became of one key of the original.
 *
 * @public
 */
export interface ImportNote {
  /** The key as the original has it. */
  key: string;
  /** Kept as it is, said in another way, or impossible to say with this chart. */
  fate: 'kept' | 'translated' | 'notExpressible';
  /** The values of the chart that say it now. */
  to: string[];
  /** Why, and what remains to be done. */
  message: string;
}

type Values = Record<string, unknown>;

/** Values that come together, with a note for every key that they come from. */
export class Ledger {
  readonly notes: ImportNote[] = [];
  private readonly tree: Values = {};

  get values(): ChartValues {
    return this.tree as ChartValues;
  }

  at(path: string): unknown {
    return valueAt(this.tree, path.split('.'));
  }

  /** Sets a value of the chart; maps are joined and lists get longer. */
  set(path: string, value: unknown) {
    const steps = path.split('.');
    const last = steps.pop()!;
    const parent = steps.reduce<Values>((map, step) => {
      if (!Object.hasOwn(map, step) || !isMapValue(map[step])) map[step] = {};
      return map[step] as Values;
    }, this.tree);
    const here = parent[last];
    if (Array.isArray(here) && Array.isArray(value)) parent[last] = [...here, ...value];
    else parent[last] = isMapValue(here) && isMapValue(value) ? { ...here, ...value } : value;
  }

  /** Takes a value back that does not go with the others. */
  unset(path: string) {
    const steps = path.split('.');
    const last = steps.pop()!;
    const parent = valueAt(this.tree, steps);
    if (isMapValue(parent)) delete parent[last];
    for (const note of this.notes) note.to = note.to.filter(to => to !== path);
    const isMap = steps.length > 0 && isMapValue(parent);
    if (isMap && Object.keys(parent).length === 0) this.unset(steps.join('.'));
  }

  /** It means the same under its new name. */
  kept(key: YamlPath, to: string, value: unknown) {
    const before = this.at(to);
    const contradicts =
      before !== undefined && !isMapValue(before) && !Array.isArray(before) && !sameValue(before, value);
    this.set(to, value);
    const same = key[key.length - 1] === to.split('.').pop();
    this.note(
      key,
      same ? 'kept' : 'translated',
      [to],
      contradicts ? 'Replaces what another key says.' : `Is ${to} here.`,
    );
  }

  /** It is said in another way; the words say how. */
  translated(key: YamlPath, to: Record<string, unknown>, message: string) {
    for (const [path, value] of Object.entries(to)) this.set(path, value);
    this.note(key, 'translated', Object.keys(to), message);
  }

  /** There is nothing to set, and nothing is lost. */
  needless(key: YamlPath, message: string) {
    this.note(key, 'kept', [], message);
  }

  lost(key: YamlPath, message: string) {
    this.note(key, 'notExpressible', [], message);
  }

  private note(key: YamlPath, fate: ImportNote['fate'], to: string[], message: string) {
    this.notes.push({ key: key.join('.'), fate, to, message });
  }
}
