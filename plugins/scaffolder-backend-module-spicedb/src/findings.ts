import { validateInstanceFolder } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type {
  FileFinding,
  GeneratedFile,
  PortalConfig,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { z } from 'zod/v3';

export const findingsSchema = z.array(
  z.object({
    file: z.string(),
    line: z.number(),
    column: z.number(),
    severity: z.enum(['error', 'warning']),
    path: z.string().describe('The key it is about, when it is about one'),
    message: z.string(),
  }),
);

/** A finding on one line, with its place as editors and compilers write it. */
export function inOneLine({ file, line, column, path, message }: FileFinding): string {
  return `${file}:${line}:${column} ${path ? `${path} ` : ''}${message}`;
}

/** Errors that a change would bring in; those that stood there before are not its own. */
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
