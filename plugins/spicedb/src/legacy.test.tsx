import { EntityProvider, catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { entity, smallCluster } from '../dev/fixtures/cluster';
import {
  EntitySpicedbCard,
  EntitySpicedbContent,
  SpicedbInstancesPage,
  clusterProxyApiRef,
  isSpicedbInstance,
} from './legacy';

const show = (element: ReactElement, address = '/') =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [clusterProxyApiRef, smallCluster()],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
      ]}
    >
      <EntityProvider entity={entity}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );

describe('the older frontend system', () => {
  it('shows the same tab', async () => {
    await show(<EntitySpicedbContent />);
    const rail = await screen.findByRole('navigation', { name: 'Stages of the rollout' });
    expect(within(rail).getAllByRole('button')).toHaveLength(5);
    expect(within(rail).getByRole('button', { name: /^Pods ok/ })).toBeInTheDocument();
  });

  it('shows the same card, which leads to the tab', async () => {
    await show(<EntitySpicedbCard />);
    expect(await screen.findByText('Pods: ok')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open/ })).toHaveAttribute(
      'href',
      '/catalog/default/resource/checkout-authz/spicedb',
    );
  });

  it('shows the same list, with a header of its own', async () => {
    await show(
      <Routes>
        <Route path="/spicedb" element={<SpicedbInstancesPage />} />
      </Routes>,
      '/spicedb',
    );
    expect(await screen.findByText('1 of 1 pods ready')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'SpiceDB instances' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'checkout-authz' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/checkout-authz/spicedb',
    );
  });

  it('knows an instance by kind and type', () => {
    expect(isSpicedbInstance(entity)).toBe(true);
    expect(isSpicedbInstance({ ...entity, kind: 'Component' })).toBe(false);
    expect(isSpicedbInstance({ ...entity, spec: { type: 'database' } })).toBe(false);
  });
});
