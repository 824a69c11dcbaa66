import type { ReadYaml } from '../editing/readYaml';
import { readYamlDocuments } from '../editing/readYaml';
import { isMapValue } from '../editing/YamlChange';
import type { Problem } from '../instance/problems';
import { textsIn } from '../instance/text';
import { Inspection } from '../validation/findings';
import { troubleIfSecret } from '../validation/secretText';

export type OriginalResult =
  | { ok: true; original: ReadYaml; kind: Kind }
  | { ok: false; problems: Problem[] };

/** From what an instance can be imported. @public */
export type Kind = 'spiceDBCluster' | 'salekseevChart' | 'pschichtelChart';

/** The one document that describes an instance, in a text that a person handed over. */
export function readOriginal(text: string): OriginalResult {
  const problems: Problem[] = [];
  const readings = readYamlDocuments(text);
  const found: ReadYaml[] = [];
  for (const reading of readings) {
    if (!reading.ok) {
      problems.push(
        ...reading.troubles.map(({ column, line, message }) => ({ path: `${line}:${column}`, message })),
      );
    } else if (isMapValue(reading.yaml.value)) {
      problems.push(...secretsIn(reading.yaml));
      found.push(reading.yaml);
    }
  }
  if (problems.length) return { ok: false, problems };
  const clusters = found.filter(({ value }) => isMapValue(value) && value.kind === 'SpiceDBCluster');
  const refuse = (message: string): OriginalResult => ({
    ok: false,
    problems: [{ path: 'original', message }],
  });
  if (clusters.length > 1) {
    return refuse(
      `holds ${clusters.length} SpiceDBClusters. Import them one by one; each becomes an instance.`,
    );
  }
  if (clusters.length === 1) return { ok: true, original: clusters[0], kind: 'spiceDBCluster' };
  if (found.length !== 1) {
    return refuse(
      found.length
        ? 'holds several documents, and none of them is a SpiceDBCluster.'
        : 'is empty. Paste a SpiceDBCluster, or the values of a SpiceDB chart.',
    );
  }
  const value = found[0].value as Record<string, unknown>;
  if (isMapValue(value.spicedb)) return { ok: true, original: found[0], kind: 'pschichtelChart' };
  if (value.kind === undefined) return { ok: true, original: found[0], kind: 'salekseevChart' };
  return refuse(`is a ${String(value.kind)}, not a SpiceDBCluster and not the values of a chart.`);
}

const secretKeys = /^(preshared_?key|grpc_?preshared_?key|datastore_?(conn_?)?uri|password)$/i;

/** Secrets are refused before anything is made of them. */
function secretsIn(yaml: ReadYaml): Problem[] {
  const inspection = new Inspection('', yaml);
  const { value } = yaml;
  if (isMapValue(value) && value.kind === 'Secret') {
    inspection.error(
      ['kind'],
      'a Secret has no place here: nothing secret may pass through the portal. Paste the SpiceDBCluster alone.',
    );
  } else {
    for (const { path, text } of textsIn(value)) {
      const steps = path.split('.').map(step => (/^\d+$/.test(step) ? Number(step) : step));
      const last = String(steps[steps.length - 1]);
      const isValue = inspection.at(...steps) === text;
      if (isValue && secretKeys.test(last) && text !== '') {
        inspection.error(
          steps,
          `${path} holds a secret, which may not pass through the portal. Take it out; the Secret in the cluster is enough.`,
        );
      } else if (troubleIfSecret(text)) {
        inspection.error(steps, `${path} ${troubleIfSecret(text)}`);
      }
    }
  }
  return inspection.found.map(({ column, line, message }) => ({ path: `${line}:${column}`, message }));
}
