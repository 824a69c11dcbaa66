import { createComponentExtension, createPlugin, createRoutableExtension } from '@backstage/core-plugin-api';
import { clusterProxyApiFactory } from './data/ClusterProxy';
import { instanceFilesApiFactory } from './forms/InstanceFiles';
import { fieldExtensionsOf } from './legacy/fieldExtensions';
import { loadRolloutPage } from './pageLoader';
import { rootRouteRef } from './routes';

/**
 * The page of SpiceDB instances, for the older frontend system.
 *
 * @public
 */
export const spicedbPlugin = createPlugin({
  id: 'spicedb',
  apis: [clusterProxyApiFactory, instanceFilesApiFactory],
  routes: { root: rootRouteRef },
});

/** The tab of an entity's page. @public */
export const EntitySpicedbContent = spicedbPlugin.provide(
  createComponentExtension({
    name: 'EntitySpicedbContent',
    component: {
      lazy: loadRolloutPage,
    },
  }),
);

/** The card of an entity's overview. @public */
export const EntitySpicedbCard = spicedbPlugin.provide(
  createComponentExtension({
    name: 'EntitySpicedbCard',
    component: {
      lazy: () => import('./legacy/LegacyInstanceCard').then(m => m.LegacyInstanceCard),
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

/** The fields of the forms, for inside of `ScaffolderFieldExtensions`. @public */
export const spicedbFieldExtensions = fieldExtensionsOf(spicedbPlugin);

export { isSpicedbInstance } from './legacy/isSpicedbInstance';
export { useSpicedbMenuItems, type SpicedbMenuItem } from './legacy/useSpicedbMenuItems';
export { clusterProxyApiRef, type ClusterProxy } from './data/ClusterProxy';
export { instanceFilesApiRef, type InstanceFiles } from './forms/InstanceFiles';
export { spicedbFormTranslationRef } from './words/formTranslation';
export { spicedbJudgementTranslationRef, spicedbTranslationRef } from './words/translation';
