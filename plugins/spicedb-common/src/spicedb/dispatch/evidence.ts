import type { Evidence } from '../../rollout/assessment';
import { valueOf } from '../../rollout/seen';
import type { Snapshot } from '../../rollout/snapshot';
import { withoutCredentials } from '../log/redact';
import type { Look } from './counts';
import { total } from './counts';
import type { DispatchName, Measured } from './rules';

/** The figures that speak for a name, and the words of the log where there are some. */
export function ringEvidence(name: DispatchName, measured: Measured, snapshot: Snapshot): Evidence[] {
  return [...figures(name, measured), ...wordsOf(name, snapshot)].slice(0, 4);
}

function figures(name: DispatchName, { live, looks, pairs }: Measured): Evidence[] {
  const each = (text: (look: Look) => string | undefined) =>
    looks.flatMap(look => {
      const said = text(look);
      return said ? [metric(look.pod, said)] : [];
    });
  const codes = (wanted: string[]) =>
    pairs.flatMap(pair => {
      const said = wanted.flatMap(code => {
        const count = (pair.answered[code] ?? 0) + (pair.api[code] ?? 0);
        return count > 0 ? [`${count} calls ended with ${code}`] : [];
      });
      return said.length ? [metric(pair.pod, said.join(', '))] : [];
    });
  switch (name) {
    case 'resolverBroken':
    case 'deadMember':
    case 'partialRing':
      return [
        ...each(look =>
          look.addresses === undefined
            ? undefined
            : `kuberesolver_addresses_total ${look.addresses}, ${live} pods live`,
        ),
        ...pairs
          .filter(pair => total(pair.answered) === 0)
          .map(pair => metric(pair.pod, 'answered no call of its peers')),
      ];
    case 'keysDiffer':
      return codes(['PermissionDenied']);
    case 'datastore':
      return codes(['Unknown', 'Internal']);
    case 'stalled':
      return [
        ...codes(['DeadlineExceeded', 'Canceled']),
        ...each(look => {
          const open = look.apiStarted - total(look.api);
          return open > 0 ? `${open} calls of clients hang` : undefined;
        }),
      ];
    case 'serverOff':
    case 'off':
      return each(look =>
        look.receives ? undefined : 'spicedb_dispatch_check_total is absent: no dispatch server',
      );
    default:
      return pairs.map(pair =>
        metric(pair.pod, `${pair.sent - pair.fromCache} calls sent on, ${total(pair.answered)} answered`),
      );
  }
}

const metric = (pod: string, text: string): Evidence => ({ kind: 'metric', source: `pod/${pod}`, text });

const words: Partial<Record<DispatchName, RegExp>> = {
  resolverBroken: /kuberesolver: .*error=/,
  stalled: /authentication handshake failed|error reading server preface|addrConn\.createTransport failed/,
  keysDiffer: /invalid preshared key/,
};

function wordsOf(name: DispatchName, snapshot: Snapshot): Evidence[] {
  const pattern = words[name];
  if (!pattern) return [];
  for (const answer of Object.values(snapshot.logs)) {
    const tail = valueOf(answer);
    const line = tail?.lines.filter(text => pattern.test(text)).at(-1);
    if (tail && line) return [{ kind: 'log', source: `pod/${tail.pod}`, text: withoutCredentials(line) }];
  }
  return [];
}
