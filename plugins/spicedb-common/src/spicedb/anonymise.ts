import type { Assessment } from '../rollout/assessment';
import type { WorkloadRef } from '../rollout/snapshot';
import { withoutCredentials } from './log/redact';

/** Replaces what is known by name, and then whatever looks like a key, a name or an address. */
export function anonymiser({ facts }: Assessment, ref: WorkloadRef): (text: string) => string {
  const known = new Map<string, string>();
  const learn = (name: string | undefined, standsFor: string) => {
    if (name && name.length > 2 && !known.has(name)) known.set(name, standsFor);
  };
  facts.pods.forEach((pod, index) => learn(pod.name, `pod-${index + 1}`));
  facts.migration?.attempts.forEach((attempt, index) => learn(attempt.pod, `attempt-${index + 1}`));
  learn(facts.migration?.job, 'migration-job');
  facts.pods.forEach(pod => learn(pod.node, 'node'));
  learn(ref.ringService, 'ring-service');
  learn(ref.application?.name, 'instance');
  learn(ref.name, 'instance');
  learn(ref.namespace, 'namespace');
  learn(ref.cluster, 'cluster');
  learn(ref.application?.cluster, 'argocd-cluster');
  learn(ref.application?.destination, 'argocd-destination');
  // The longest first, since the name of an instance is part of the names of its pods.
  const names = [...known].sort(([a], [b]) => b.length - a.length);
  return text => {
    const named = names.reduce(
      (all, [name, standsFor]) => all.split(name).join(standsFor),
      withoutCredentials(text),
    );
    return traces.reduce((all, [pattern, instead]) => all.replace(pattern, instead), named);
  };
}

const traces: readonly [RegExp, string][] = [
  [/-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g, '(certificate or key)'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`]+/gi, '(address)'],
  [/`[^`]*user=[^`]*`/g, '(connection)'],
  [/\b([\w-]*(?:password|passwd|pwd|token|secret|key))(\s*[=:]\s*)("[^"]*"|\S+)/gi, '$1$2(hidden)'],
  [/\b(user|username|host|database|dbname)=("[^"]*"|`[^`]*`|\S+)/gi, '$1=(hidden)'],
  [/\b(user|database|role) ("[^"]*"|`[^`]*`)/gi, '$1 (name)'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '(address)'],
  [/\[[0-9a-f:.]*:[0-9a-f:.]+\](?::\d+)?/gi, '(address)'],
  [/\b(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?/gi, '(address)'],
  [/\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f]{1,4}\b/gi, '(address)'],
  [/\b(lookup|host|dial tcp) [a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?/gi, '$1 (host)'],
  [/\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.){2,}[a-z][a-z0-9-]+(?::\d+)?\b/gi, '(host)'],
  [
    /\b[a-z0-9-]+\.(?:svc|local|internal|com|net|org|io|dev|cloud|example|invalid|test)(?::\d+)?\b/gi,
    '(host)',
  ],
  // Long names of revisions are small letters only; keys are not.
  [/(?<![\w+/-])(?=[\w+/-]*[A-Z0-9])[\w+/-]{40,}={0,2}/g, '(hidden)'],
];
