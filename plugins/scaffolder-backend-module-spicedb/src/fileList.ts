import { z } from 'zod/v3';

/**
 * What one step says about the files that it wrote, and another one pushes:
 * enough to notice that somebody else touched them in between.
 */
export const fileListSchema = z.array(
  z.object({
    path: z.string().describe("Relative to the repository's root"),
    change: z.enum(['added', 'changed', 'removed']),
    replaces: z.string().optional().describe('The Git object that stood there when the change was made'),
  }),
);

export type FileList = z.infer<typeof fileListSchema>;
