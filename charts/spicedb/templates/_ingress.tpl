{{/*
How each controller is told that a backend speaks gRPC. nginx reads it from the Ingress; Contour and Traefik
read it from the Service, which is why these two get a Service for each route.
Each takes root, route ("grpc" or "http").
*/}}

{{- define "spicedb.ingress.hosts" -}}
{{- if .Values.ingress.enabled }}
{{- with .Values.ingress.grpcHost }}
grpc: {{ . | quote }}
{{- end }}
{{- if .Values.config.http.enabled }}
{{- with .Values.ingress.httpHost }}
http: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.ingress.needsService" -}}
{{- if ne .Values.ingress.controller "nginx" -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.ingress.serviceName" -}}
{{- if include "spicedb.ingress.needsService" .root -}}
{{- include "spicedb.ingress.name" . -}}
{{- else -}}
{{- include "spicedb.fullname" .root -}}
{{- end -}}
{{- end -}}

{{- define "spicedb.ingress.name" -}}
{{- include "spicedb.fullname" .root -}}-{{- .route -}}
{{- end -}}

{{- define "spicedb.ingress.annotations" -}}
{{- if eq .root.Values.ingress.controller "nginx" -}}
{{- $protocol := upper .route -}}
{{- if include "spicedb.servesTLS" (dict "root" .root "endpoint" .route) -}}{{- $protocol = printf "%sS" $protocol -}}{{- end }}
nginx.ingress.kubernetes.io/backend-protocol: {{ $protocol }}
{{- end }}
{{- with .root.Values.ingress.annotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "spicedb.ingress.serviceAnnotations" -}}
{{- $tls := include "spicedb.servesTLS" (dict "root" .root "endpoint" .route) -}}
{{- $isGRPC := eq .route "grpc" -}}
{{- if eq .root.Values.ingress.controller "contour" }}
{{- if $isGRPC }}
projectcontour.io/upstream-protocol.{{ ternary "h2" "h2c" (eq $tls "true") }}: grpc
{{- else if $tls }}
projectcontour.io/upstream-protocol.tls: http
{{- end }}
{{- else if $tls }}
traefik.ingress.kubernetes.io/service.serversscheme: https
{{- else }}
traefik.ingress.kubernetes.io/service.serversscheme: {{ ternary "h2c" "http" $isGRPC }}
{{- end }}
{{- with .root.Values.ingress.serviceAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}
