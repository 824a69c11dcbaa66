{{/*
Values are refused as a whole: every problem is found before anything is rendered, and each one is a sentence
that says what to set. Each template below prints one problem per line.
*/}}
{{- define "spicedb.validate" -}}
{{- $found := list -}}
{{- range list "refusedNames" "versions" "credentials" "engine" "aws" "migrations" "history" "dispatch" "tls" "availability" "reach" "labels" "extra" -}}
{{- range include (printf "spicedb.validate.%s" .) $ | splitList "\n" -}}
{{- with trim . -}}{{- $found = append $found . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if $found -}}
{{- fail (printf "\n\nThese values cannot work:\n  - %s\n" (join "\n  - " $found)) -}}
{{- end -}}
{{- end -}}

{{/* Names from other charts and from wishful documents, each with the right way. */}}
{{- define "spicedb.validate.refusedNames" -}}
{{- range $path, $advice := .Files.Get "files/refused.json" | fromJson }}
{{- $here := $.Values }}
{{- range splitList "." $path }}
{{- $here = kindIs "map" $here | ternary (get (kindIs "map" $here | ternary $here dict) .) "" }}
{{- end }}
{{- if ne (toString $here) "" }}
{{ $path }}: {{ $advice }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.validate.versions" -}}
{{- $version := include "spicedb.version" . }}
{{- if not $version }}
image.tag: "{{ include "spicedb.tag" . }}" does not say which SpiceDB it is. Set image.version to the version inside, for example v1.56.0.
{{- else if not (include "spicedb.atLeast" (dict "root" . "version" "1.35.3")) }}
image.tag: SpiceDB v{{ $version }} is too old for this chart, which needs v1.35.3 or newer.
{{- else if include "spicedb.versionIsListed" . }}
{{- $known := dict }}
{{- range (.Files.Get "files/migrations.json" | fromJson).versions }}
{{- if eq .version (printf "v%s" $version) }}{{- $known = . }}{{- end }}
{{- end }}
{{- if not $known }}
image.tag: SpiceDB v{{ $version }} was never released. Choose another version.
{{- else if $known.yanked }}
image.tag: SpiceDB v{{ $version }} was withdrawn by its makers. Choose another version.
{{- end }}
{{- end }}
{{- if and (eq $version "1.53.0") (eq .Values.config.datastoreEngine "mysql") (include "spicedb.migrates" .) }}
image.tag: the migration of mysql in SpiceDB v1.53.0 is broken. Choose v1.54.0 or newer.
{{- end }}
{{- if and .Values.config.migrations.schemaMode (not (include "spicedb.atLeast" (dict "root" . "version" "1.53.0"))) }}
config.migrations.schemaMode: needs SpiceDB v1.53.0 or newer, but image.tag is {{ include "spicedb.tag" . }}. Leave it empty or choose a newer version.
{{- end }}
{{- end -}}

{{- define "spicedb.validate.labels" -}}
{{- $own := list "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" "app.kubernetes.io/version" "app.kubernetes.io/managed-by" "helm.sh/chart" }}
{{- range $value, $labels := dict "commonLabels" .Values.commonLabels "podLabels" .Values.podLabels }}
{{- range $label, $ignored := $labels }}
{{- if has $label $own }}
{{ $value }}: the chart sets the label {{ $label }} itself. Remove it.
{{- else if eq $label "backstage.io/kubernetes-id" }}
{{ $value }}: the chart sets the label {{ $label }} itself. Set portal.kubernetesId instead.
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
