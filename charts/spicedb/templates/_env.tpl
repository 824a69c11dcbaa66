{{/* Environment of the serving container. */}}

{{- define "spicedb.env.serve" -}}
{{- include "spicedb.env.presharedKey" . }}
- name: SPICEDB_LOG_LEVEL
  value: {{ .Values.config.logLevel | quote }}
- name: SPICEDB_LOG_FORMAT
  value: {{ .Values.config.logFormat | quote }}
- name: SPICEDB_GRPC_SHUTDOWN_GRACE_PERIOD
  value: {{ .Values.config.shutdownGracePeriod | quote }}
- name: SPICEDB_TERMINATION_LOG_PATH
  value: /dev/termination-log
{{- if .Values.config.http.enabled }}
- name: SPICEDB_HTTP_ENABLED
  value: "true"
{{- end }}
{{ include "spicedb.env.datastore" (dict "root" .) }}
{{- include "spicedb.env.datastoreServing" . }}
{{- include "spicedb.env.dispatch" . }}
{{- include "spicedb.env.tls" . }}
{{- include "spicedb.env.reporting" . }}
{{- range $name, $value := .Values.config.extra }}
- name: {{ include "spicedb.env.extraName" $name }}
  value: {{ include "spicedb.plain" $value | quote }}
{{- end }}
{{- end -}}

{{/* One key comes straight from the Secret; more are listed, the first one being used between pods. */}}
{{- define "spicedb.env.presharedKey" -}}
{{- $secret := include "spicedb.presharedKeySecret" . -}}
{{- $source := .Values.credentials.presharedKey -}}
{{- if $source.additionalKeys -}}
{{- $names := list "PRESHARED_KEY_0" -}}
{{ include "spicedb.secretEnv" (dict "name" "PRESHARED_KEY_0" "secret" $secret "key" $source.key) }}
{{- range $index, $key := $source.additionalKeys }}
{{- $name := printf "PRESHARED_KEY_%d" (add1 $index) }}
{{- $names = append $names $name }}
{{ include "spicedb.secretEnv" (dict "name" $name "secret" $secret "key" $key) }}
{{- end }}
- name: SPICEDB_GRPC_PRESHARED_KEY
  value: "$({{ join "),$(" $names }})"
{{- else -}}
{{ include "spicedb.secretEnv" (dict "name" "SPICEDB_GRPC_PRESHARED_KEY" "secret" $secret "key" $source.key) }}
{{- end }}
{{- end -}}

{{- define "spicedb.env.dispatch" -}}
{{- $dispatch := .Values.config.dispatch -}}
{{- if include "spicedb.dispatchEnabled" . }}
- name: SPICEDB_DISPATCH_CLUSTER_ENABLED
  value: "true"
- name: SPICEDB_DISPATCH_UPSTREAM_ADDR
  value: {{ include "spicedb.dispatchAddress" . }}
- name: SPICEDB_DISPATCH_UPSTREAM_TIMEOUT
  value: {{ $dispatch.upstreamTimeout | quote }}
{{- /* Without it the cause of a broken TLS connection between pods never reaches the log. */}}
- name: GRPC_GO_LOG_SEVERITY_LEVEL
  value: warning
{{- if include "spicedb.upstreamCASecret" . }}
- name: SPICEDB_DISPATCH_UPSTREAM_CA_PATH
  value: /etc/spicedb/tls/dispatch-ca/{{ $dispatch.upstreamCAKey }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.dispatchAddress" -}}
{{- $target := printf "%s.%s" (include "spicedb.dispatchService" .) .Release.Namespace -}}
{{- if eq .Values.config.dispatch.resolver "dns" -}}
dns:///{{ $target }}:50053
{{- else -}}
kubernetes:///{{ $target }}:dispatch
{{- end -}}
{{- end -}}

{{- define "spicedb.env.reporting" -}}
{{- $telemetry := .Values.config.telemetry -}}
{{- $otel := .Values.config.openTelemetry -}}
{{- if not $telemetry.enabled }}
- name: SPICEDB_TELEMETRY_ENDPOINT
  value: ""
{{- else if $telemetry.endpoint }}
- name: SPICEDB_TELEMETRY_ENDPOINT
  value: {{ $telemetry.endpoint | quote }}
{{- end }}
{{- if not .Values.config.releaseCheck.enabled }}
- name: SPICEDB_SKIP_RELEASE_CHECK
  value: "true"
{{- end }}
{{- if ne $otel.provider "none" }}
- name: SPICEDB_OTEL_PROVIDER
  value: {{ $otel.provider | quote }}
{{- with $otel.endpoint }}
- name: SPICEDB_OTEL_ENDPOINT
  value: {{ . | quote }}
{{- end }}
- name: SPICEDB_OTEL_INSECURE
  value: {{ $otel.insecure | quote }}
- name: SPICEDB_OTEL_SAMPLE_RATIO
  value: {{ $otel.sampleRatio | quote }}
- name: SPICEDB_OTEL_SERVICE_NAME
  value: {{ $otel.serviceName | default (include "spicedb.fullname" .) | quote }}
{{- end }}
{{- end -}}

{{/* dispatchMaxDepth -> SPICEDB_DISPATCH_MAX_DEPTH */}}
{{- define "spicedb.env.extraName" -}}
SPICEDB_{{ snakecase . | upper }}
{{- end -}}
