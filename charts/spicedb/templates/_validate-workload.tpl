{{- define "spicedb.validate.availability" -}}
{{- $budget := .Values.podDisruptionBudget }}
{{- $scaling := .Values.autoscaling }}
{{- $stop := add .Values.preStop.sleepSeconds (include "spicedb.seconds" .Values.config.shutdownGracePeriod | int) }}
{{- if le (int .Values.terminationGracePeriodSeconds) (int $stop) }}
terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }} s would kill SpiceDB while it stops: preStop.sleepSeconds and config.shutdownGracePeriod take {{ $stop }} s. Set it to {{ add $stop 5 }} or more.
{{- end }}
{{- if has (.Values.workload.maxSurge | toString) (list "0" "0%") }}
workload.maxSurge: with 0 no rollout could ever begin, as no pod may be missing either. Set it to 1 or more.
{{- end }}
{{- if $budget.enabled }}
{{- if and (ne ($budget.minAvailable | toString) "") (not $scaling.enabled) (kindIs "float64" $budget.minAvailable) (ge (int $budget.minAvailable) (include "spicedb.replicas" . | int)) }}
podDisruptionBudget.minAvailable: with {{ include "spicedb.replicas" . }} pods no node could ever be drained. Set it below config.replicas.
{{- end }}
{{- if and (eq ($budget.minAvailable | toString) "") (has ($budget.maxUnavailable | toString) (list "0" "0%")) }}
podDisruptionBudget.maxUnavailable: with 0 no node could ever be drained. Set it to 1 or more.
{{- end }}
{{- end }}
{{- if $scaling.enabled }}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) }}
autoscaling.minReplicas: {{ $scaling.minReplicas }} is more than autoscaling.maxReplicas, {{ $scaling.maxReplicas }}. Swap them.
{{- end }}
{{- if not (or $scaling.targetCPUUtilizationPercentage $scaling.targetMemoryUtilizationPercentage $scaling.metrics) }}
autoscaling.enabled: there is nothing to scale by. Set autoscaling.targetCPUUtilizationPercentage, targetMemoryUtilizationPercentage or metrics.
{{- end }}
{{- range $resource, $value := dict "cpu" "targetCPUUtilizationPercentage" "memory" "targetMemoryUtilizationPercentage" }}
{{- if and (get $scaling $value) (not (dig "requests" $resource "" $.Values.resources)) }}
autoscaling.{{ $value }}: is a share of a request that is not there. Set resources.requests.{{ $resource }}, or set it to 0.
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The settings that the nearest known SpiceDB version at or below this one has: flag name to type. */}}
{{- define "spicedb.knownSettings" -}}
{{- $version := include "spicedb.version" . | default "999.0.0" -}}
{{- $best := dict -}}
{{- range $path, $content := .Files.Glob "files/settings/*.json" -}}
{{- $candidate := $.Files.Get $path | fromJson -}}
{{- $number := trimPrefix "v" $candidate.version -}}
{{- if and (semverCompare (printf "<=%s" $version) $number) (or (not $best) (semverCompare (printf ">%s" (trimPrefix "v" $best.version)) $number)) -}}
{{- $best = $candidate -}}
{{- end -}}
{{- end -}}
{{- toJson $best -}}
{{- end -}}

{{- define "spicedb.validate.extra" -}}
{{- if or .Values.config.extra .Values.extraEnv }}
{{- $known := include "spicedb.knownSettings" . | fromJson }}
{{- $plain := mustMergeOverwrite (dict) (omit . "Values") (dict "Values" (mustMerge (dict "config" (merge (dict "extra" (dict)) (omit .Values.config "extra"))) (omit .Values "config"))) }}
{{- $taken := list }}
{{- range include "spicedb.env.serve" $plain | fromYamlArray }}{{- $taken = append $taken .name }}{{- end }}
{{- range $name, $value := .Values.config.extra }}
{{- $variable := include "spicedb.env.extraName" $name }}
{{- $type := get (dig "serve" dict $known) (snakecase $name | replace "_" "-") }}
{{- if not $type }}
config.extra.{{ $name }}: SpiceDB v{{ include "spicedb.version" $ }} has no setting {{ $variable }} and would ignore it (looked up in the list of {{ dig "version" "no version" $known }}). Check the spelling; a setting that is really there can go into extraEnv.
{{- else if has $variable $taken }}
config.extra.{{ $name }}: the chart sets {{ $variable }} itself. Look for its value in config.
{{- else if not (regexMatch (include "spicedb.pattern" $type) (include "spicedb.plain" $value)) }}
config.extra.{{ $name }}: "{{ $value }}" is not {{ include "spicedb.typeInWords" $type }}, and SpiceDB would silently take 0 for it.
{{- end }}
{{- end }}
{{- range .Values.extraEnv }}
{{- if has .name $taken }}
extraEnv: the chart sets {{ .name }} itself. Look for its value in config.
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.pattern" -}}
{{- if eq . "bool" -}}^(true|false)$
{{- else if hasPrefix "uint" . -}}^[0-9]+$
{{- else if hasPrefix "int" . -}}^-?[0-9]+$
{{- else if hasPrefix "float" . -}}^-?[0-9]+(\.[0-9]+)?$
{{- else if eq . "duration" -}}^(0|([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h))+)$
{{- else -}}.*
{{- end -}}
{{- end -}}

{{- define "spicedb.typeInWords" -}}
{{- if eq . "bool" -}}true or false
{{- else if eq . "duration" -}}a duration such as 500ms, 30s or 1h30m
{{- else if hasPrefix "float" . -}}a number
{{- else -}}a whole number
{{- end -}}
{{- end -}}
