import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { GitEntityProvider } from './GitEntityProvider';
import type { GitDiscovery } from './GitEntityProvider';

const EVERY_THREE_SECONDS: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 3 },
  timeout: { seconds: 30 },
  // The provider remembers what it read, so each process reads for itself.
  scope: 'local',
};

export function readGitDiscoveries(
  config: Config,
): Array<{ source: GitDiscovery; schedule: SchedulerServiceTaskScheduleDefinition }> {
  const providers = config.getOptionalConfig('catalog.providers.git');
  return (providers?.keys() ?? []).map(id => {
    const provider = providers!.getConfig(id);
    const credentials = provider.getOptionalConfig('credentials');
    return {
      source: {
        id,
        url: provider.getString('url'),
        branch: provider.getOptionalString('branch') ?? 'main',
        pattern: provider.getOptionalString('pattern') ?? 'instances/*/*/catalog-info.yaml',
        // The catalog's own rules do not look at what a provider brings.
        kinds: provider.getOptionalStringArray('kinds') ?? ['Resource'],
        ...(credentials && {
          credentials: {
            username: credentials.getString('username'),
            password: credentials.getString('password'),
          },
        }),
      },
      schedule: provider.has('schedule')
        ? readSchedulerServiceTaskScheduleDefinitionFromConfig(provider.getConfig('schedule'))
        : EVERY_THREE_SECONDS,
    };
  });
}

export const catalogModuleGitDiscovery = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'git-discovery',
  register({ registerInit }) {
    registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, logger, scheduler }) {
        for (const { source, schedule } of readGitDiscoveries(config)) {
          const runner = scheduler.createScheduledTaskRunner(schedule);
          catalog.addEntityProvider(new GitEntityProvider(source, logger, runner));
        }
      },
    });
  },
});
