export interface Config {
  spicedb?: {
    /** Settings of the status page. */
    page?: {
      /**
       * Seconds between two readings of a rollout that rests; a rollout that
       * moves is read about three times as often. At least 5; 15 unless told.
       * @visibility frontend
       */
      refreshSeconds?: number;
      /**
       * Where a finding is explained, with {code} in the place of its code.
       * Without it, findings have no link to documentation.
       * @visibility frontend
       */
      findingDocs?: string;
      /**
       * Address of an Argo CD user interface, for "open in Argo CD".
       * @visibility frontend
       */
      argocdUrl?: string;
      /**
       * The software templates that the page leads to, as namespace/name. Those
       * of this project unless told.
       */
      templates?: {
        /** @visibility frontend */
        create?: string;
        /** @visibility frontend */
        update?: string;
        /** @visibility frontend */
        rotateKey?: string;
        /** @visibility frontend */
        remove?: string;
      };
      /**
       * The clusters are a replay of recorded ones, which the portal then says.
       * @visibility frontend
       */
      replay?: boolean;
      metrics?: {
        prometheus?: {
          /**
           * Path of a Prometheus below the portal's own proxy, as
           * `proxy.endpoints` names it; {cluster} stands for the instance's
           * cluster. It is asked first, and the pods only when it knows nothing.
           * Its series need the labels `namespace` and `pod`. An instance whose
           * Prometheus is another one says so in its annotation
           * spicedb-portal.io/prometheus.
           * @visibility frontend
           */
          proxyPath: string;
        };
        /**
         * Read each pod's metrics through the Kubernetes pod proxy, ten pods at
         * most. Needs the Role in manifests/metrics-role.yaml. Off unless set.
         * @visibility frontend
         */
        podProxy?: boolean;
        /**
         * Set to https where the pods serve metrics over TLS. http unless told.
         * @visibility frontend
         */
        scheme?: 'http' | 'https';
        /**
         * The port on which a pod serves metrics. 9090 unless told.
         * @visibility frontend
         */
        port?: number;
      };
    };
  };
}
