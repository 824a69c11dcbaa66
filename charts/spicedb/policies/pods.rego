# Where pods and containers are, in every kind that has them.
package main

import rego.v1

pod_template := input.spec.template if input.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}

pod_template := input.spec.jobTemplate.spec.template if input.kind == "CronJob"

pod_template := input if input.kind == "Pod"

pod := pod_template.spec

containers contains container if {
	some field in {"containers", "initContainers", "ephemeralContainers"}
	some container in object.get(pod, field, [])
}

spicedb contains container if {
	some container in containers
	container.name == "spicedb"
}

env_value(container, name) := variable.value if {
	some variable in container.env
	variable.name == name
}

is_set(container, name) if {
	some variable in container.env
	variable.name == name
}

this := sprintf("%s/%s", [input.kind, input.metadata.name])

the(container) := sprintf("%s: container %s", [this, container.name])
