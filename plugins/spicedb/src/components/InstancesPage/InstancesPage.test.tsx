import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entity } from '../../../dev/fixtures/cluster';
import { clusterProxyApiRef } from '../../data/ClusterProxy';
import { InstancesPage } from './InstancesPage';

const instance = (name: string, owner: string, environment: string) => ({
  ...entity,
  metadata: {
    ...entity.metadata,
    name,
    title: undefined,
    annotations: { ...entity.metadata.annotations, 'spicedb-portal.io/environment': environment },
  },
  spec: { ...entity.spec, owner },
});

const silent = { get: () => new Promise<never>(() => {}) };

const show = () =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [clusterProxyApiRef, silent as never],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [
              instance('orders', 'group:default/shop', 'production'),
              instance('returns', 'group:default/shop', 'staging'),
              instance('search', 'group:default/find', 'staging'),
            ],
          }),
        ],
      ]}
    >
      <InstancesPage />
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );

const names = () => screen.getAllByRole('rowheader').map(each => each.textContent);

async function choose(label: string, choice: string) {
  await userEvent.click(screen.getByLabelText(label));
  await userEvent.click(within(await screen.findByRole('listbox')).getByText(choice));
}

describe('the list of instances', () => {
  it('is narrowed down by owner and environment, and back', async () => {
    await show();
    expect(await screen.findAllByRole('rowheader')).toHaveLength(3);
    await choose('Environment', 'staging');
    expect(names()).toEqual(['returns', 'search']);
    await choose('Owner', 'shop');
    expect(names()).toEqual(['returns']);
    await choose('Environment', 'All');
    expect(names()).toEqual(['orders', 'returns']);
  });

  it('says what it does not look at', async () => {
    await show();
    expect(await screen.findByText(/Whether the pods share their work as a ring/)).toBeInTheDocument();
  });
});
