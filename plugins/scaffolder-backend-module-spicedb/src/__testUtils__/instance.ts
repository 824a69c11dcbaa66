import { parseInstance, renderInstance } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { InstanceInput } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { portalOver } from './portal';

/** The files of an instance as the portal writes them, by their paths. */
export function filesOfInstance(
  input: Partial<InstanceInput> = {},
  url = 'https://git.example.org/gitops.git',
) {
  const { portal } = portalOver(url);
  const result = parseInstance(
    { name: 'checkout', environment: 'development', engine: 'postgres', ...input },
    portal,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return Object.fromEntries(
    renderInstance(result.instance, portal).map(({ path, content }) => [path, content]),
  );
}
