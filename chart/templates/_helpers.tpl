{{- define "amalthea.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "amalthea.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "amalthea.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "amalthea.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "amalthea.selectorLabels" -}}
app.kubernetes.io/name: {{ include "amalthea.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end }}

{{- define "amalthea.labels" -}}
{{ include "amalthea.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "amalthea.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "amalthea.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- required "serviceAccount.name is needed when serviceAccount.create is false: name the account the operator runs as" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* The namespaces whose servers the operator keeps, as a YAML list; empty when it keeps all. */}}
{{- define "amalthea.namespaces" -}}
{{- if .Values.scope.clusterWide -}}
[]
{{- else -}}
{{- default (list .Release.Namespace) .Values.scope.namespaces | toJson -}}
{{- end -}}
{{- end }}

{{/* An image reference of {repository, tag, digest}; the digest wins. */}}
{{- define "amalthea.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ default .appVersion .image.tag }}
{{- end -}}
{{- end }}
