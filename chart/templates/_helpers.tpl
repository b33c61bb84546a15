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

{{/* A Service's name is a DNS label: shorter than other names, and without dots, which a release's name may have. */}}
{{- define "amalthea.metricsServiceName" -}}
{{- printf "%s-metrics" (include "amalthea.fullname" . | replace "." "-" | trunc 55 | trimSuffix "-") }}
{{- end }}

{{/* The pods' further labels. The Deployment finds its pods by the chart's own, so those cannot change. */}}
{{- define "amalthea.podLabels" -}}
{{- $own := include "amalthea.selectorLabels" . | fromYaml }}
{{- range $key, $_ := .Values.podLabels }}
{{- if hasKey $own $key }}
{{- fail (printf "podLabels cannot set %s: the Deployment finds its pods by it" $key) }}
{{- end }}
{{- end }}
{{- with .Values.podLabels }}{{ toYaml . }}{{ end }}
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
{{- if .Values.scope.namespaces }}
{{- fail "scope.namespaces cannot be given together with scope.clusterWide: keep one of them" }}
{{- end }}
{{- "[]" -}}
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

{{/* One kind that patches may add, as the operator reads it: jobs/Job.v1.batch. */}}
{{- define "amalthea.extraChild" -}}
{{ .name }}/{{ .kind }}.{{ .version }}{{ with .group }}.{{ . }}{{ end }}
{{- end }}

{{/* The operator's settings; docs/reference/operator.md describes them. */}}
{{- define "amalthea.environment" -}}
- name: AMALTHEA_OPERATOR_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: AMALTHEA_IDENTITY
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- {name: AMALTHEA_CLUSTER_WIDE, value: {{ .Values.scope.clusterWide | toString | quote }}}
- {name: AMALTHEA_NAMESPACES, value: {{ include "amalthea.namespaces" . | fromJsonArray | join "," | quote }}}
- {name: AMALTHEA_AUTHZ_IMAGE, value: {{ include "amalthea.image" (dict "image" .Values.authz.image "appVersion" .Chart.AppVersion) | quote }}}
- {name: AMALTHEA_AUTHZ_IMAGE_PULL_POLICY, value: {{ .Values.authz.image.pullPolicy | quote }}}
- {name: AMALTHEA_AUTHZ_RESOURCES, value: {{ .Values.authz.resources | toJson | quote }}}
- {name: AMALTHEA_SCHEDULER_NAME, value: {{ .Values.servers.schedulerName | quote }}}
- {name: AMALTHEA_INGRESS_CLASS_NAME, value: {{ .Values.servers.ingress.className | quote }}}
- {name: AMALTHEA_INGRESS_ANNOTATIONS, value: {{ .Values.servers.ingress.annotations | toJson | quote }}}
- {name: AMALTHEA_TRUSTED_PROXIES, value: {{ .Values.servers.trustedProxies | join "," | quote }}}
- {name: AMALTHEA_CERTIFICATE_AUTHORITIES, value: {{ .Values.authz.certificateAuthorities | quote }}}
- {name: AMALTHEA_NETWORK_POLICIES, value: {{ .Values.networkPolicies.enabled | toString | quote }}}
- {name: AMALTHEA_NETWORK_POLICY_EGRESS_EXCEPT, value: {{ .Values.networkPolicies.clusterIpBlock | join "," | quote }}}
- {name: AMALTHEA_NETWORK_POLICY_EGRESS_ALLOW, value: {{ .Values.networkPolicies.egressAllow | join "," | quote }}}
- {name: AMALTHEA_OPERATOR_LABELS, value: {{ include "amalthea.selectorLabels" . | fromYaml | toJson | quote }}}
{{- $extra := list }}
{{- range .Values.extraChildResources }}{{ $extra = append $extra (include "amalthea.extraChild" .) }}{{ end }}
- {name: AMALTHEA_EXTRA_CHILD_RESOURCES, value: {{ $extra | join "," | quote }}}
- {name: AMALTHEA_CONTAINER_RESTART_LIMIT, value: {{ .Values.servers.containerRestartLimit | toString | quote }}}
- {name: AMALTHEA_INIT_CONTAINER_RESTART_LIMIT, value: {{ .Values.servers.initContainerRestartLimit | toString | quote }}}
- {name: AMALTHEA_LEASE_NAME, value: {{ include "amalthea.fullname" . | quote }}}
- {name: AMALTHEA_HTTP_PORT, value: {{ .Values.metrics.port | toString | quote }}}
- {name: AMALTHEA_LOG_LEVEL, value: {{ .Values.logLevel | quote }}}
{{- end }}

{{/* Further variables. Two of one name are refused by some clients and not by others, with no word on which counts. */}}
{{- define "amalthea.extraEnv" -}}
{{- $own := list }}
{{- range include "amalthea.environment" . | fromYamlArray }}{{ $own = append $own .name }}{{ end }}
{{- range .Values.extraEnv }}
{{- if has .name $own }}
{{- fail (printf "extraEnv cannot set %s: it is there already; use the value of the chart that sets it" .name) }}
{{- end }}
{{- $own = append $own .name }}
{{- end }}
{{- with .Values.extraEnv }}{{ toYaml . }}{{ end }}
{{- end }}

{{/* How this operator renders, for the plugin, so that it renders the same. */}}
{{- define "amalthea.renderConfig" -}}
{{- $image := include "amalthea.image" (dict "image" .Values.authz.image "appVersion" .Chart.AppVersion) }}
{{- $ingress := dict "annotations" .Values.servers.ingress.annotations }}
{{- with .Values.servers.ingress.className }}{{ $_ := set $ingress "className" . }}{{ end }}
{{- $render := dict
  "sidecar" (dict "image" $image "imagePullPolicy" .Values.authz.image.pullPolicy "resources" .Values.authz.resources)
  "ingress" $ingress
  "networkPolicy" (dict "enabled" .Values.networkPolicies.enabled "egressExcept" .Values.networkPolicies.clusterIpBlock "egressAllow" .Values.networkPolicies.egressAllow)
  "operator" (dict "namespace" .Release.Namespace "labels" (include "amalthea.selectorLabels" . | fromYaml))
  "trustedProxies" .Values.servers.trustedProxies
}}
{{- with .Values.servers.schedulerName }}{{ $_ := set $render "schedulerName" . }}{{ end }}
{{- with .Values.authz.certificateAuthorities }}{{ $_ := set $render "certificateAuthorities" . }}{{ end }}
{{- toYaml $render }}
{{- end }}

{{/* The ConfigMap by which the plugin's sidecar gets it. */}}
{{- define "amalthea.renderConfigMap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .name }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "amalthea.labels" .root | nindent 4 }}
data:
  render.yaml: |
    {{- include "amalthea.renderConfig" .root | nindent 4 }}
{{- end }}
