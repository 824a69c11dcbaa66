import type { Entity } from '@backstage/catalog-model';
import { instanceType } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** Whether an entity stands for a SpiceDB instance, for an `if` of its page. @public */
export function isSpicedbInstance(entity: Entity): boolean {
  return entity.kind.toLowerCase() === 'resource' && entity.spec?.type === instanceType;
}
