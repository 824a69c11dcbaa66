import type { GeneratedFile } from '../instance/GeneratedFile';
import type { PortalConfig, PortalConfigInput } from '../instance/PortalConfig';
import { parseInstance } from '../instance/parseInstance';
import { parsePortalConfig } from '../instance/parsePortalConfig';
import { renderInstance } from '../instance/renderInstance';

/** The least that a platform engineer must say, and what a test wants to differ. */
export function portalConfig(more: Partial<PortalConfigInput> = {}): PortalConfig {
  const result = parsePortalConfig({ repository: { url: 'https://git.example/gitops.git' }, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** The three answers that are enough. */
export const threeAnswers = { name: 'checkout-authz', environment: 'staging', engine: 'postgres' };

export function filesFor(input: object, config = portalConfig()): Record<string, string> {
  const result = parseInstance(input, config);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return byName(renderInstance(result.instance, config));
}

export function byName(files: GeneratedFile[]): Record<string, string> {
  return Object.fromEntries(files.map(file => [file.path.split('/').pop(), file.content]));
}

export function problemsWith(input: unknown, config = portalConfig()): Record<string, string> {
  const result = parseInstance(input, config);
  return result.ok ? {} : Object.fromEntries(result.problems.map(({ message, path }) => [path, message]));
}
