{{- define "peakdesk.name" -}}
{{ .Release.Name }}
{{- end -}}
{{- define "peakdesk.labels" -}}
app.kubernetes.io/name: peakdesk
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}
{{- define "peakdesk.selector" -}}
app.kubernetes.io/name: peakdesk
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
{{- define "peakdesk.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
