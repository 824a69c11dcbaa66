{{/*
Labels and metadata. Each of these takes a dict: root (the top context) and component ("server" for the pods
that serve, "migration" for the Job, ...), so that no selector can catch another component's pods.
*/}}

{{- define "spicedb.selectorLabels" -}}
app.kubernetes.io/name: {{ include "spicedb.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "spicedb.labels" -}}
{{ include "spicedb.selectorLabels" . }}
app.kubernetes.io/version: {{ include "spicedb.tag" .root | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.portal.kubernetesId }}
backstage.io/kubernetes-id: {{ . | quote }}
{{- end }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of a pod template: those of its object, and the extra ones of .labels. */}}
{{- define "spicedb.podLabels" -}}
{{ include "spicedb.labels" . }}
{{- with .labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Annotations: the common ones, and .annotations, which win. Empty when there is none. */}}
{{- define "spicedb.annotations" -}}
{{- with merge (dict) (.annotations | default dict) .root.Values.commonAnnotations -}}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* The metadata of an object: name, namespace, labels (with .labels) and annotations. */}}
{{- define "spicedb.metadata" -}}
name: {{ .name | quote }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "spicedb.podLabels" . | nindent 2 }}
{{- with include "spicedb.annotations" . }}
{{ . }}
{{- end }}
{{- end -}}
