{{/* The migration Job: its name, its content, and the hash that ties one to the other. */}}

{{/*
A Job's template cannot be changed, so its name changes with any part of it, and with nothing else: not with how
it is laid out. The same hash stands on the workload, which tells which migration its pods are meant for.
*/}}
{{- define "spicedb.migration.hash" -}}
{{- printf "%s\n%s" (include "spicedb.migration.spec" . | fromYaml | toJson) (include "spicedb.plain" .Values.config.migrations.rerunToken) | sha256sum | trunc 10 -}}
{{- end -}}

{{- define "spicedb.migration.jobName" -}}
{{- $prefix := include "spicedb.fullname" . | trunc 44 | trimSuffix "-" -}}
{{- if include "spicedb.migratesByHook" . -}}
{{ $prefix }}-migrate
{{- else -}}
{{ $prefix }}-migrate-{{ include "spicedb.migration.hash" . }}
{{- end -}}
{{- end -}}

{{- define "spicedb.migration.serviceAccountName" -}}
{{- if .Values.config.migrations.serviceAccountName -}}{{ .Values.config.migrations.serviceAccountName }}
{{- else if include "spicedb.usesCloudIdentity" . -}}{{ include "spicedb.serviceAccountName" . }}
{{- else -}}default
{{- end -}}
{{- end -}}

{{- define "spicedb.migration.deadlineSeconds" -}}
{{- $migrations := .Values.config.migrations -}}
{{- if eq ($migrations.activeDeadlineSeconds | toString) "auto" -}}
{{- add (include "spicedb.seconds" $migrations.timeout | int) 600 -}}
{{- else -}}
{{- $migrations.activeDeadlineSeconds | int -}}
{{- end -}}
{{- end -}}

{{- define "spicedb.migration.spec" -}}
{{- $migrations := .Values.config.migrations -}}
backoffLimit: {{ $migrations.backoffLimit }}
activeDeadlineSeconds: {{ include "spicedb.migration.deadlineSeconds" . }}
template:
  metadata:
    labels:
      {{- include "spicedb.labels" (dict "root" . "component" "migration") | nindent 6 }}
    {{- with include "spicedb.annotations" (dict "root" .) }}
    {{- . | nindent 4 }}
    {{- end }}
  spec:
    restartPolicy: Never
    serviceAccountName: {{ include "spicedb.migration.serviceAccountName" . | quote }}
    automountServiceAccountToken: false
    enableServiceLinks: false
    {{- with include "spicedb.placement" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    containers:
      - name: migrate
        image: {{ include "spicedb.image" . | quote }}
        imagePullPolicy: {{ .Values.image.pullPolicy | quote }}
        args:
          - datastore
          - migrate
          - {{ $migrations.targetMigration | quote }}
          - --migration-timeout={{ $migrations.timeout }}
          {{- with $migrations.backfillBatchSize }}
          - --migration-backfill-batch-size={{ int . }}
          {{- end }}
        env:
          - name: SPICEDB_LOG_LEVEL
            value: {{ $migrations.logLevel | quote }}
          - name: SPICEDB_LOG_FORMAT
            value: {{ .Values.config.logFormat | quote }}
          - name: SPICEDB_SKIP_RELEASE_CHECK
            value: "true"
          {{- include "spicedb.env.datastore" (dict "root" . "migrating" true) | nindent 10 }}
        terminationMessagePolicy: FallbackToLogsOnError
        {{- with $migrations.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .Values.securityContext }}
        securityContext:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with include "spicedb.volumeMounts" (dict "root" .) | trim }}
        volumeMounts:
          {{- . | nindent 10 }}
        {{- end }}
    {{- with include "spicedb.volumes" (dict "root" .) | trim }}
    volumes:
      {{- . | nindent 6 }}
    {{- end }}
{{- end -}}

{{/* Annotations of the Job object; they are not part of the hash. */}}
{{- define "spicedb.migration.annotations" -}}
spicedb-portal.io/migration-hash: {{ include "spicedb.migration.hash" . | quote }}
{{- if include "spicedb.migratesByHook" . }}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: before-hook-creation
{{- else }}
argocd.argoproj.io/sync-wave: "-1"
{{- /* Each sync makes the Job anew, so that a repaired Secret heals a failed run without a commit. */}}
argocd.argoproj.io/sync-options: Force=true,Replace=true
{{- end }}
{{- with .Values.config.migrations.annotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}
