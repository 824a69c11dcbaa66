{{- define "spicedb.validate.credentials" -}}
{{- $data := .Values.secretData }}
{{- $credentials := .Values.credentials }}
{{- $needsURI := not (or (include "spicedb.isMemory" .) .Values.aws.rds.enabled) }}
{{- if and $needsURI (not (or .Values.existingSecret $credentials.datastoreURI.secretName $data.datastoreURI)) }}
config.datastoreEngine: {{ .Values.config.datastoreEngine }} needs a datastore URI. Set existingSecret to the name of a Secret with the keys {{ $credentials.presharedKey.key }} and {{ $credentials.datastoreURI.key }} (or credentials.datastoreURI.secretName to a Secret for the URI alone, or aws.rds to use RDS without a password).
{{- end }}
{{- if and (not (include "spicedb.isMemory" .)) (not (or .Values.existingSecret $credentials.presharedKey.secretName $data.presharedKey)) }}
config.datastoreEngine: {{ .Values.config.datastoreEngine }} needs a preshared key that lasts. Set existingSecret to the name of a Secret with the key {{ $credentials.presharedKey.key }} (or credentials.presharedKey.secretName to a Secret for the key alone).
{{- end }}
{{- if and $data.presharedKey (or .Values.existingSecret $credentials.presharedKey.secretName) }}
secretData.presharedKey: the key comes from the Secret {{ include "spicedb.presharedKeySecret" . }} already. Set one of the two only.
{{- end }}
{{- if and $data.datastoreURI (or .Values.existingSecret $credentials.datastoreURI.secretName) }}
secretData.datastoreURI: the URI comes from the Secret {{ include "spicedb.datastoreURISecret" . }} already. Set one of the two only.
{{- end }}
{{- if and $data.datastoreURI (include "spicedb.isMemory" .) }}
secretData.datastoreURI: the memory engine has no database. Remove it, or set config.datastoreEngine.
{{- end }}
{{- if and (contains "$" $data.datastoreURI) (include "spicedb.migrates" .) }}
secretData.datastoreURI: contains a "$", which the migration takes for the start of a variable's name. Write it as %24.
{{- end }}
{{- if and $credentials.presharedKey.additionalKeys (include "spicedb.makesSecret" .) (not (or .Values.existingSecret $credentials.presharedKey.secretName)) }}
credentials.presharedKey.additionalKeys: the Secret that the chart makes has no such keys. Set existingSecret or credentials.presharedKey.secretName to a Secret of yours.
{{- end }}
{{- if $credentials.readReplicaURIs.keys }}
{{- if not (has .Values.config.datastoreEngine (list "postgres" "mysql")) }}
credentials.readReplicaURIs.keys: only postgres and mysql have read replicas, not {{ .Values.config.datastoreEngine }}. Remove them.
{{- else if not (include "spicedb.readReplicaSecret" .) }}
credentials.readReplicaURIs.keys: name the Secret that holds them in credentials.readReplicaURIs.secretName.
{{- end }}
{{- end }}
{{- end -}}

{{- define "spicedb.validate.engine" -}}
{{- $engine := .Values.config.datastoreEngine }}
{{- $datastore := .Values.config.datastore }}
{{- if include "spicedb.isMemory" . }}
{{- if gt (include "spicedb.replicas" . | int) 1 }}
config.replicas: each pod of the memory engine has data of its own, so that there can be only one. Set it to 1, or set config.datastoreEngine.
{{- end }}
{{- if .Values.autoscaling.enabled }}
autoscaling.enabled: each pod of the memory engine has data of its own, so that there can be only one. Turn it off, or set config.datastoreEngine.
{{- end }}
{{- if include "spicedb.dispatchEnabled" . }}
config.dispatch.enabled: pods of the memory engine have nothing in common to share. Set it to auto or false, or set config.datastoreEngine.
{{- end }}
{{- end }}
{{- if and $datastore.tls.secretName (not (has $engine (list "postgres" "cockroachdb" "mysql"))) }}
config.datastore.tls.secretName: is for postgres, cockroachdb and mysql, not for {{ $engine }}. Remove it.
{{- end }}
{{- if and $datastore.mysql.tablePrefix (ne $engine "mysql") }}
config.datastore.mysql.tablePrefix: is for mysql, not for {{ $engine }}. Remove it.
{{- end }}
{{- if and (or $datastore.spanner.credentialsSecretName $datastore.spanner.emulatorHost) (ne $engine "spanner") }}
config.datastore.spanner: is for spanner, not for {{ $engine }}. Remove it.
{{- end }}
{{- end -}}

{{- define "spicedb.validate.aws" -}}
{{- $rds := .Values.aws.rds }}
{{- if and .Values.aws.podIdentity.enabled .Values.aws.irsa.roleArn }}
aws: podIdentity.enabled and irsa.roleArn are two ways to the same thing. Set one of the two only.
{{- end }}
{{- if $rds.enabled }}
{{- if not (has .Values.config.datastoreEngine (list "postgres" "mysql")) }}
aws.rds.enabled: SpiceDB logs in with IAM to postgres and mysql only, not to {{ .Values.config.datastoreEngine }}. Set config.datastoreEngine, or turn it off.
{{- end }}
{{- if not $rds.hostname }}
aws.rds.hostname: is needed to connect. Set it to the endpoint of the database.
{{- end }}
{{- if not $rds.username }}
aws.rds.username: is needed to connect. Set it to a database user that may log in with IAM.
{{- end }}
{{- if not .Values.aws.region }}
aws.region: is needed to sign tokens for RDS. Set it to the region of the database.
{{- end }}
{{- if .Values.credentials.datastoreURI.secretName }}
credentials.datastoreURI.secretName: with aws.rds.enabled the chart builds the URI. Set one of the two only.
{{- end }}
{{- if .Values.secretData.datastoreURI }}
secretData.datastoreURI: with aws.rds.enabled the chart builds the URI. Set one of the two only.
{{- end }}
{{- if .Values.credentials.migrationDatastoreURI.secretName }}
credentials.migrationDatastoreURI.secretName: with aws.rds.enabled migrations log in with IAM too. Set one of the two only.
{{- end }}
{{- if and (eq .Values.config.datastoreEngine "mysql") (eq $rds.sslMode "verify-ca") }}
aws.rds.sslMode: mysql knows require and verify-full only. Set one of these.
{{- end }}
{{- end }}
{{- end -}}
