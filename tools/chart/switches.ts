// The switches of the chart for the pairwise variants: the values that a choice means. A choice that another one
// rules out is replaced by its nearest, so that every row is a working set-up.
import type { Choice, Values } from './switches/choices.ts';
import { credentials, engine, identity, migrations } from './switches/database.ts';
import { budget, dispatch, extras, placement, scaling, tls, workload } from './switches/pods.ts';
import { labelling, network, reach, reporting, watching } from './switches/surroundings.ts';
import { merge } from './yaml.ts';

export function valuesOf(choice: Choice): Values {
  const parts = [
    engine,
    credentials,
    migrations,
    dispatch,
    tls,
    workload,
    scaling,
    budget,
    placement,
    reach,
    network,
    watching,
    identity,
    reporting,
    labelling,
    extras,
  ];
  const start: Values = { image: { tag: choice.version }, config: { datastoreEngine: choice.engine } };
  return parts.reduce((values, part) => merge(values, part(choice)), start);
}
