import type { FileFinding } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { z } from 'zod/v3';

export { newErrors } from '@spicedb-portal/backstage-plugin-spicedb-common';

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
