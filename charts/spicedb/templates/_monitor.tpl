{{/* What ServiceMonitor and PodMonitor have in common. Both take root and monitor (its values). */}}

{{- define "spicedb.monitor.endpoint" -}}
- port: metrics
  path: /metrics
  {{- with .monitor.interval }}
  interval: {{ . }}
  {{- end }}
  {{- with .monitor.scrapeTimeout }}
  scrapeTimeout: {{ . }}
  {{- end }}
  {{- if include "spicedb.servesTLS" (dict "root" .root "endpoint" "metrics") }}
  scheme: https
  tlsConfig:
    ca:
      secret:
        name: {{ include "spicedb.tlsSecret" (dict "root" .root "endpoint" "metrics") }}
        key: ca.crt
    serverName: {{ include "spicedb.fullname" .root }}.{{ .root.Release.Namespace }}
  {{- end }}
  {{- with .monitor.relabelings }}
  relabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .monitor.metricRelabelings }}
  metricRelabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "spicedb.monitor.target" -}}
namespaceSelector:
  matchNames:
    - {{ .Release.Namespace }}
selector:
  matchLabels:
    {{- include "spicedb.selectorLabels" (dict "root" . "component" "server") | nindent 4 }}
{{- end -}}
