import { ProxiedSignInPage } from '@backstage/core-components';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** The demo has nobody to tell apart: everyone is the guest, without a click. */
const guestSignIn = SignInPageBlueprint.make({
  params: {
    loader: async () => props => <ProxiedSignInPage {...props} provider="guest" />,
  },
});

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [guestSignIn],
});
