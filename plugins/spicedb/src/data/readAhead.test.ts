import type { Entity } from '@backstage/catalog-model';
import { configApiRef, discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiRegistry, mockApis } from '@backstage/test-utils';
import { waitFor } from '@testing-library/react';
import { entity, smallCluster } from '../../dev/fixtures/cluster';
import { clusterProxyApiRef } from './ClusterProxy';
import { entityAt, readAhead } from './readAhead';

describe('the entity of an address', () => {
  it.each([
    ['/catalog/default/resource/checkout/spicedb', 'checkout'],
    ['/portal/catalog/default/resource/checkout/spicedb/', 'checkout'],
    ['/default/resource/a%2Eb/spicedb', 'a.b'],
  ])('%s', (pathname, name) => {
    expect(entityAt(pathname)).toEqual({ namespace: 'default', kind: 'resource', name });
  });

  it.each(['/spicedb', '/catalog/spicedb', '/catalog/default/resource/checkout/kubernetes'])(
    'is none at %s',
    pathname => expect(entityAt(pathname)).toBeUndefined(),
  );
});

describe('reading ahead', () => {
  const addressOf = ({ metadata }: Entity) => `/catalog/default/resource/${metadata.name}/spicedb`;
  const portalWith = (known: Entity) => {
    const cluster = smallCluster();
    const apis = TestApiRegistry.from(
      [clusterProxyApiRef, cluster],
      [catalogApiRef, catalogApiMock({ entities: [known] })],
      [configApiRef, mockApis.config()],
      [discoveryApiRef, mockApis.discovery()],
      [fetchApiRef, { fetch }],
    );
    return { apis, cluster };
  };

  it('asks the cluster about the instance of the address', async () => {
    const { apis, cluster } = portalWith(entity);
    await readAhead(addressOf(entity), apis);
    await waitFor(() => expect(cluster.asked.filter(({ path }) => path.includes('/pods?'))).toHaveLength(1));
  });

  it.each([
    ['another kind of thing', { ...entity, spec: { ...entity.spec, type: 'database' } }],
    ['an instance that does not say where it runs', { ...entity, metadata: { name: 'bare' } }],
  ])('asks nothing about %s', async (_, known) => {
    const { apis, cluster } = portalWith(known);
    await readAhead(addressOf(known), apis);
    expect(cluster.asked).toEqual([]);
  });
});
