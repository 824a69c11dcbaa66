import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parsePortalConfig, problemsInOneText } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** Reads the `spicedb` section of app-config; a wrong key stops the start and is named. */
export function readPortalConfig(config: Config): PortalConfig {
  const result = parsePortalConfig(config.getOptional('spicedb') ?? {});
  if (!result.ok) {
    throw new InputError(`The portal's configuration cannot be used. ${problemsInOneText(result.problems)}`);
  }
  return result.config;
}
