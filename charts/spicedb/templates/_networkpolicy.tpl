{{/* Rules that the serving and the migration pods share, and the ones that take some thought. */}}

{{/* An ingress rule: .port, and .from, where nothing means every pod of every namespace. */}}
{{- define "spicedb.networkPolicy.ingress" -}}
- ports:
    - port: {{ .port }}
  {{- if .from }}
  from:
    {{- toYaml .from | nindent 4 }}
  {{- else }}
  from:
    - namespaceSelector: {}
  {{- end }}
{{- end -}}

{{/* Who may call gRPC. Where somebody is named, the pod of `helm test` must be as well, or it could only fail. */}}
{{- define "spicedb.networkPolicy.grpcFrom" -}}
{{- with .Values.networkPolicy.grpcFrom }}
{{- toYaml . }}
{{- if $.Values.helmTest.enabled }}
- {{ include "spicedb.networkPolicy.selector" (dict "root" $ "component" "test") | indent 2 | trim }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.networkPolicy.cidrs" -}}
{{- range . }}
- ipBlock:
    cidr: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* DNS, the database, and the agent of EKS Pod Identity. */}}
{{- define "spicedb.networkPolicy.commonEgress" -}}
{{- $policy := .Values.networkPolicy -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
  {{- with $policy.dnsTo }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- if not (include "spicedb.isMemory" .) }}
- ports:
    {{- range $policy.datastorePorts | default (list (include "spicedb.datastorePort" . | int)) }}
    - port: {{ . }}
    {{- end }}
  {{- with $policy.datastoreTo }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- if .Values.aws.podIdentity.enabled }}
- ports:
    - port: 80
  to:
    - ipBlock:
        cidr: 169.254.170.23/32
    - ipBlock:
        cidr: fd00:ec2::23/128
{{- end }}
{{- if .Values.aws.irsa.roleArn }}
{{- /* IRSA asks AWS STS, whose addresses are not known beforehand. */}}
- ports:
    - port: 443
{{- end }}
{{- end -}}

{{- define "spicedb.networkPolicy.apiServerEgress" -}}
{{- $policy := .Values.networkPolicy -}}
- ports:
    {{- range $policy.apiServerPorts }}
    - port: {{ . }}
    {{- end }}
  {{- with $policy.apiServerCIDRs }}
  to:
    {{- include "spicedb.networkPolicy.cidrs" . | trim | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "spicedb.networkPolicy.selector" -}}
podSelector:
  matchLabels:
    {{- include "spicedb.selectorLabels" . | nindent 4 }}
{{- end -}}
