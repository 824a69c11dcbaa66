import type { Evidence, Finding } from '../../rollout/assessment';
import { findingFrom } from '../../rollout/catalog';
import { rolloutFindings } from '../../rollout/context';
import type { PodObject } from '../../rollout/objects';
import type { StageContext } from '../../rollout/profile';
import { spicedbFinding } from '../findings';
import type { Engine } from '../releases';
import { compareRevisions, engines, firstVersionWith, isEngine } from '../releases';
import type { DatastoreError } from './datastoreErrors';
import { meaningOfError } from './datastoreErrors';
import type { LogLine } from './lines';
import { readLine } from './lines';
import { withoutCredentials } from './redact';

const notMigrated = /datastore is not migrated: currently at revision "([^"]*)", but requires "([^"]*)"/;

const datastoreCodes: Partial<Record<DatastoreError, `P2${number}`>> = {
  unknownHost: 'P201',
  refused: 'P202',
  databaseMissing: 'P203',
  wrongPassword: 'P204',
  noPrivilege: 'P205',
  tlsRefused: 'P206',
  certificate: 'P206',
  unusableUri: 'P207',
  unknownEngine: 'P207',
  unreachable: 'P208',
};

const startErrors: readonly { code: `P2${number}`; pattern: RegExp }[] = [
  { code: 'P230', pattern: /preshared[- ]key/ },
  { code: 'P233', pattern: /failed to create dispatcher: failed to find certificate/ },
  { code: 'P232', pattern: /address already in use/ },
  { code: 'P231', pattern: /failed to create .* server: .*(no such file|certificate|tls)/i },
];

/** What a pod that is not ready says last: about its end, or about what it waits for. */
export function readMemberTrouble(pod: PodObject, lines: string[], context: StageContext): Finding[] {
  for (let index = lines.length - 1; index >= 0; index--) {
    const finding = meaningOf(readLine(lines[index]), pod, context);
    if (finding) return [finding];
  }
  return [];
}

function meaningOf(line: LogLine, pod: PodObject, context: StageContext): Finding | undefined {
  const words = { pod: pod.metadata.name, version: versionOf(pod) };
  const evidence = [evidenceOf(line, pod)];
  const revisions = notMigrated.exec(line.message);
  if (revisions) return revisionTrouble(revisions[1], revisions[2], pod, words, evidence, context);
  if (/dispatcher failed readiness checks/.test(line.message)) return spicedbFinding('P234', words, evidence);
  if (/^required flag\(s\) "grpc-preshared-key"/.test(line.text))
    return spicedbFinding('P230', words, evidence);

  const ended = line.message === 'terminated with errors' || line.fields.component === 'datastore';
  if (!ended || line.error === undefined) return undefined;
  const start = startErrors.find(({ pattern }) => pattern.test(line.error!));
  if (start) return spicedbFinding(start.code, words, evidence);
  if (/failed to create datastore/.test(line.error)) {
    const meaning = meaningOfError(line.error);
    return spicedbFinding((meaning && datastoreCodes[meaning]) ?? 'P209', words, evidence);
  }
  return spicedbFinding('P235', words, evidence);
}

/** SpiceDB writes one line for "behind" and "ahead"; only the order of revisions tells them apart. */
function revisionTrouble(
  found: string,
  needed: string,
  pod: PodObject,
  words: Record<string, string>,
  evidence: Evidence[],
  context: StageContext,
): Finding {
  const engine = engineOf(pod, found, needed);
  const order = engine ? compareRevisions(engine, found, needed) : 'unknown';
  const migrating = context.stages.some(
    stage =>
      stage.id === 'migration' &&
      stage.state === 'progressing' &&
      !stage.findings.some(f => f.severity === 'error'),
  );
  if (migrating && order !== 'after') return findingFrom(rolloutFindings, 'P120', words, evidence);
  const more = { ...words, found: found === '' ? '(none)' : found, needed };
  if (found === '') return spicedbFinding('P223', more, evidence);
  if (order === 'before') return spicedbFinding('P220', more, evidence);
  if (order === 'after') {
    const since = (engine && firstVersionWith(engine, found)) ?? 'the version that migrated it';
    return spicedbFinding('P221', { ...more, since }, evidence);
  }
  return spicedbFinding('P222', more, evidence);
}

/** As the pod says; else the one engine that knows both revisions. */
function engineOf(pod: PodObject, found: string, needed: string): Engine | undefined {
  const said = engineOfPod(pod.spec);
  if (said) return said;
  return engines.find(
    engine => firstVersionWith(engine, needed) && (found === '' || firstVersionWith(engine, found)),
  );
}

export function engineOfPod(spec: PodObject['spec']): Engine | undefined {
  for (const { args = [], env = [] } of spec?.containers ?? []) {
    const value = env.find(e => e.name === 'SPICEDB_DATASTORE_ENGINE')?.value;
    const flag = args.find(arg => arg.startsWith('--datastore-engine='))?.split('=')[1];
    const engine = value ?? flag;
    if (isEngine(engine)) return engine;
  }
  return undefined;
}

function versionOf(pod: PodObject): string {
  const image =
    pod.spec?.containers?.find(c => c.name === 'spicedb')?.image ?? pod.spec?.containers?.[0]?.image ?? '';
  return image.split('@')[0].split(':')[1] ?? '';
}

function evidenceOf(line: LogLine, pod: PodObject): Evidence {
  const at = Date.parse(line.fields.time ?? line.fields.timestamp ?? '');
  return {
    kind: 'log',
    source: `pod/${pod.metadata.name}`,
    text: withoutCredentials(line.error ?? line.message),
    ...(Number.isNaN(at) ? {} : { at }),
  };
}
