{{- define "spicedb.validate.dispatch" -}}
{{- if include "spicedb.dispatchEnabled" . }}
{{- $servesTLS := include "spicedb.servesTLS" (dict "root" . "endpoint" "dispatch") }}
{{- if and $servesTLS (not (include "spicedb.upstreamCASecret" .)) }}
config.dispatch.upstreamCASecretName: dispatch serves TLS (config.tls.dispatch), and without a CA pods would speak plaintext to it: every check would hang. Set it to the Secret that holds the CA as {{ .Values.config.dispatch.upstreamCAKey }}.
{{- end }}
{{- if and .Values.config.dispatch.upstreamCASecretName (not $servesTLS) }}
config.dispatch.upstreamCASecretName: with a CA pods speak TLS to each other, but dispatch does not serve it: every check would hang. Set config.tls.enabled and config.tls.dispatch.enabled, or remove the CA.
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.validate.tls" -}}
{{- range list "grpc" "http" "dispatch" "metrics" }}
{{- if and (include "spicedb.servesTLS" (dict "root" $ "endpoint" .)) (not (include "spicedb.tlsSecret" (dict "root" $ "endpoint" .))) }}
config.tls.{{ . }}: needs a certificate. Set config.tls.secretName or config.tls.{{ . }}.secretName to a Secret of type kubernetes.io/tls, or certManager.enabled, or turn config.tls.{{ . }}.enabled off.
{{- end }}
{{- end }}
{{- if .Values.certManager.enabled }}
{{- if not .Values.config.tls.enabled }}
certManager.enabled: nothing would use the certificates. Set config.tls.enabled as well.
{{- end }}
{{- if not .Values.certManager.issuerRef.name }}
certManager.issuerRef.name: is needed to ask for a certificate. Set it to the name of an Issuer or ClusterIssuer.
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.validate.reach" -}}
{{- $service := .Values.service }}
{{- if and $service.headless (not (include "spicedb.isInternal" .)) }}
service.headless: only a ClusterIP Service can be headless, not {{ $service.type }}. Turn it off, or set service.type.
{{- end }}
{{- if and (or $service.loadBalancerClass $service.loadBalancerSourceRanges) (ne $service.type "LoadBalancer") }}
service.loadBalancerClass, service.loadBalancerSourceRanges: are for a LoadBalancer, not for {{ $service.type }}. Remove them, or set service.type.
{{- end }}
{{- if and $service.externalTrafficPolicy (include "spicedb.isInternal" .) }}
service.externalTrafficPolicy: is for NodePort and LoadBalancer, not for ClusterIP. Remove it, or set service.type.
{{- end }}
{{- if .Values.ingress.enabled }}
{{- if not (or .Values.ingress.grpcHost .Values.ingress.httpHost) }}
ingress.grpcHost: is needed to reach SpiceDB. Set it to a host name (or ingress.httpHost for the HTTP gateway).
{{- end }}
{{- if and .Values.ingress.httpHost (not .Values.config.http.enabled) }}
ingress.httpHost: the HTTP gateway is off. Set config.http.enabled, or remove the host.
{{- end }}
{{- if and .Values.ingress.httpHost (eq .Values.ingress.httpHost .Values.ingress.grpcHost) }}
ingress.httpHost: gRPC and HTTP cannot share the host {{ .Values.ingress.httpHost }}. Use two host names.
{{- end }}
{{- end }}
{{- if .Values.gateway.enabled }}
{{- if not .Values.gateway.parentRefs }}
gateway.parentRefs: is needed to attach routes. Name a Gateway, for example [{name: public, namespace: gateways}].
{{- end }}
{{- if not (or .Values.gateway.grpcHostnames .Values.gateway.httpHostnames) }}
gateway.grpcHostnames: is needed to reach SpiceDB. Set it to host names (or gateway.httpHostnames for the HTTP gateway).
{{- end }}
{{- if and .Values.gateway.httpHostnames (not .Values.config.http.enabled) }}
gateway.httpHostnames: the HTTP gateway is off. Set config.http.enabled, or remove the host names.
{{- end }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.monitoring.serviceMonitor.enabled (not .Values.monitoring.podMonitor.enabled) (not (include "spicedb.isInternal" .)) }}
monitoring.serviceMonitor.enabled: a {{ $service.type }} Service has no metrics port, as that would be open to the outside. Set monitoring.podMonitor.enabled instead.
{{- end }}
{{- range .Values.monitoring.prometheusRule.disabledAlerts }}
{{- if not (contains (printf "- alert: %s\n" .) (include "spicedb.alerts" $)) }}
monitoring.prometheusRule.disabledAlerts: there is no alert named {{ . }} with these values. Remove it.
{{- end }}
{{- end }}
{{- end -}}
