import { createComponentExtension, createPlugin, createRoutableExtension } from '@backstage/core-plugin-api';
import { clusterProxyApiFactory } from './data/ClusterProxy';
import { rootRouteRef } from './routes';

/**
 * The page of SpiceDB instances, for the older frontend system.
 *
 * @public
 */
export const spicedbPlugin = createPlugin({
  id: 'spicedb',
  apis: [clusterProxyApiFactory],
  routes: { root: rootRouteRef },
});

/** The tab of an entity's page. @public */
export const EntitySpicedbContent = spicedbPlugin.provide(
  createComponentExtension({
    name: 'EntitySpicedbContent',
    component: {
      lazy: () => import('./components/RolloutPage/RolloutPage').then(m => m.RolloutPage),
    },
  }),
);

/** The card of an entity's overview. @public */
export const EntitySpicedbCard = spicedbPlugin.provide(
  createComponentExtension({
    name: 'EntitySpicedbCard',
    component: {
      lazy: () => import('./components/InstanceCard/InstanceCard').then(m => m.InstanceCard),
    },
  }),
);

/** The list of all instances. @public */
export const SpicedbInstancesPage = spicedbPlugin.provide(
  createRoutableExtension({
    name: 'SpicedbInstancesPage',
    component: () => import('./legacy/LegacyInstancesPage').then(m => m.LegacyInstancesPage),
    mountPoint: rootRouteRef,
  }),
);

export { isSpicedbInstance } from './legacy/isSpicedbInstance';
export { clusterProxyApiRef, type ClusterProxy } from './data/ClusterProxy';
export { spicedbJudgementTranslationRef, spicedbTranslationRef } from './words/translation';
