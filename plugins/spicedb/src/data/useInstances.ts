import { useEffect, useState } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef, type CatalogApi } from '@backstage/plugin-catalog-react';
import { instanceType } from '@spicedb-portal/backstage-plugin-spicedb-common';

export type Instances =
  | { state: 'loading' }
  | { state: 'failed'; error: Error }
  | { state: 'loaded'; entities: Entity[] };

const pageSize = 500;
const fields = ['kind', 'metadata', 'spec.owner', 'spec.type', 'relations'];

/** Every instance that the catalog knows. */
export function useInstances(): Instances {
  const catalog = useApi(catalogApiRef);
  const [instances, setInstances] = useState<Instances>({ state: 'loading' });
  useEffect(() => {
    let wanted = true;
    allInstances(catalog).then(
      entities => wanted && setInstances({ state: 'loaded', entities }),
      error => wanted && setInstances({ state: 'failed', error }),
    );
    return () => {
      wanted = false;
    };
  }, [catalog]);
  return instances;
}

async function allInstances(catalog: CatalogApi) {
  const entities: Entity[] = [];
  let page = await catalog.queryEntities({
    filter: { kind: 'Resource', 'spec.type': instanceType },
    fields,
    limit: pageSize,
  });
  entities.push(...page.items);
  while (page.pageInfo.nextCursor) {
    page = await catalog.queryEntities({
      cursor: page.pageInfo.nextCursor,
      limit: pageSize,
    });
    entities.push(...page.items);
  }
  return entities;
}
