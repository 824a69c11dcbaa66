/** What the dispatch stage counts, by the names that SpiceDB gives its metrics. */
export const families: ReadonlySet<string> = new Set([
  'kuberesolver_addresses_total',
  'spicedb_dispatch_check_total',
  'spicedb_dispatch_client_check_total',
  'spicedb_dispatch_client_check_from_cache_total',
  'spicedb_dispatch_client_lookup_resources_total',
  'spicedb_dispatch_client_lookup_resources_from_cache_total',
  'spicedb_dispatch_client_lookup_subjects_total',
  'spicedb_dispatch_client_lookup_subjects_from_cache_total',
  'spicedb_environment_info',
  'grpc_server_started_total',
  'grpc_server_handled_total',
]);

/** Of the gRPC families only these services tell something about dispatch. */
export const services: ReadonlySet<string> = new Set([
  'dispatch.v1.DispatchService',
  'authzed.api.v1.PermissionsService',
]);
