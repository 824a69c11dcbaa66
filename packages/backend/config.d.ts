import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Git branches that are read for entities over HTTP(S), by a name of your choice. */
      git?: {
        [id: string]: {
          /** Where the repository is cloned from. */
          url: string;
          /** Defaults to `main`. */
          branch?: string;
          /** Which files are read; `*` stands for one segment. Defaults to `instances/*\/*\/catalog-info.yaml`. */
          pattern?: string;
          /** The kinds of entity that are taken from there. Defaults to `Resource`. */
          kinds?: string[];
          credentials?: {
            username: string;
            /** @visibility secret */
            password: string;
          };
          /** How often the branch is looked at. Defaults to every three seconds. */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
  kubernetes?: {
    /** One real cluster, in place of those that are listed. */
    kubeconfig?: {
      /** The kubeconfig file; the cluster and user of its current context are taken. */
      file: string;
      /** What the portal calls that cluster. Defaults to `demo`. */
      clusterName?: string;
    };
  };
}
