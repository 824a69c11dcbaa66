import { valueAt } from '../editing/steps';
import { isMapValue } from '../editing/YamlChange';
import { Ledger } from './Ledger';
import { pschichtel } from './pschichtelChart';
import { cannot, follow } from './rules';
import { salekseev } from './salekseevChart';
import { unknown } from './usualRules';

/** The values of a community chart, as values of this one. */
export function importChartValues(
  values: Record<string, unknown>,
  kind: 'salekseevChart' | 'pschichtelChart',
): Ledger {
  const ledger = new Ledger();
  if (kind === 'pschichtelChart') {
    const { image, ...rest } = values;
    // The repository comes first, since the registry is put in front of it.
    if (isMapValue(image)) {
      const { registry, ...others } = image;
      follow(pschichtel, others, ['image'], ledger, unknown, 0);
      if (registry !== undefined) follow(pschichtel, registry, ['image', 'registry'], ledger, unknown, 0);
    } else if (image !== undefined) unknown(image, ['image'], ledger);
    follow(pschichtel, rest, [], ledger, unknown);
    return ledger;
  }
  const { operatorStyle, patches, ...rest } = values;
  follow(salekseev, rest, [], ledger, unknown);
  if (patches !== undefined)
    follow(
      {},
      patches,
      ['patches'],
      ledger,
      cannot('Say it by the values of this chart, as far as it has any; rendered objects are not patched.'),
    );
  if (operatorStyle !== undefined) importOperatorStyle(operatorStyle, ledger);
  settleDispatchCa(ledger);
  return ledger;
}

/** These keys replace the others when they are on, and mean nothing when they are off. */
function importOperatorStyle(style: unknown, ledger: Ledger) {
  const on = valueAt(style, ['enabled']) === true;
  if (on) follow(salekseev, style, ['operatorStyle'], ledger, unknown, 0);
  else ledger.needless(['operatorStyle'], 'Is off, so that its keys had no effect.');
}

/** In that chart the CA of the ring stands beside the certificate. */
function settleDispatchCa(ledger: Ledger) {
  const certificate = ledger.at('config.tls.dispatch.secretName') ?? ledger.at('config.tls.secretName');
  const dispatches =
    ledger.at('config.dispatch.enabled') !== false && ledger.at('config.datastoreEngine') !== 'memory';
  if (ledger.at('config.tls.enabled') !== true || !dispatches) return;
  if (ledger.at('config.dispatch.upstreamCASecretName')) return;
  if (certificate) {
    ledger.translated(
      ['tls', 'dispatch', 'secretName'],
      { 'config.dispatch.upstreamCASecretName': certificate },
      'Holds the CA of the ring as well (ca.crt), which this chart wants to be named.',
    );
  } else {
    ledger.translated(
      ['tls', 'dispatch'],
      { 'config.tls.dispatch.enabled': false },
      'Names no certificate: pods speak plaintext to each other, as before.',
    );
  }
}
