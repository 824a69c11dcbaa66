import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isServing, selectMetrics } from './metrics.ts';

const SCRAPED = `# HELP go_goroutines Number of goroutines.
# TYPE go_goroutines gauge
go_goroutines 42
# HELP grpc_server_handled_total Calls completed.
# TYPE grpc_server_handled_total counter
grpc_server_handled_total{grpc_code="OK",grpc_method="Check",grpc_service="grpc.health.v1.Health",grpc_type="unary"} 5
# TYPE grpc_server_started_total counter
grpc_server_started_total{grpc_method="DispatchCheck",grpc_service="dispatch.v1.DispatchService",grpc_type="unary"} 0
grpc_server_started_total{grpc_method="Watch",grpc_service="authzed.api.v1.WatchService",grpc_type="server_stream"} 0
# TYPE grpc_server_handling_seconds histogram
grpc_server_handling_seconds_bucket{le="0.1"} 5
# TYPE kuberesolver_addresses_total gauge
kuberesolver_addresses_total{target="kubernetes://sample-ns/sample:dispatch"} 3
# TYPE spicedb_dispatch_check_total counter
spicedb_dispatch_check_total 0
`;

it('keeps what the page judges by, and a zero only where it says something', () => {
  assert.deepEqual(selectMetrics(SCRAPED).split('\n'), [
    '# TYPE grpc_server_handled_total counter',
    'grpc_server_handled_total{grpc_code="OK",grpc_method="Check",grpc_service="grpc.health.v1.Health",grpc_type="unary"} 5',
    '# TYPE grpc_server_started_total counter',
    'grpc_server_started_total{grpc_method="DispatchCheck",grpc_service="dispatch.v1.DispatchService",grpc_type="unary"} 0',
    '# TYPE kuberesolver_addresses_total gauge',
    'kuberesolver_addresses_total{target="kubernetes://sample-ns/sample:dispatch"} 3',
    '# TYPE spicedb_dispatch_check_total counter',
    'spicedb_dispatch_check_total 0',
  ]);
});

it('asks running server pods that have an address, and no others', () => {
  const pod = (component: string, status: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', labels: { 'app.kubernetes.io/component': component } },
    status,
  });
  assert.equal(isServing(pod('server', { phase: 'Running', podIP: '10.244.0.7' })), true);
  assert.equal(isServing(pod('server', { phase: 'Pending' })), false);
  assert.equal(isServing(pod('migration', { phase: 'Running', podIP: '10.244.0.7' })), false);
});
