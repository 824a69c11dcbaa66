import { AppRootElementBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import { ReplayNotice } from './ReplayNotice';

const replayNotice = AppRootElementBlueprint.make({
  name: 'replay-notice',
  params: { element: <ReplayNotice /> },
});

export const replayModule = createFrontendModule({
  pluginId: 'app',
  extensions: [replayNotice],
});
