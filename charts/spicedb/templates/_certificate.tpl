{{- define "spicedb.certificate" -}}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  {{- include "spicedb.metadata" (dict "root" .root "component" .component "name" .name "annotations" (dict "argocd.argoproj.io/sync-wave" "-2")) | nindent 2 }}
spec:
  secretName: {{ .name | quote }}
  secretTemplate:
    labels:
      {{- include "spicedb.labels" (dict "root" .root "component" .component) | nindent 6 }}
  duration: {{ .root.Values.certManager.duration | quote }}
  renewBefore: {{ .root.Values.certManager.renewBefore | quote }}
  privateKey:
    algorithm: ECDSA
    size: 256
    rotationPolicy: Always
  usages: [digital signature, server auth]
  dnsNames:
    {{- toYaml .names | nindent 4 }}
  issuerRef:
    name: {{ .issuer.name | quote }}
    kind: {{ .issuer.kind | quote }}
    group: {{ .issuer.group | quote }}
{{- end -}}
