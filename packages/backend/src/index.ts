import { createBackend } from '@backstage/backend-defaults';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

// app-config.yaml names files of this repository; they are found from here, in
// whichever folder the portal was started.
process.env.PORTAL_ROOT ??= resolvePackagePath('backend', '../..');

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@backstage/plugin-permission-backend-module-allow-all-policy'));
backend.add(import('@backstage/plugin-proxy-backend'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'));
backend.add(import('./gitDiscovery'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
// Opens the merge requests; add those of your own hosts beside it.
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(import('@spicedb-portal/backstage-plugin-scaffolder-backend-module-spicedb'));

backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('./kubeconfig'));

backend.start();
