export interface Config {
  /**
   * What a platform engineer decides once, so that the form need not ask. Nothing in it is secret:
   * the form renders an instance's files in the browser, with this very configuration.
   *
   * @deepVisibility frontend
   */
  spicedb?: {
    /** Where the chart comes from. Defaults to `charts/spicedb` of the GitOps repository. */
    chart?:
      | {
          kind: 'git';
          repoUrl: string;
          /** Folder of the chart in that repository. */
          path: string;
          /** Branch, tag or commit. Defaults to `main`. */
          revision?: string;
        }
      | { kind: 'helm'; repoUrl: string; chart: string; version: string }
      | {
          kind: 'oci';
          /** Address of the registry, without `oci://`, as Argo CD wants it. */
          repoUrl: string;
          chart: string;
          version: string;
        };

    /** The GitOps repository: the portal writes to it, Argo CD reads it. */
    repository: {
      /** An address that begins with https:// or http://, without a login in it. */
      url: string;
      /** The branch that Argo CD reads. Defaults to `main`. */
      branch?: string;
      /** An instance's folder. Defaults to `instances/{environment}/{name}`. */
      folder?: string;
      /**
       * How a change gets there: straight onto the branch that Argo CD reads (`push`), on a branch of its
       * own (`branch`), or by a pull request of the named host. `auto` takes the pull request that fits the
       * repository's integration, and a branch where there is none. Defaults to `auto`.
       */
      publish?: 'auto' | 'push' | 'branch' | 'github' | 'gitlab' | 'bitbucketCloud' | 'bitbucketServer';
      /** Lines that are added to every instance's README. */
      readmeNotes?: string[];
    };

    argocd?: {
      /** The portal's name of the cluster where Argo CD lives. Defaults to the instance's own. */
      cluster?: string;
      /** Namespace of the Applications. Defaults to `argocd`. */
      namespace?: string;
      /** The projects on offer; the first one is the default. Defaults to `default`. */
      projects?: string[];
      /** How often a failed sync is tried again. Defaults to 5. */
      retryLimit?: number;
      /** Whether Argo CD makes the namespace. Defaults to true. */
      createNamespace?: boolean;
      /** What happens to the objects when the Application is removed from Git. Defaults to `cascade`. */
      deletion?: 'cascade' | 'keep';
    };

    /** The clusters on offer, by the names that the portal's Kubernetes plugin knows. */
    clusters?: {
      [name: string]: {
        title?: string;
        /** Argo CD's destination by address; give this or `destination`. */
        server?: string;
        /** Argo CD's destination by name. */
        destination?: string;
        /** Namespaces on offer; `{name}`, `{environment}` and a `*` at the end may be used. Defaults to `{name}`. */
        namespaces?: string[];
      };
    };

    /** Sizes of a pod, by name. Defaults to small, medium and large. */
    sizes?: {
      [name: string]: {
        title?: string;
        cpu: string;
        memory: string;
        /** A rough figure for people who choose; shown as an estimate. */
        checksPerSecond?: number;
      };
    };

    /** Environments by name. Defaults to development, staging and production. */
    environments?: {
      [name: string]: {
        title?: string;
        size?: string;
        replicas?: number;
        tls?: boolean;
        /** The clusters on offer here. Defaults to all. */
        clusters?: string[];
        /** What every instance of this environment must keep to. */
        guards?: {
          minReplicas?: number;
          tls?: boolean;
          podDisruptionBudget?: boolean;
          forbiddenEngines?: Array<'memory' | 'postgres' | 'cockroachdb' | 'mysql' | 'spanner'>;
        };
      };
    };

    /** The SpiceDB versions on offer. Defaults to those that the chart was tested with. */
    versions?: {
      allowed?: string[];
      default?: string;
    };

    /** Names of Kubernetes Secrets and of what makes them; never a value. */
    secrets?: {
      /** The Secret with the credentials. Defaults to `{name}-spicedb`. */
      credentials?: string;
      /** The Secret with the certificate. Defaults to `{name}-tls`. */
      certificate?: string;
      /** An External Secrets store, where the platform has one. */
      store?: {
        name: string;
        kind?: 'SecretStore' | 'ClusterSecretStore';
        /** The path in the store. Defaults to `spicedb/{environment}/{name}`. */
        path?: string;
        refreshInterval?: string;
      };
      /** A cert-manager issuer, where the platform has one. */
      issuer?: {
        name: string;
        kind?: 'Issuer' | 'ClusterIssuer';
      };
    };

    catalog?: {
      /** Owner of an instance whose team names none. Defaults to `guests`. */
      owner?: string;
      system?: string;
    };
  };
}
