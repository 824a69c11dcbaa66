import type { Config } from '@backstage/config';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** What every action of this module is made with. */
export interface ActionOptions {
  config: Config;
  portal: PortalConfig;
}
