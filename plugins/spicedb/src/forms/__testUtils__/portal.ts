import {
  parseInstance,
  parsePortalConfig,
  renderInstance,
  type GeneratedFile,
  type InstanceInput,
  type PortalConfig,
} from '@spicedb-portal/backstage-plugin-spicedb-common';

const repository = { url: 'https://git.example.org/gitops.git' };

/** What app-config would say. */
export const settingsOf = (more: object = {}) => ({ repository, ...more });

export function portalOf(more: object = {}): PortalConfig {
  const result = parsePortalConfig(settingsOf(more));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** The files of an instance as they stand in Git. */
export function filesOf(input: Partial<InstanceInput> = {}, portal = portalOf()): GeneratedFile[] {
  const result = parseInstance(
    { name: 'checkout', environment: 'staging', engine: 'postgres', ...input },
    portal,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return renderInstance(result.instance, portal);
}
