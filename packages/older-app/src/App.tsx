import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, createApiFactory } from '@backstage/core-plugin-api';
import { ScmIntegrationsApi, scmIntegrationsApiRef } from '@backstage/integration-react';
import { CatalogEntityPage, CatalogIndexPage } from '@backstage/plugin-catalog';
import { kubernetesPlugin } from '@backstage/plugin-kubernetes';
import { ScaffolderPage } from '@backstage/plugin-scaffolder';
import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import {
  SpicedbInstancesPage,
  spicedbFieldExtensions,
  spicedbPlugin,
} from '@spicedb-portal/backstage-plugin-spicedb/legacy';
import { Route } from 'react-router-dom';
import { entityPage } from './entityPage';

const app = createApp({
  plugins: [kubernetesPlugin, spicedbPlugin],
  apis: [
    // As every portal of this kind has it: the scaffolder insists on it.
    createApiFactory({
      api: scmIntegrationsApiRef,
      deps: { config: configApiRef },
      factory: ({ config }) => ScmIntegrationsApi.fromConfig(config),
    }),
  ],
  components: {
    SignInPage: props => <ProxiedSignInPage {...props} provider="guest" />,
  },
});

export default app.createRoot(
  <AppRouter>
    <FlatRoutes>
      <Route path="/catalog" element={<CatalogIndexPage />} />
      <Route path="/catalog/:namespace/:kind/:name" element={<CatalogEntityPage />}>
        {entityPage}
      </Route>
      <Route path="/create" element={<ScaffolderPage />}>
        <ScaffolderFieldExtensions>{spicedbFieldExtensions}</ScaffolderFieldExtensions>
      </Route>
      <Route path="/spicedb" element={<SpicedbInstancesPage />} />
    </FlatRoutes>
  </AppRouter>,
);
