{{/* Questions that several templates ask, answered with "true" or nothing. */}}

{{- define "spicedb.isMemory" -}}
{{- if eq .Values.config.datastoreEngine "memory" -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.dispatchEnabled" -}}
{{- $wanted := .Values.config.dispatch.enabled | toString -}}
{{- if eq $wanted "auto" -}}
{{- if not (include "spicedb.isMemory" .) -}}true{{- end -}}
{{- else if eq $wanted "true" -}}true
{{- end -}}
{{- end -}}

{{/* Pods ask the API server for their peers, which is the only reason to give them a token. */}}
{{- define "spicedb.watchesEndpoints" -}}
{{- if and (include "spicedb.dispatchEnabled" .) (eq .Values.config.dispatch.resolver "kubernetes") -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.migrates" -}}
{{- if and .Values.config.migrations.enabled (not (include "spicedb.isMemory" .)) -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.migratesByHook" -}}
{{- if and (include "spicedb.migrates" .) (eq .Values.config.migrations.strategy "hook") -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.migratesByJob" -}}
{{- if and (include "spicedb.migrates" .) (eq .Values.config.migrations.strategy "job") -}}true{{- end -}}
{{- end -}}

{{/* Pods get their cloud identity through their ServiceAccount, so the migration needs the same account. */}}
{{- define "spicedb.usesCloudIdentity" -}}
{{- if or .Values.aws.podIdentity.enabled .Values.aws.irsa.roleArn .Values.aws.rds.enabled -}}true
{{- else if and (eq .Values.config.datastoreEngine "spanner") (not .Values.config.datastore.spanner.credentialsSecretName) -}}true
{{- end -}}
{{- end -}}

{{- define "spicedb.isInternal" -}}
{{- if eq .Values.service.type "ClusterIP" -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.canSleepBeforeStop" -}}
{{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version -}}true{{- end -}}
{{- end -}}

{{/* How many pods the values ask for. */}}
{{- define "spicedb.replicas" -}}
{{- if ne (.Values.config.replicas | toString) "auto" -}}
{{- .Values.config.replicas | int -}}
{{- else if include "spicedb.isMemory" . -}}1
{{- else -}}2
{{- end -}}
{{- end -}}

{{/* A duration such as 1h30m in seconds. */}}
{{- define "spicedb.seconds" -}}
{{- $hours := regexFind "[0-9]+h" . | trimSuffix "h" | default "0" | int -}}
{{- $minutes := regexFind "[0-9]+m" . | trimSuffix "m" | default "0" | int -}}
{{- $seconds := regexFind "[0-9]+s" . | trimSuffix "s" | default "0" | int -}}
{{- add (mul $hours 3600) (mul $minutes 60) $seconds -}}
{{- end -}}

{{/* A scalar as text. Helm reads whole numbers as floats, which would print as 1e+06. */}}
{{- define "spicedb.plain" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) -}}{{ int64 . }}
{{- else -}}{{ . }}
{{- end -}}
{{- end -}}
