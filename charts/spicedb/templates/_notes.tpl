{{/* The notes after an install: what to know first, then the next step for this very set-up. */}}

{{- define "spicedb.notes.warnings" -}}
{{- if include "spicedb.isMemory" . }}
!! FOR DEVELOPMENT ONLY: the memory engine forgets everything when its pod stops.
   For anything else set config.datastoreEngine and existingSecret.
{{- end }}
{{- if include "spicedb.makesUpPresharedKey" . }}
!! The chart made up a preshared key and keeps it in the Secret {{ include "spicedb.fullname" . }}. That works with
   helm alone: under GitOps each rendering makes up another one. Set existingSecret there.
{{- end }}
{{- if or .Values.secretData.presharedKey .Values.secretData.datastoreURI }}
!! secretData puts credentials into the release (and into Git, with GitOps). Set existingSecret instead.
{{- end }}
{{- if and .Values.preStop.sleepSeconds (not (include "spicedb.canSleepBeforeStop" .)) }}
!! Kubernetes {{ .Capabilities.KubeVersion.Version }} cannot let a pod sleep before it stops (1.30 can): expect 1 to 4 % of
   calls to fail during a rollout, and have clients retry.
{{- end }}
{{- if and .Values.aws.rds.enabled (hasPrefix "verify" .Values.aws.rds.sslMode) (not .Values.config.datastore.tls.secretName) }}
!! aws.rds.sslMode is {{ .Values.aws.rds.sslMode }}, and only public CAs are trusted. Put the RDS CA bundle into a Secret
   as ca.crt and name it in config.datastore.tls.secretName (RDS Proxy needs none).
{{- end }}
{{- if and .Values.gateway.enabled (include "spicedb.servesTLS" (dict "root" . "endpoint" "grpc")) }}
!! Gateway and TLS: routes speak plaintext to pods that serve TLS until a BackendTLSPolicy names the Service
   {{ include "spicedb.fullname" . }} and the CA of its certificate (examples/production-ha-values.yaml has one).
{{- end }}
{{- if and .Values.autoscaling.enabled (not (include "spicedb.isMemory" .)) }}
!! Autoscaling: under Argo CD the Application needs ignoreDifferences for /spec/replicas and the sync option
   RespectIgnoreDifferences=true, or each sync resets the number of pods.
{{- end }}
{{- end -}}

{{- define "spicedb.notes.migration" -}}
{{- if include "spicedb.migrates" . }}

Migration (pods become ready a few seconds after it):
  kubectl -n {{ .Release.Namespace }} logs -f job/{{ include "spicedb.migration.jobName" . }}
{{- else if not (include "spicedb.isMemory" .) }}

Migrations are off: pods become ready once the database is migrated to a revision that they accept.
{{- end }}
{{- end -}}

{{- define "spicedb.notes.connect" -}}
{{- $tls := include "spicedb.servesTLS" (dict "root" . "endpoint" "grpc") }}
{{- $workload := printf "%s/%s" (lower .Values.workload.kind) (include "spicedb.fullname" .) }}

Wait for the pods:
  kubectl -n {{ .Release.Namespace }} rollout status {{ $workload }}

Ask it whether it serves:
  helm -n {{ .Release.Namespace }} test {{ .Release.Name }}

Connect from inside the cluster: {{ include "spicedb.fullname" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}:50051 ({{ ternary "TLS" "plaintext" (eq $tls "true") }})
{{- if and .Values.ingress.enabled .Values.ingress.grpcHost }}
Connect from outside: {{ .Values.ingress.grpcHost }}:443 (Ingress)
{{- end }}
{{- if and .Values.gateway.enabled .Values.gateway.grpcHostnames }}
Connect from outside: {{ first .Values.gateway.grpcHostnames }}:443 (Gateway)
{{- end }}
{{- if eq .Values.service.type "LoadBalancer" }}
Connect from outside: kubectl -n {{ .Release.Namespace }} get service {{ include "spicedb.fullname" . }} shows the address.
{{- end }}

Connect from here:
  kubectl -n {{ .Release.Namespace }} port-forward service/{{ include "spicedb.fullname" . }} 50051:50051
  KEY=$(kubectl -n {{ .Release.Namespace }} get secret {{ include "spicedb.presharedKeySecret" . }} -o jsonpath='{.data.{{ .Values.credentials.presharedKey.key | replace "." "\\." }}}' | base64 -d)
  zed context set {{ include "spicedb.fullname" . }} localhost:50051 "$KEY" {{ ternary "--no-verify-ca" "--insecure" (eq $tls "true") }}
{{- end -}}

{{- define "spicedb.notes.aws" -}}
{{- if .Values.aws.podIdentity.enabled }}

EKS Pod Identity: associate the role once, before the first pod starts:
  aws eks create-pod-identity-association --cluster-name CLUSTER --namespace {{ .Release.Namespace }} \
    --service-account {{ include "spicedb.serviceAccountName" . }} --role-arn {{ .Values.aws.podIdentity.roleArn | default "ROLE_ARN" }}
{{- end }}
{{- end -}}

{{- define "spicedb.notes.uninstall" -}}
{{- if include "spicedb.migratesByHook" . }}

After helm uninstall the Job of the last migration remains:
  kubectl -n {{ .Release.Namespace }} delete job {{ include "spicedb.migration.jobName" . }}
{{- end }}
{{- end -}}
