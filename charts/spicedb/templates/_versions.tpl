{{/* Which SpiceDB this is, and what that version knows. */}}

{{- define "spicedb.tag" -}}
{{- .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{/* The SpiceDB version as X.Y.Z, without suffixes such as -debug; empty when neither version nor tag says it. */}}
{{- define "spicedb.version" -}}
{{- $said := .Values.image.version | default (include "spicedb.tag" .) -}}
{{- regexFind "^v?[0-9]+\\.[0-9]+\\.[0-9]+" $said | trimPrefix "v" -}}
{{- end -}}

{{/* "true" when the version in .root is at least .version. An unreadable version counts as new: it is refused elsewhere. */}}
{{- define "spicedb.atLeast" -}}
{{- if semverCompare (printf ">=%s" .version) (include "spicedb.version" .root | default "999.0.0") -}}true{{- end -}}
{{- end -}}

{{/* The newest revision of an engine (.engine) that a version (.version, X.Y.Z) knows. */}}
{{- define "spicedb.headRevision" -}}
{{- $head := "" -}}
{{- range get (.root.Files.Get "files/migrations.json" | fromJson).engines .engine -}}
{{- if semverCompare (printf ">=%s" (trimPrefix "v" .firstVersion)) $.version -}}{{- $head = .name -}}{{- end -}}
{{- end -}}
{{- $head -}}
{{- end -}}

{{/* "true" when the version is one that this chart's lists were made for, or older. */}}
{{- define "spicedb.versionIsListed" -}}
{{- $newest := trimPrefix "v" (last (.Files.Get "files/migrations.json" | fromJson).versions).version -}}
{{- if semverCompare (printf "<=%s" $newest) (include "spicedb.version" . | default "999.0.0") -}}true{{- end -}}
{{- end -}}
