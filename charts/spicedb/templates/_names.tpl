{{/* Names. Everything derived from the full name fits into 63 characters because that one fits into 52. */}}

{{- define "spicedb.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "spicedb.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "spicedb.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "spicedb.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The Service through which pods find each other: internal, headless, and ready pods only. */}}
{{- define "spicedb.dispatchService" -}}
{{- include "spicedb.fullname" . -}}-dispatch
{{- end -}}

{{- define "spicedb.headlessService" -}}
{{- include "spicedb.fullname" . -}}-headless
{{- end -}}

{{- define "spicedb.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "spicedb.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "spicedb.image" -}}
{{- .Values.image.repository -}}:{{- include "spicedb.tag" . -}}
{{- with .Values.image.digest -}}@{{ . }}{{- end -}}
{{- end -}}
