{{/* TLS: which endpoints have it, from which Secret, mounted where. An endpoint is grpc, http, dispatch or metrics. */}}

{{/* "true" when .endpoint serves TLS: switched on, and running at all. */}}
{{- define "spicedb.servesTLS" -}}
{{- $tls := .root.Values.config.tls -}}
{{- $runs := true -}}
{{- if eq .endpoint "http" -}}{{- $runs = .root.Values.config.http.enabled -}}{{- end -}}
{{- if eq .endpoint "dispatch" -}}{{- $runs = include "spicedb.dispatchEnabled" .root -}}{{- end -}}
{{- if and $tls.enabled $runs (get $tls .endpoint).enabled -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.tlsSecret" -}}
{{- $tls := .root.Values.config.tls -}}
{{- $own := (get $tls .endpoint).secretName -}}
{{- if $own -}}{{ $own }}
{{- else if $tls.secretName -}}{{ $tls.secretName }}
{{- else if .root.Values.certManager.enabled -}}
{{- ternary (include "spicedb.dispatchCertificate" .root) (include "spicedb.serverCertificate" .root) (eq .endpoint "dispatch") -}}
{{- end -}}
{{- end -}}

{{- define "spicedb.serverCertificate" -}}
{{- include "spicedb.fullname" . -}}-tls
{{- end -}}

{{- define "spicedb.dispatchCertificate" -}}
{{- include "spicedb.dispatchService" . -}}-tls
{{- end -}}

{{/* The Secret with the CA of the peers; empty when dispatch speaks plaintext. */}}
{{- define "spicedb.upstreamCASecret" -}}
{{- if .Values.config.dispatch.upstreamCASecretName -}}{{ .Values.config.dispatch.upstreamCASecretName }}
{{- else if and .Values.certManager.enabled (include "spicedb.servesTLS" (dict "root" . "endpoint" "dispatch")) -}}
{{- include "spicedb.dispatchCertificate" . -}}
{{- end -}}
{{- end -}}

{{- define "spicedb.env.tls" -}}
{{- $root := . -}}
{{- range $endpoint, $prefix := dict "grpc" "GRPC" "http" "HTTP" "metrics" "METRICS" "dispatch" "DISPATCH_CLUSTER" }}
{{- if include "spicedb.servesTLS" (dict "root" $root "endpoint" $endpoint) }}
{{- $source := get $root.Values.config.tls $endpoint }}
- name: SPICEDB_{{ $prefix }}_TLS_CERT_PATH
  value: /etc/spicedb/tls/{{ $endpoint }}/{{ $source.certKey }}
- name: SPICEDB_{{ $prefix }}_TLS_KEY_PATH
  value: /etc/spicedb/tls/{{ $endpoint }}/{{ $source.keyKey }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The Secrets that serving pods mount under /etc/spicedb/tls, as a dict of directory to Secret. */}}
{{- define "spicedb.servingMounts" -}}
{{- $root := . -}}
{{- range list "grpc" "http" "metrics" "dispatch" }}
{{- if include "spicedb.servesTLS" (dict "root" $root "endpoint" .) }}
{{ . }}: {{ include "spicedb.tlsSecret" (dict "root" $root "endpoint" .) | quote }}
{{- end }}
{{- end }}
{{- if and (include "spicedb.dispatchEnabled" .) (include "spicedb.upstreamCASecret" .) }}
dispatch-ca: {{ include "spicedb.upstreamCASecret" . | quote }}
{{- end }}
{{- end -}}

{{/* Volumes for the Secrets: .root, and .serving for those that only serving pods have. */}}
{{- define "spicedb.volumes" -}}
{{- if .serving }}
{{- range $directory, $secret := include "spicedb.servingMounts" .root | fromYaml }}
{{ include "spicedb.secretVolume" (dict "name" (printf "tls-%s" $directory) "secret" $secret) }}
{{- end }}
{{- end }}
{{- with .root.Values.config.datastore.tls.secretName }}
{{ include "spicedb.secretVolume" (dict "name" "tls-datastore" "secret" .) }}
{{- end }}
{{- with .root.Values.config.datastore.spanner.credentialsSecretName }}
{{ include "spicedb.secretVolume" (dict "name" "spanner" "secret" .) }}
{{- end }}
{{- if .serving }}
{{- with .root.Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.secretVolume" -}}
- name: {{ .name }}
  secret:
    secretName: {{ .secret | quote }}
    defaultMode: 0440
{{- end -}}

{{- define "spicedb.volumeMounts" -}}
{{- if .serving }}
{{- range $directory, $secret := include "spicedb.servingMounts" .root | fromYaml }}
{{ include "spicedb.secretMount" (dict "name" (printf "tls-%s" $directory) "path" (printf "/etc/spicedb/tls/%s" $directory)) }}
{{- end }}
{{- end }}
{{- if .root.Values.config.datastore.tls.secretName }}
{{ include "spicedb.secretMount" (dict "name" "tls-datastore" "path" "/etc/spicedb/tls/datastore") }}
{{- end }}
{{- if .root.Values.config.datastore.spanner.credentialsSecretName }}
{{ include "spicedb.secretMount" (dict "name" "spanner" "path" "/etc/spicedb/spanner") }}
{{- end }}
{{- if .serving }}
{{- with .root.Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.secretMount" -}}
- name: {{ .name }}
  mountPath: {{ .path }}
  readOnly: true
{{- end -}}
