# Labels, access and ports.
package main

import rego.v1

wanted_labels := ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "app.kubernetes.io/component", "helm.sh/chart"]

deny contains sprintf("[labels] %s lacks the label %s", [this, label]) if {
	some label in wanted_labels
	not input.metadata.labels[label]
}

deny contains sprintf("[pod-labels] the pods of %s lack the label %s", [this, label]) if {
	pod_template
	some label in wanted_labels
	not pod_template.metadata.labels[label]
}

deny contains sprintf("[portal-label] the pods of %s are not shown in the portal, %s is", [this, this]) if {
	pod_template
	id := input.metadata.labels["backstage.io/kubernetes-id"]
	object.get(pod_template, ["metadata", "labels", "backstage.io/kubernetes-id"], "") != id
}

deny contains sprintf("[namespace] %s does not say its namespace", [this]) if {
	not input.metadata.namespace
}

selector := input.spec.selector if input.kind == "Service"

selector := input.spec.selector.matchLabels if input.kind in {"Deployment", "StatefulSet", "PodDisruptionBudget", "PodMonitor", "ServiceMonitor"}

selector := input.spec.podSelector.matchLabels if input.kind == "NetworkPolicy"

deny contains sprintf("[selects-one-component] %s could select the pods of a migration as well", [this]) if {
	selector
	not selector["app.kubernetes.io/component"]
}

deny contains sprintf("[ring-of-ready-pods] %s puts pods that are not ready into the ring", [this]) if {
	is_ring
	input.spec.publishNotReadyAddresses == true
}

deny contains sprintf("[ring-is-internal] %s opens the ring to the outside", [this]) if {
	is_ring
	input.spec.clusterIP != "None"
}

is_ring if {
	input.kind == "Service"
	some port in input.spec.ports
	port.name == "dispatch"
}

deny contains sprintf("[metrics-are-internal] %s opens metrics and profiles to the outside", [this]) if {
	input.kind == "Service"
	input.spec.type in {"LoadBalancer", "NodePort"}
	some port in input.spec.ports
	port.name == "metrics"
}

deny contains sprintf("[no-cluster-role] %s reaches beyond the namespace", [this]) if {
	input.kind in {"ClusterRole", "ClusterRoleBinding"}
}

deny contains sprintf("[role-names-objects] %s grants access to every object of a kind", [this]) if {
	input.kind == "Role"
	some rule in input.rules
	not rule.resourceNames
}

deny contains sprintf("[role-only-reads] %s grants %s", [this, verb]) if {
	input.kind == "Role"
	some rule in input.rules
	some verb in rule.verbs
	not verb in {"get", "list", "watch"}
}

deny contains sprintf("[role-no-secrets] %s may read Secrets", [this]) if {
	input.kind == "Role"
	some rule in input.rules
	some resource in rule.resources
	resource in {"secrets", "*"}
}
