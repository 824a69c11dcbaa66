// What the checks of a run found, group by group.
export type Check = { name: string; problem?: string };
export type Group = { title: string; checks: Check[]; note?: string; milliseconds: number };

export async function group(
  title: string,
  checks: () => Promise<{ checks: Check[]; note?: string }>,
): Promise<Group> {
  const start = performance.now();
  try {
    return { title, ...(await checks()), milliseconds: performance.now() - start };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { title, checks: [{ name: title, problem }], milliseconds: performance.now() - start };
  }
}

export function print({ title, checks, note, milliseconds }: Group): void {
  const failed = checks.filter(check => check.problem !== undefined);
  const count = failed.length > 0 ? `${failed.length} of ${checks.length} failed` : `${checks.length} passed`;
  console.log(`${title}: ${count}${note ? ` (${note})` : ''}, ${(milliseconds / 1000).toFixed(1)} s`);
  for (const { name, problem } of failed)
    console.log(`  ${name}: ${problem?.trimEnd().replaceAll('\n', '\n    ')}`);
}
