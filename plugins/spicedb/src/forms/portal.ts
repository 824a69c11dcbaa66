import { configApiRef, useApi, type ConfigApi } from '@backstage/core-plugin-api';
import {
  instanceFields,
  parseInstance,
  parsePortalConfig,
  type InstanceInput,
  type PortalConfig,
  type PortalConfigResult,
  type Problem,
} from '@spicedb-portal/backstage-plugin-spicedb-common';

const read = new WeakMap<ConfigApi, PortalConfigResult>();

/** What the platform offers, from the part of app-config that reaches the browser. */
export function readPortal(config: ConfigApi): PortalConfigResult {
  const known = read.get(config) ?? parsePortalConfig(config.getOptional('spicedb') ?? {});
  read.set(config, known);
  return known;
}

export function usePortal(): PortalConfigResult {
  return readPortal(useApi(configApiRef));
}

/** What a form as a whole has been told. */
export type FormData = Record<string, unknown>;

/** The answers of a form that speak of an instance; a form may ask for other things too. */
export function answersIn(formData: FormData | undefined): Partial<InstanceInput> {
  const known = Object.entries(formData ?? {}).filter(
    ([key, value]) => Object.hasOwn(instanceFields, key) && value !== undefined && value !== '',
  );
  return Object.fromEntries(known);
}

/** What is wrong with one answer, in the light of the others. */
export function problemsAt(field: string, formData: FormData | undefined, portal: PortalConfig): Problem[] {
  const result = parseInstance(answersIn(formData), portal);
  if (result.ok) return [];
  return result.problems.filter(
    ({ path, message }) =>
      (path === field || path.startsWith(`${field}.`)) &&
      // That an answer is still open, the form says by itself.
      (answersIn(formData)[field as keyof InstanceInput] !== undefined || message !== 'is missing.'),
  );
}
