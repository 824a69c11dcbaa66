{{/* What ServiceMonitor and PodMonitor have in common. Both take root and monitor (its values). */}}

{{- define "spicedb.monitor.endpoint" -}}
- port: metrics
  path: /metrics
  {{- with .monitor.interval }}
  interval: {{ . | quote }}
  {{- end }}
  {{- with .monitor.scrapeTimeout }}
  scrapeTimeout: {{ . | quote }}
  {{- end }}
  {{- if include "spicedb.servesTLS" (dict "root" .root "endpoint" "metrics") }}
  scheme: https
  tlsConfig:
    ca:
      secret:
        name: {{ include "spicedb.tlsSecret" (dict "root" .root "endpoint" "metrics") | quote }}
        key: ca.crt
    serverName: {{ printf "%s.%s" (include "spicedb.fullname" .root) .root.Release.Namespace | quote }}
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
    - {{ .Release.Namespace | quote }}
selector:
  matchLabels:
    {{- include "spicedb.selectorLabels" (dict "root" . "component" "server") | nindent 4 }}
{{- end -}}
