{{/* The pod template of Deployment and StatefulSet. */}}

{{- define "spicedb.podTemplate" -}}
metadata:
  labels:
    {{- include "spicedb.podLabels" (dict "root" . "component" "server" "labels" .Values.podLabels) | nindent 4 }}
  {{- with include "spicedb.annotations" (dict "root" . "annotations" (include "spicedb.podAnnotations" . | fromYaml)) }}
  {{- . | nindent 2 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "spicedb.serviceAccountName" . | quote }}
  automountServiceAccountToken: {{ include "spicedb.watchesEndpoints" . | eq "true" }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  {{- with include "spicedb.placement" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with include "spicedb.affinity" . }}
  affinity:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with include "spicedb.topologySpreadConstraints" . | trim }}
  topologySpreadConstraints:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with .Values.extraInitContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - {{ include "spicedb.container" . | indent 6 | trim }}
    {{- with .Values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with include "spicedb.volumes" (dict "root" . "serving" true) | trim }}
  volumes:
    {{- . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "spicedb.podAnnotations" -}}
{{- with .Values.workload.rolloutToken }}
spicedb-portal.io/rollout-token: {{ include "spicedb.plain" . | quote }}
{{- end }}
{{- if or .Values.secretData.presharedKey .Values.secretData.datastoreURI }}
checksum/secret: {{ toJson .Values.secretData | sha256sum }}
{{- end }}
{{- with .Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "spicedb.container" -}}
name: spicedb
image: {{ include "spicedb.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy | quote }}
args:
  {{- include "spicedb.serveArgs" . | nindent 2 }}
env:
  {{- include "spicedb.env.serve" . | nindent 2 }}
  {{- with .Values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .Values.extraEnvFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
ports:
  - name: grpc
    containerPort: 50051
  {{- if .Values.config.http.enabled }}
  - name: http
    containerPort: 8443
  {{- end }}
  - name: metrics
    containerPort: 9090
  {{- if include "spicedb.dispatchEnabled" . }}
  - name: dispatch
    containerPort: 50053
  {{- end }}
{{ include "spicedb.probes" . }}
{{- if and .Values.preStop.sleepSeconds (include "spicedb.canSleepBeforeStop" .) }}
lifecycle:
  preStop:
    sleep:
      seconds: {{ .Values.preStop.sleepSeconds }}
{{- end }}
terminationMessagePolicy: FallbackToLogsOnError
{{- with .Values.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.securityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "spicedb.volumeMounts" (dict "root" . "serving" true) | trim }}
volumeMounts:
  {{- . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Lists go on the command line: in a variable SpiceDB takes "a,b" for one value. */}}
{{- define "spicedb.serveArgs" -}}
- serve
{{- range .Values.config.migrations.allowedMigrations }}
- --datastore-allowed-migrations={{ . }}
{{- end }}
{{- if gt (len .Values.credentials.readReplicaURIs.keys) 1 }}
{{- range $index, $key := .Values.credentials.readReplicaURIs.keys }}
- --datastore-read-replica-conn-uri=$(READ_REPLICA_CONN_URI_{{ $index }})
{{- end }}
{{- end }}
{{- with .Values.extraArgs }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The kubelet's own gRPC probe cannot speak TLS, so readiness uses the program in the image. */}}
{{- define "spicedb.probes" -}}
readinessProbe:
  exec:
    command:
      - grpc_health_probe
      - -addr=localhost:50051
      - -connect-timeout={{ .Values.probes.readiness.timeoutSeconds }}s
      - -rpc-timeout={{ .Values.probes.readiness.timeoutSeconds }}s
      {{- if include "spicedb.servesTLS" (dict "root" . "endpoint" "grpc") }}
      - -tls
      - -tls-no-verify
      {{- end }}
  {{- toYaml .Values.probes.readiness | nindent 2 }}
livenessProbe:
  tcpSocket:
    port: grpc
  {{- toYaml .Values.probes.liveness | nindent 2 }}
{{- end -}}
