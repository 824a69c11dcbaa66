import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { folderOf, troubleInFolder } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Clone, StoredFile } from './Clone';

export interface FoundInstance {
  name: string;
  environment: string;
  folder: string;
  /** Those of the folder itself come before those of folders in it. */
  files: StoredFile[];
}

/** An instance by its name or by its catalog entity, wherever the layout of the repository puts it. */
export async function findInstance(
  clone: Clone,
  portal: PortalConfig,
  reference: string,
): Promise<FoundInstance> {
  const name = nameIn(reference);
  for (const environment of Object.keys(portal.environments)) {
    const folder = folderOf({ name, environment }, portal);
    const files = await clone.readFolder(folder);
    // A values.yaml in a folder of somebody's own must not be taken for the instance's.
    files.sort((one, other) => depthOf(one) - depthOf(other));
    if (files.length > 0) return { name, environment, folder, files };
  }
  throw new InputError(
    `instance: there is no instance "${name}" on branch ${portal.repository.branch} of ${portal.repository.url}.`,
  );
}

const depthOf = ({ path }: StoredFile) => path.split('/').length;

function nameIn(reference: string): string {
  try {
    const { kind, namespace, name } = parseEntityRef(reference, {
      defaultKind: 'resource',
      defaultNamespace: 'default',
    });
    const isOurs = kind.toLowerCase() === 'resource' && namespace === 'default';
    if (isOurs && !name.includes('/') && !troubleInFolder(name)) return name;
  } catch {
    // Said below, in the words of the form.
  }
  throw new InputError(`instance: "${reference}" is neither the name nor the entity of an instance.`);
}
