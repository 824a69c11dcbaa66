{{/* Which Secret and key each credential comes from. */}}

{{/* "true" when the chart makes a Secret of its own: from secretData, or a random key for the memory engine. */}}
{{- define "spicedb.makesSecret" -}}
{{- if or .Values.secretData.presharedKey .Values.secretData.datastoreURI -}}true
{{- else if and (include "spicedb.isMemory" .) (not .Values.existingSecret) (not .Values.credentials.presharedKey.secretName) -}}true
{{- end -}}
{{- end -}}

{{/* "true" when the chart makes up the preshared key. */}}
{{- define "spicedb.makesUpPresharedKey" -}}
{{- if and (include "spicedb.makesSecret" .) (not .Values.secretData.presharedKey) (not .Values.existingSecret) (not .Values.credentials.presharedKey.secretName) -}}true{{- end -}}
{{- end -}}

{{- define "spicedb.presharedKeySecret" -}}
{{- if .Values.credentials.presharedKey.secretName -}}{{ .Values.credentials.presharedKey.secretName }}
{{- else if .Values.existingSecret -}}{{ .Values.existingSecret }}
{{- else -}}{{ include "spicedb.fullname" . }}
{{- end -}}
{{- end -}}

{{- define "spicedb.datastoreURISecret" -}}
{{- if .Values.credentials.datastoreURI.secretName -}}{{ .Values.credentials.datastoreURI.secretName }}
{{- else if .Values.existingSecret -}}{{ .Values.existingSecret }}
{{- else -}}{{ include "spicedb.fullname" . }}
{{- end -}}
{{- end -}}

{{- define "spicedb.readReplicaSecret" -}}
{{- .Values.credentials.readReplicaURIs.secretName | default .Values.existingSecret -}}
{{- end -}}

{{/* An environment variable from a Secret: .name, .secret, .key. */}}
{{- define "spicedb.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret | quote }}
      key: {{ .key | quote }}
{{- end -}}

{{/* The URI of an RDS database, without a password: SpiceDB fetches a token for each connection. */}}
{{- define "spicedb.rdsURI" -}}
{{- $rds := .Values.aws.rds -}}
{{- $ca := "" -}}
{{- if .Values.config.datastore.tls.secretName -}}{{- $ca = "&sslrootcert=/etc/spicedb/tls/datastore/ca.crt" -}}{{- end -}}
{{- if eq .Values.config.datastoreEngine "mysql" -}}
{{- $tls := ternary "skip-verify" "true" (eq $rds.sslMode "require") -}}
{{- printf "%s@tcp(%s:%d)/%s?parseTime=true&tls=%s" $rds.username $rds.hostname (include "spicedb.datastorePort" . | int) $rds.database $tls -}}
{{- else -}}
{{- printf "postgres://%s@%s:%d/%s?sslmode=%s%s" $rds.username $rds.hostname (include "spicedb.datastorePort" . | int) $rds.database $rds.sslMode $ca -}}
{{- end -}}
{{- end -}}

{{/* The port on which the database listens, as far as the values tell. */}}
{{- define "spicedb.datastorePort" -}}
{{- $usual := dict "postgres" 5432 "cockroachdb" 26257 "mysql" 3306 "spanner" 443 -}}
{{- .Values.aws.rds.port | default (get $usual .Values.config.datastoreEngine) -}}
{{- end -}}
