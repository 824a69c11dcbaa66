import { readYaml } from '../editing/readYaml';
import type { GeneratedFile } from '../instance/GeneratedFile';
import { instanceFile } from '../instance/instanceFile';
import type { PortalConfig } from '../instance/PortalConfig';
import { inspectApplication } from './application';
import { inspectCatalogInfo } from './catalogInfo';
import type { FileFinding } from './findings';
import { Inspection } from './findings';
import { inspectGuardRails } from './guardRails';
import { inspectValues } from './values';

/**
 * Looks through the folder of an instance and says everything that is wrong
 * with it, each with file, line and column: what cannot be read, what the chart
 * would refuse, what Argo CD and the portal would not find, and what does not
 * fit together.
 *
 * @public
 */
export function validateInstanceFolder(files: readonly GeneratedFile[], portal: PortalConfig): FileFinding[] {
  const found: FileFinding[] = [];
  const named = (name: string) => instanceFile(files, name);
  const folder = folderOfFiles(files);
  const inspect = (name: string): Inspection | undefined => {
    const file = named(name);
    const at = file?.path ?? (folder ? `${folder}/${name}` : name);
    const say = (line: number, column: number, message: string) => {
      found.push({ file: at, line, column, severity: 'error', path: '', message });
    };
    if (!file) {
      say(1, 1, 'is not there; every instance has one.');
      return undefined;
    }
    const reading = readYaml(file.content);
    if (reading.ok) return new Inspection(file.path, reading.yaml);
    for (const { column, line, message } of reading.troubles) say(line, column, message);
    return undefined;
  };

  const values = inspect('values.yaml');
  const application = inspect('application.yaml');
  const catalogInfo = inspect('catalog-info.yaml');
  const name = catalogInfo?.text('metadata', 'name') ?? application?.text('metadata', 'name') ?? '';
  if (values) {
    inspectValues(values);
    if (name) inspectNames(values, name);
  }
  if (application) {
    const scales = values?.at('autoscaling', 'enabled') === true;
    inspectApplication(application, { folder, name, portal, scales });
  }
  if (catalogInfo) inspectCatalogInfo(catalogInfo, { application, folder, values });
  if (values && application && catalogInfo) {
    inspectGuardRails(files, { values, application, catalogInfo }, portal);
  }
  for (const inspection of [values, application, catalogInfo]) found.push(...(inspection?.found ?? []));
  return inOrder(found);
}

function inspectNames(values: Inspection, name: string) {
  values.expect(['fullnameOverride'], name, 'the portal finds the Services of the instance by that name.');
  values.expect(
    ['portal', 'kubernetesId'],
    name,
    'the portal finds the objects of the instance by that label.',
  );
}

function folderOfFiles(files: readonly GeneratedFile[]): string {
  const path =
    files.find(file => /(^|\/)(values|application|catalog-info)\.yaml$/.test(file.path))?.path ?? '';
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** By file and place; what two checks found about one key is said once. */
function inOrder(found: FileFinding[]): FileFinding[] {
  const once = found.filter(
    (finding, index) =>
      finding.path === '' ||
      found.findIndex(other => other.file === finding.file && other.path === finding.path) === index,
  );
  return once.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
