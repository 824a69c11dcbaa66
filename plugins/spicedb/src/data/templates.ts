import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { ConfigApi } from '@backstage/core-plugin-api';

const defaults = {
  create: 'default/create-spicedb-instance',
  update: 'default/update-spicedb-instance',
  rotateKey: 'default/rotate-spicedb-key',
  remove: 'default/remove-spicedb-instance',
} as const;

/** What the portal's software templates do to an instance. */
export type Deed = keyof typeof defaults;

/** The form of a software template, with the fields filled in that are known here. */
export function formOf(
  config: ConfigApi,
  deed: Deed,
  fields?: { entity: Entity; changes?: Record<string, string> },
): string {
  const template = config.getOptionalString(`spicedb.page.templates.${deed}`) ?? defaults[deed];
  const form = `/create/templates/${template}`;
  if (!fields) return form;
  const { entity, changes } = fields;
  const formData = JSON.stringify({
    instance: stringifyEntityRef(entity),
    ...(changes ? { changes } : {}),
  });
  return `${form}?${new URLSearchParams({ formData })}`;
}
