import { discoveryApiRef } from '@backstage/core-plugin-api';
import { EntityProvider, catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock, createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider, mockApis, renderInTestApp } from '@backstage/test-utils';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { entity, smallCluster } from '../dev/fixtures/cluster';
import plugin from './index';
import {
  EntitySpicedbCard,
  EntitySpicedbContent,
  SpicedbInstancesPage,
  clusterProxyApiRef,
  isSpicedbInstance,
  useSpicedbMenuItems,
} from './legacy';

const show = (element: ReactElement, address = '/') =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [clusterProxyApiRef, smallCluster()],
        [discoveryApiRef, mockApis.discovery()],
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

/** Verdict, rail and panels as text, without the ages, which pass. */
async function whatThePageSays() {
  const rail = await screen.findByRole('navigation', { name: 'Stages of the rollout' });
  await screen.findByRole('region', { name: 'Pods' });
  return [rail, ...screen.getAllByRole('region')]
    .map(part => part.textContent?.replace(/just now|\d+ (s|min|h|d)( ago)?/g, 'AGE'))
    .filter(Boolean);
}

describe('the older frontend system', () => {
  it('shows the same tab', async () => {
    await show(<EntitySpicedbContent />);
    const rail = await screen.findByRole('navigation', { name: 'Stages of the rollout' });
    expect(within(rail).getAllByRole('button')).toHaveLength(5);
    expect(within(rail).getByRole('button', { name: /^Pods ok/ })).toBeInTheDocument();
  });

  it('says word for word what the newer one says', async () => {
    await show(<EntitySpicedbContent />);
    const older = await whatThePageSays();
    cleanup();
    renderTestApp({
      extensions: [createTestEntityPage({ entity }), plugin.getExtension('entity-content:spicedb')],
      apis: [[clusterProxyApiRef, smallCluster()]],
    });
    expect(await whatThePageSays()).toEqual(older);
    expect(older.length).toBeGreaterThanOrEqual(6);
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

  it('leads from the card to the templates that change an instance', async () => {
    await show(<EntitySpicedbCard />);
    expect(await screen.findByRole('link', { name: /Rotate key/ })).toHaveAttribute(
      'href',
      expect.stringContaining('/create/templates/default/rotate-spicedb-key?formData='),
    );
    expect(screen.getByRole('link', { name: /Change/ })).toHaveAttribute(
      'href',
      expect.stringContaining(encodeURIComponent('resource:default/checkout-authz')),
    );
    expect(screen.queryByRole('link', { name: /Remove/ })).not.toBeInTheDocument();
  });

  it('offers the same in the menu of the page, and the removal as well', async () => {
    const Menu = () => (
      <>
        {useSpicedbMenuItems().map(({ title, Icon, onClick }) => (
          <button key={title} onClick={onClick}>
            <Icon /> {title}
          </button>
        ))}
        <Routes>
          <Route path="/create/templates/:namespace/:name" element={<Address />} />
          <Route path="*" element={<p>here</p>} />
        </Routes>
      </>
    );
    const Address = () => <p>the form of {useParams().name}</p>;
    await show(<Menu />);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent?.trim())).toEqual([
      'Change this instance',
      'Rotate its key',
      'Remove this instance',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Remove this instance' }));
    expect(await screen.findByText('the form of remove-spicedb-instance')).toBeInTheDocument();
  });

  it('knows an instance by kind and type', () => {
    expect(isSpicedbInstance(entity)).toBe(true);
    expect(isSpicedbInstance({ ...entity, kind: 'Component' })).toBe(false);
    expect(isSpicedbInstance({ ...entity, spec: { type: 'database' } })).toBe(false);
  });
});
