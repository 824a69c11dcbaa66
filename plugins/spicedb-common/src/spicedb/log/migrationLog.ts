import type { Evidence } from '../../rollout/assessment';
import type { JobObject } from '../../rollout/objects';
import type { LogMeaning } from '../../rollout/profile';
import { spicedbFinding } from '../findings';
import type { DatastoreError } from './datastoreErrors';
import { meaningOfError } from './datastoreErrors';
import type { LogLine } from './lines';
import { readLine } from './lines';
import { withoutCredentials } from './redact';

const codeOf: Record<DatastoreError, `M1${number}`> = {
  unknownHost: 'M101',
  refused: 'M102',
  databaseMissing: 'M103',
  wrongPassword: 'M104',
  noPrivilege: 'M105',
  tlsRefused: 'M106',
  unknownRevision: 'M107',
  databaseAhead: 'M108',
  concurrent: 'M109',
  locked: 'M110',
  timeout: 'M111',
  unusableUri: 'M112',
  certificate: 'M115',
  unreachable: 'M116',
  unknownEngine: 'M117',
  tooManyConnections: 'M118',
  readOnly: 'M119',
};

/**
 * What a migration wrote about itself. Levels say nothing: on an empty database
 * it logs errors and succeeds, and success has no closing line. Only the last
 * words of a run that ended badly count.
 */
export function readMigrationLog(lines: string[], job: JobObject): LogMeaning {
  const read = lines.map(readLine);
  const steps = read.filter(line => line.message === 'migrating' && line.fields.to !== undefined);
  const [first] = steps;
  const meaning: LogMeaning = {
    findings: [],
    from: first?.fields.from,
    to: steps[steps.length - 1]?.fields.to,
  };
  const last = lastWords(read);
  if (last) meaning.findings.push(findingOf(last, job));
  return meaning;
}

/** Cobra's words when the call itself is wrong; flags are refused before logging begins. */
const usage =
  /^(unknown (shorthand )?(flag|command)|accepts \d+ arg|required flag|missing required argument)/;

function lastWords(lines: LogLine[]): LogLine | undefined {
  const ended = lines
    .filter(line => line.message === 'terminated with errors' && line.error !== undefined)
    .at(-1);
  const refused = lines.find(line => usage.test(line.text));
  return ended ?? (refused && { ...refused, error: refused.text });
}

function findingOf(line: LogLine, job: JobObject) {
  const error = line.error ?? '';
  const meaning = meaningOfError(error);
  const { key, secret } = credentialsOf(job);
  const words = {
    key,
    secret,
    job: job.metadata.name,
    version: versionOf(job),
    revision: /unable to find migration for revision: *(\S+)/.exec(error)?.[1] ?? '',
  };
  const code = usage.test(error) ? 'M113' : meaning === undefined ? 'M114' : codeOf[meaning];
  return spicedbFinding(code, words, [evidenceOf(line, job)]);
}

function evidenceOf(line: LogLine, job: JobObject): Evidence {
  const time = Date.parse(line.fields.time ?? '');
  return {
    kind: 'log',
    source: `job/${job.metadata.name}`,
    text: withoutCredentials(line.error ?? line.text),
    ...(Number.isNaN(time) ? {} : { at: time }),
  };
}

/** The Secret and key that the Job takes its database address from. */
function credentialsOf(job: JobObject): { secret: string; key: string } {
  const env = job.spec?.template?.spec?.containers?.flatMap(container => container.env ?? []) ?? [];
  const from = env.find(e => e.name === 'SPICEDB_DATASTORE_CONN_URI')?.valueFrom?.secretKeyRef;
  return { secret: from?.name ?? '(not named in the Job)', key: from?.key ?? 'datastore_uri' };
}

function versionOf(job: JobObject): string {
  const image = job.spec?.template?.spec?.containers?.[0]?.image ?? '';
  return image.split('@')[0].split(':').pop() ?? '';
}
