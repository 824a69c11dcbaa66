{{/* What Deployment and StatefulSet have in common. */}}

{{- define "spicedb.workload.annotations" -}}
{{- if include "spicedb.migrates" . }}
spicedb-portal.io/migration-hash: {{ include "spicedb.migration.hash" . | quote }}
{{- end }}
{{- with .Values.workload.annotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "spicedb.workload.metadata" -}}
{{- include "spicedb.metadata" (dict "root" . "component" "server" "name" (include "spicedb.fullname" .) "annotations" (include "spicedb.workload.annotations" . | fromYaml)) -}}
{{- end -}}

{{/*
With autoscaling the number belongs to the autoscaler. Leaving it out where it stood before would set it to 1,
so that under helm the number that runs now is kept; where the cluster cannot be asked it is left out.
*/}}
{{- define "spicedb.workload.replicas" -}}
{{- if not .Values.autoscaling.enabled -}}
replicas: {{ include "spicedb.replicas" . }}
{{- else -}}
{{- $live := lookup "apps/v1" .Values.workload.kind .Release.Namespace (include "spicedb.fullname" .) -}}
{{- with dig "spec" "replicas" 0 $live }}
replicas: {{ max (int .) (int $.Values.autoscaling.minReplicas) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "spicedb.workload.selector" -}}
selector:
  matchLabels:
    {{- include "spicedb.selectorLabels" (dict "root" . "component" "server") | nindent 4 }}
{{- end -}}

{{/* Under the "job" strategy new pods wait for the migration, which must not look like a stuck rollout. */}}
{{- define "spicedb.workload.progressDeadlineSeconds" -}}
{{- $wanted := .Values.workload.progressDeadlineSeconds -}}
{{- if ne ($wanted | toString) "auto" -}}{{ int $wanted }}
{{- else if include "spicedb.migratesByJob" . -}}{{ add (include "spicedb.migration.deadlineSeconds" . | int) 600 }}
{{- else -}}600
{{- end -}}
{{- end -}}
