{{/* Where pods run. */}}

{{- define "spicedb.topologySpreadConstraints" -}}
{{- if .Values.topologySpreadConstraints -}}
{{- toYaml .Values.topologySpreadConstraints -}}
{{- else if .Values.topologySpread.enabled -}}
{{- $root := . -}}
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- topologyKey: {{ . }}
  maxSkew: {{ $root.Values.topologySpread.maxSkew }}
  whenUnsatisfiable: {{ $root.Values.topologySpread.whenUnsatisfiable | quote }}
  labelSelector:
    matchLabels:
      {{- include "spicedb.selectorLabels" (dict "root" $root "component" "server") | nindent 6 }}
  {{- /* Counts the pods of one rollout only, so that the old ones do not push the new ones together. */}}
  {{- if eq $root.Values.workload.kind "Deployment" }}
  matchLabelKeys:
    - pod-template-hash
  {{- end }}
{{- end }}
{{- end -}}
{{- end -}}

{{- define "spicedb.affinity" -}}
{{- $term := dict "root" . "component" "server" -}}
{{- if .Values.affinity -}}
{{- toYaml .Values.affinity -}}
{{- else if eq .Values.podAntiAffinity "soft" -}}
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        {{- include "spicedb.antiAffinityTerm" $term | nindent 8 }}
{{- else if eq .Values.podAntiAffinity "hard" -}}
podAntiAffinity:
  requiredDuringSchedulingIgnoredDuringExecution:
    - {{ include "spicedb.antiAffinityTerm" $term | indent 6 | trim }}
{{- end -}}
{{- end -}}

{{- define "spicedb.antiAffinityTerm" -}}
topologyKey: kubernetes.io/hostname
labelSelector:
  matchLabels:
    {{- include "spicedb.selectorLabels" . | nindent 4 }}
{{- end -}}

{{/* What serving and migrating pods have in common. */}}
{{- define "spicedb.placement" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
