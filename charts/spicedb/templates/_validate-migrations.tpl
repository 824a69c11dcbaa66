{{- define "spicedb.validate.migrations" -}}
{{- $migrations := .Values.config.migrations }}
{{- $target := $migrations.targetMigration }}
{{- if and $migrations.allowedMigrations (not (include "spicedb.atLeast" (dict "root" . "version" "1.36.0"))) }}
config.migrations.allowedMigrations: needs SpiceDB v1.36.0 or newer, but image.tag is {{ include "spicedb.tag" . }}. Leave it empty or choose a newer version.
{{- end }}
{{- if include "spicedb.migrates" . }}
{{- if lt (include "spicedb.migration.deadlineSeconds" . | int) (include "spicedb.seconds" $migrations.timeout | int) }}
config.migrations.activeDeadlineSeconds: ends the Job before its own timeout of {{ $migrations.timeout }} is over. Set it to {{ include "spicedb.seconds" $migrations.timeout }} or more, or to auto.
{{- end }}
{{- if include "spicedb.versionIsListed" . }}
{{- $revisions := include "spicedb.revisions" . | splitList "," }}
{{- if and (ne $target "head") (not (has $target $revisions)) }}
config.migrations.targetMigration: SpiceDB v{{ include "spicedb.version" . }} has no {{ .Values.config.datastoreEngine }} revision named {{ $target }}. Its newest is {{ last $revisions }}.
{{- else if and (ne $target "head") (ne $target (last $revisions)) (not (has $target $migrations.allowedMigrations)) }}
config.migrations.targetMigration: pods of SpiceDB v{{ include "spicedb.version" . }} only become ready on {{ last $revisions }}. List {{ $target }} in config.migrations.allowedMigrations as well.
{{- end }}
{{- range $migrations.allowedMigrations }}
{{- if not (has . $revisions) }}
config.migrations.allowedMigrations: SpiceDB v{{ include "spicedb.version" $ }} does not know the revision {{ . }}, so that its migration would fail on such a database. Set config.migrations.enabled to false.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if include "spicedb.migratesByHook" . }}
{{- if include "spicedb.makesSecret" . }}
config.migrations.strategy: a hook runs before the chart's own Secret exists. Set existingSecret instead of secretData, or set the strategy to job.
{{- end }}
{{- if and (include "spicedb.usesCloudIdentity" .) .Values.serviceAccount.create (not $migrations.serviceAccountName) }}
config.migrations.strategy: a hook runs before the chart's own ServiceAccount exists, and the migration needs its cloud identity. Set config.migrations.serviceAccountName to an account that exists, or set the strategy to job.
{{- end }}
{{- end }}
{{- end -}}

{{/* The revisions that this version knows for this engine, in order, separated by commas. */}}
{{- define "spicedb.revisions" -}}
{{- $names := list -}}
{{- range get (.Files.Get "files/migrations.json" | fromJson).engines .Values.config.datastoreEngine -}}
{{- if semverCompare (printf ">=%s" (trimPrefix "v" .firstVersion)) (include "spicedb.version" $ | default "999.0.0") -}}{{- $names = append $names .name -}}{{- end -}}
{{- end -}}
{{- join "," $names -}}
{{- end -}}

{{/*
What runs now decides which way leads on. Only helm can look at it; under Argo CD the migration Job itself fails
before the workload is touched.
*/}}
{{- define "spicedb.validate.history" -}}
{{- $live := lookup "apps/v1" .Values.workload.kind .Release.Namespace (include "spicedb.fullname" .) }}
{{- $before := dig "metadata" "labels" "app.kubernetes.io/version" "" $live | regexFind "^v?[0-9]+\\.[0-9]+\\.[0-9]+" | trimPrefix "v" }}
{{- $now := include "spicedb.version" . }}
{{- if and $before $now (not (include "spicedb.isMemory" .)) }}
{{- $revisionBefore := include "spicedb.headRevision" (dict "root" . "engine" .Values.config.datastoreEngine "version" $before) }}
{{- $revisionNow := include "spicedb.headRevision" (dict "root" . "engine" .Values.config.datastoreEngine "version" $now) }}
{{- if and (semverCompare (printf "<%s" $before) $now) (ne $revisionBefore $revisionNow) }}
{{- if or .Values.config.migrations.enabled (not (has $revisionBefore .Values.config.migrations.allowedMigrations)) }}
image.tag: v{{ $before }} runs now and has migrated the database to {{ $revisionBefore }}, which v{{ $now }} does not know. To go back to v{{ $now }} without touching the database, set config.migrations.enabled to false and config.migrations.allowedMigrations to [{{ $revisionBefore }}].
{{- end }}
{{- else if and (semverCompare "<1.36.2" $before) (semverCompare ">1.36.2" $now) }}
image.tag: v{{ $before }} runs now. Go to v1.36.2 first, then to v1.38.0, then on to v{{ $now }}.
{{- else if and (semverCompare "<1.37.1" $before) (semverCompare ">1.38.0" $now) }}
image.tag: v{{ $before }} runs now. Go to v1.38.0 first, then on to v{{ $now }}.
{{- end }}
{{- end }}
{{- end -}}
