/** The few families, of some two hundred that a pod serves, on which judgements rest. */
export const metricFamilies: ReadonlySet<string> = new Set([
  'kuberesolver_addresses_total',
  'spicedb_dispatch_check_total',
  'spicedb_dispatch_client_check_total',
  'spicedb_dispatch_client_check_from_cache_total',
  'spicedb_dispatch_client_lookup_resources_total',
  'spicedb_dispatch_client_lookup_resources_from_cache_total',
  'spicedb_dispatch_client_lookup_subjects_total',
  'spicedb_dispatch_client_lookup_subjects_from_cache_total',
  'spicedb_environment_info',
  'grpc_server_handled_total',
  'grpc_server_started_total',
]);
