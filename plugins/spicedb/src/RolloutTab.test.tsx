import { discoveryApiRef } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider, mockApis, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Suspense } from 'react';
import { entity, smallCluster } from '../dev/fixtures/cluster';
import { RolloutTab } from './RolloutTab';
import { clusterProxyApiRef } from './data/ClusterProxy';
import { loadRolloutPage } from './pageLoader';

it('draws at once what has come while the catalog looked for the entity', async () => {
  await loadRolloutPage();
  const Wait = jest.fn(() => null);
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [clusterProxyApiRef, smallCluster()],
        [discoveryApiRef, mockApis.discovery()],
      ]}
    >
      <EntityProvider entity={entity}>
        <Suspense fallback={<Wait />}>
          <RolloutTab />
        </Suspense>
      </EntityProvider>
    </TestApiProvider>,
  );
  expect(await screen.findByRole('navigation', { name: 'Stages of the rollout' })).toBeInTheDocument();
  expect(Wait).not.toHaveBeenCalled();
});
