{{/* Service ports. appProtocol tells gateways and meshes that the port speaks HTTP/2, in plaintext or by TLS. */}}

{{- define "spicedb.port.grpc" -}}
- name: grpc
  port: 50051
  targetPort: grpc
  appProtocol: {{ ternary "https" "kubernetes.io/h2c" (include "spicedb.servesTLS" (dict "root" . "endpoint" "grpc") | eq "true") }}
{{- end -}}

{{- define "spicedb.port.http" -}}
- name: http
  port: 8443
  targetPort: http
  appProtocol: {{ ternary "https" "http" (include "spicedb.servesTLS" (dict "root" . "endpoint" "http") | eq "true") }}
{{- end -}}
