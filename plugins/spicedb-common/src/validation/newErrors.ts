import type { GeneratedFile } from '../instance/GeneratedFile';
import type { PortalConfig } from '../instance/PortalConfig';
import type { FileFinding } from './findings';
import { validateInstanceFolder } from './validateInstanceFolder';

/**
 * Errors that a change would bring in; those that stood there before are not its own.
 *
 * @public
 */
export function newErrors(
  before: readonly GeneratedFile[],
  after: readonly GeneratedFile[],
  portal: PortalConfig,
): FileFinding[] {
  const nameOf = ({ file, path, message }: FileFinding) => [file, path, message].join('\0');
  const known = new Set(before.length ? validateInstanceFolder(before, portal).map(nameOf) : []);
  return validateInstanceFolder(after, portal).filter(
    finding => finding.severity === 'error' && !known.has(nameOf(finding)),
  );
}
