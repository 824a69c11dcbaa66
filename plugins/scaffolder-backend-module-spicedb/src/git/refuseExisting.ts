import { InputError } from '@backstage/errors';
import { folderOf } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Clone } from './Clone';

/**
 * Refuses a name that is taken. Argo CD and the catalog know an instance by its
 * name alone, so one that another environment uses is taken as well.
 */
export async function refuseExisting(name: string, portal: PortalConfig, clone: Clone) {
  for (const environment of Object.keys(portal.environments)) {
    const folder = folderOf({ name, environment }, portal);
    if (await clone.kindOf(folder)) {
      throw new InputError(
        `name: there is an instance "${name}" already, in ${environment} (${folder}). Choose another name, or change that instance with the template for it.`,
      );
    }
  }
}
