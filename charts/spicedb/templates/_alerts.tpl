{{/*
Alerts. Each one stands for something that was made to happen and looked at. A broken ring gives no error and
leaves pods ready, so that only these series show it.
*/}}
{{- define "spicedb.alerts" -}}
{{- /* The names of pods as their controller makes them, so that "a" does not take in the pods of "a-b". */ -}}
{{- $suffix := ternary "[0-9]+" "[a-z0-9]+-[a-z0-9]+" (eq .Values.workload.kind "StatefulSet") -}}
{{- $pods := printf "namespace=%q,pod=~\"%s-%s\"" .Release.Namespace (include "spicedb.fullname" .) $suffix -}}
{{- $target := printf "target=\"kubernetes://%s/%s:dispatch\"" .Release.Namespace (include "spicedb.dispatchService" .) -}}
{{- $dispatch := printf "%s,grpc_service=\"dispatch.v1.DispatchService\"" $pods -}}
{{- $api := printf "%s,grpc_service=\"authzed.api.v1.PermissionsService\",grpc_type=\"unary\"" $pods -}}
{{- if include "spicedb.dispatchEnabled" . }}
- alert: SpiceDBDispatchStalled
  expr: sum(grpc_server_started_total{ {{- $api -}} }) - (sum(grpc_server_handled_total{ {{- $api -}} }) or vector(0)) > 0 and (sum(rate(grpc_server_handled_total{ {{- $dispatch -}} }[2m])) or vector(0)) == 0 and (sum(rate(grpc_server_handled_total{ {{- $api -}} ,grpc_code="OK"}[2m])) or vector(0)) == 0
  for: 2m
  labels:
    severity: critical
  annotations:
    summary: Checks hang in {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }}; no pod answers its peers.
    description: Calls are open and no dispatch call was handled for two minutes. Look for a wrong CA or certificate name, a closed port 50053 or a NetworkPolicy; the pods' logs name the cause in lines of grpc.
- alert: SpiceDBDispatchKeysDiffer
  expr: sum(rate(grpc_server_handled_total{ {{- $dispatch -}} ,grpc_code="PermissionDenied"}[5m])) > 0
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: Pods of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} refuse each other's preshared key.
    description: A rotation left pods with different keys. List both keys (credentials.presharedKey.additionalKeys) and replace all pods (workload.rolloutToken).
{{- if include "spicedb.watchesEndpoints" . }}
- alert: SpiceDBDispatchResolverBroken
  expr: min(kuberesolver_addresses_total{ {{- $target -}} ,{{- $pods -}} }) == 0
  for: 2m
  labels:
    severity: critical
  annotations:
    summary: A pod of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} cannot see its peers.
    description: It may not watch the Endpoints of {{ include "spicedb.dispatchService" . }}. Look at the Role, at the mounted token and at egress to the API server.
- alert: SpiceDBDispatchRingHasDeadMember
  expr: max(kuberesolver_addresses_total{ {{- $target -}} ,{{- $pods -}} }) > count(kuberesolver_addresses_total{ {{- $target -}} ,{{- $pods -}} })
  for: 2m
  labels:
    severity: critical
  annotations:
    summary: The ring of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} counts a pod that does not answer.
    description: Every caller of that member hangs. Find the pod whose metrics cannot be read and delete it.
- alert: SpiceDBDispatchRingIsPartial
  expr: min(kuberesolver_addresses_total{ {{- $target -}} ,{{- $pods -}} }) < count(kuberesolver_addresses_total{ {{- $target -}} ,{{- $pods -}} }) and min(kuberesolver_addresses_total{ {{- $target -}} ,{{- $pods -}} }) > 0
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: Pods of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} are missing from the ring.
    description: They run, but do not share the work. Look why they are not ready.
{{- end }}
{{- end }}
{{- if include "spicedb.migrates" . }}
- alert: SpiceDBMigrationFailed
  expr: max by (job_name) (kube_job_status_failed{namespace={{ .Release.Namespace | quote }},job_name=~"{{ include "spicedb.fullname" . | trunc 44 | trimSuffix "-" }}-migrate.*"}) > 0 and on (job_name) max by (job_name) (kube_job_status_succeeded{namespace={{ .Release.Namespace | quote }}}) == 0
  for: 1m
  labels:
    severity: critical
  annotations:
    summary: The migration of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} failed.
    description: Old pods go on serving, new ones stay unready. The reason is the last line of the Job's log.
{{- end }}
{{- if .Values.config.tls.enabled }}
- alert: SpiceDBCertificateReloadFails
  expr: sum by (pod) (increase(certwatcher_read_certificate_errors_total{ {{- $pods -}} }[15m])) > 0
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: A pod of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} cannot read its renewed certificate.
    description: It serves the old one until that expires. Check that certificate and key in the Secret belong together.
{{- end }}
{{- if has .Values.config.datastoreEngine (list "postgres" "cockroachdb") }}
- alert: SpiceDBDatastorePoolExhausted
  expr: max by (pod, pool_usage) (pgxpool_acquired_conns{ {{- $pods -}} } / pgxpool_max_conns{ {{- $pods -}} }) > 0.9
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: A pod of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} uses nearly all of its database connections.
    description: Calls wait for a connection. Raise config.datastore.connectionPool, or find out why queries are slow.
{{- end }}
{{- if not (include "spicedb.isMemory" .) }}
- alert: SpiceDBGarbageCollectionFails
  expr: sum(increase(spicedb_datastore_gc_failure_total{ {{- $pods -}} }[1h])) > 0
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: SpiceDB cannot remove old revisions in {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }}.
    description: The database grows. The pods' logs name the cause.
{{- end }}
- alert: SpiceDBServerErrors
  expr: sum(rate(grpc_server_handled_total{ {{- $pods -}} ,grpc_service=~"authzed.api.*",grpc_code=~"Unknown|Internal|Unavailable|DeadlineExceeded|DataLoss"}[5m])) / sum(rate(grpc_server_handled_total{ {{- $pods -}} ,grpc_service=~"authzed.api.*"}[5m])) > 0.05
  for: 5m
  labels:
    severity: critical
  annotations:
    summary: More than 5 % of the calls to {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} fail.
    description: Unknown and Internal point at the database; DeadlineExceeded points at dispatch.
- alert: SpiceDBLoadShedding
  expr: sum(rate(spicedb_memory_middleware_requests_processed_total{ {{- $pods -}} ,accepted="false"}[5m])) > 0
  for: 5m
  labels:
    severity: warning
  annotations:
    summary: Pods of {{ .Release.Namespace }}/{{ include "spicedb.fullname" . }} refuse calls, as their memory is nearly used up.
    description: Raise the memory limit or the number of pods.
{{- end -}}
