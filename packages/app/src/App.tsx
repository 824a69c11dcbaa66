import { createApp } from '@backstage/frontend-defaults';
import authPlugin from '@backstage/plugin-auth';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import spicedbPlugin from '@spicedb-portal/backstage-plugin-spicedb';
import { docsPlugin } from './docs';
import { homePlugin } from './home';
import { navModule } from './nav';
import { replayModule } from './replay';
import { signInModule } from './signIn';

export default createApp({
  features: [
    authPlugin,
    catalogPlugin,
    kubernetesPlugin,
    orgPlugin,
    scaffolderPlugin,
    userSettingsPlugin,
    spicedbPlugin,
    homePlugin,
    docsPlugin,
    navModule,
    replayModule,
    signInModule,
  ],
});
