import {
  ApiBlueprint,
  ExtensionBoundary,
  PageBlueprint,
  coreExtensionData,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import type { ApiHolder } from '@backstage/core-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { instanceType } from '@spicedb-portal/backstage-plugin-spicedb-common';
import DonutLargeIcon from '@material-ui/icons/DonutLarge';
import { clusterProxyApiFactory, clusterProxyApiRef } from './data/ClusterProxy';
import { formFields } from './forms/formFields';
import { instanceFilesApiFactory } from './forms/InstanceFiles';
import { deedExtensions } from './deeds';
import { RolloutTab } from './RolloutTab';
import { comesByAddress, loadPage } from './pageLoader';
import { entityContentRouteRef, rootRouteRef } from './routes';

const isInstance = { kind: 'resource', 'spec.type': instanceType };

const clusterProxyApi = ApiBlueprint.make({
  params: define => define(clusterProxyApiFactory),
});

const instanceFilesApi = ApiBlueprint.make({
  name: 'instance-files',
  params: define => define(instanceFilesApiFactory),
});

/** The clusters, and then the instance, are asked while the portal still draws itself. */
function readAhead(apis: ApiHolder) {
  apis.get(clusterProxyApiRef);
  const { pathname } = window.location;
  // The page asks again, and tells what fails.
  loadPage()
    .then(page => page.readAhead(pathname, apis))
    .catch(() => undefined);
}

const entityContent = EntityContentBlueprint.makeWithOverrides({
  *factory(make, { apis, node }) {
    if (comesByAddress()) readAhead(apis);
    const tab = <RolloutTab />;
    const made = make({
      path: '/spicedb',
      title: 'SpiceDB',
      routeRef: entityContentRouteRef,
      filter: isInstance,
      loader: async () => tab,
    });
    const element = coreExtensionData.reactElement;
    for (const data of made) if (data.id !== element.id) yield data;
    // What a blueprint loads is not drawn in the first pass, even if it is there.
    yield element(<ExtensionBoundary node={node}>{tab}</ExtensionBoundary>);
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: isInstance,
    loader: () => import('./components/InstanceCard/InstanceCard').then(m => <m.InstanceCard />),
  },
});

const instancesPage = PageBlueprint.make({
  params: {
    path: '/spicedb',
    title: 'Instances',
    icon: <DonutLargeIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/InstancesPage/InstancesPage').then(m => (
        <main>
          <m.InstancesPage />
        </main>
      )),
  },
});

/**
 * The page of SpiceDB instances, for the new frontend system.
 *
 * @public
 */
export const spicedbPlugin = createFrontendPlugin({
  pluginId: 'spicedb',
  title: 'SpiceDB',
  icon: <DonutLargeIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  extensions: [
    clusterProxyApi,
    instanceFilesApi,
    entityContent,
    entityCard,
    instancesPage,
    ...deedExtensions,
    ...formFields,
  ],
});
