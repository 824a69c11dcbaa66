{{/* Environment for the database: what serving and migrating need alike, then what only serving needs. */}}

{{/* .root, and .migrating for the migration's own URI. */}}
{{- define "spicedb.env.datastore" -}}
{{- $values := .root.Values -}}
- name: SPICEDB_DATASTORE_ENGINE
  value: {{ $values.config.datastoreEngine | quote }}
{{- if not (include "spicedb.isMemory" .root) }}
{{- if $values.aws.rds.enabled }}
- name: SPICEDB_DATASTORE_CONN_URI
  value: {{ include "spicedb.rdsURI" .root | quote }}
- name: SPICEDB_DATASTORE_CREDENTIALS_PROVIDER_NAME
  value: aws-iam
{{- else if and .migrating $values.credentials.migrationDatastoreURI.secretName }}
{{ include "spicedb.secretEnv" (dict "name" "SPICEDB_DATASTORE_CONN_URI" "secret" $values.credentials.migrationDatastoreURI.secretName "key" $values.credentials.migrationDatastoreURI.key) }}
{{- else }}
{{ include "spicedb.secretEnv" (dict "name" "SPICEDB_DATASTORE_CONN_URI" "secret" (include "spicedb.datastoreURISecret" .root) "key" $values.credentials.datastoreURI.key) }}
{{- end }}
{{- end }}
{{- with $values.aws.region }}
- name: AWS_REGION
  value: {{ . | quote }}
{{- end }}
{{- with $values.config.datastore.mysql.tablePrefix }}
- name: SPICEDB_DATASTORE_MYSQL_TABLE_PREFIX
  value: {{ . | quote }}
{{- end }}
{{- if and (eq $values.config.datastoreEngine "mysql") $values.config.datastore.tls.secretName }}
- name: SSL_CERT_DIR
  value: /etc/ssl/certs:/etc/spicedb/tls/datastore
{{- end }}
{{- if $values.config.datastore.spanner.credentialsSecretName }}
- name: GOOGLE_APPLICATION_CREDENTIALS
  value: /etc/spicedb/spanner/{{ $values.config.datastore.spanner.credentialsKey }}
{{- end }}
{{- with $values.config.datastore.spanner.emulatorHost }}
- name: SPICEDB_DATASTORE_SPANNER_EMULATOR_HOST
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "spicedb.env.datastoreServing" -}}
{{- $pool := .Values.config.datastore.connectionPool -}}
{{- $replicas := .Values.credentials.readReplicaURIs.keys -}}
{{- with $pool.readMaxOpen }}
- name: SPICEDB_DATASTORE_CONN_POOL_READ_MAX_OPEN
  value: {{ . | int | quote }}
{{- if lt (int .) 20 }}
- name: SPICEDB_DATASTORE_CONN_POOL_READ_MIN_OPEN
  value: {{ . | int | quote }}
{{- end }}
{{- end }}
{{- with $pool.writeMaxOpen }}
- name: SPICEDB_DATASTORE_CONN_POOL_WRITE_MAX_OPEN
  value: {{ . | int | quote }}
{{- if lt (int .) 10 }}
- name: SPICEDB_DATASTORE_CONN_POOL_WRITE_MIN_OPEN
  value: {{ . | int | quote }}
{{- end }}
{{- end }}
{{- range $index, $key := $replicas }}
{{ include "spicedb.secretEnv" (dict "name" (include "spicedb.readReplicaEnvName" (dict "count" (len $replicas) "index" $index)) "secret" (include "spicedb.readReplicaSecret" $) "key" $key) }}
{{- end }}
{{- if and $replicas .Values.aws.rds.enabled }}
- name: SPICEDB_DATASTORE_READ_REPLICA_CREDENTIALS_PROVIDER_NAME
  value: aws-iam
{{- end }}
{{- with .Values.config.migrations.migrationPhase }}
- name: SPICEDB_DATASTORE_MIGRATION_PHASE
  value: {{ . | quote }}
{{- end }}
{{- with .Values.config.migrations.schemaMode }}
- name: SPICEDB_EXPERIMENTAL_SCHEMA_MODE
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/*
SpiceDB takes the whole variable as one URI, so that only a single replica can come straight from its own
variable; several are put into variables of ours, which the arguments then name.
*/}}
{{- define "spicedb.readReplicaEnvName" -}}
{{- if eq (int .count) 1 -}}SPICEDB_DATASTORE_READ_REPLICA_CONN_URI{{- else -}}READ_REPLICA_CONN_URI_{{ .index }}{{- end -}}
{{- end -}}
