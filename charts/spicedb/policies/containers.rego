# What a container may do. Pod Security "restricted", and a little more.
package main

import rego.v1

deny contains sprintf("[privileged] %s is privileged", [the(container)]) if {
	some container in containers
	container.securityContext.privileged == true
}

deny contains sprintf("[privilege-escalation] %s may gain privileges", [the(container)]) if {
	some container in containers
	object.get(container, ["securityContext", "allowPrivilegeEscalation"], true) != false
}

deny contains sprintf("[capabilities-dropped] %s keeps capabilities", [the(container)]) if {
	some container in containers
	not "ALL" in object.get(container, ["securityContext", "capabilities", "drop"], [])
}

deny contains sprintf("[capabilities-added] %s adds %s", [the(container), capability]) if {
	some container in containers
	some capability in container.securityContext.capabilities.add
	capability != "NET_BIND_SERVICE"
}

deny contains sprintf("[read-only-root] %s can write to its image", [the(container)]) if {
	some container in containers
	object.get(container, ["securityContext", "readOnlyRootFilesystem"], false) != true
}

deny contains sprintf("[host-port] %s takes a port of the node", [the(container)]) if {
	some container in containers
	some port in container.ports
	port.hostPort
}

deny contains sprintf("[image-version] %s does not say which version it runs", [the(container)]) if {
	some container in containers
	not regex.match(`(:[A-Za-z0-9_][A-Za-z0-9_.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$`, container.image)
}

deny contains sprintf("[image-latest] %s runs whatever is newest", [the(container)]) if {
	some container in containers
	endswith(container.image, ":latest")
}

deny contains sprintf("[memory-limit] %s may use all memory of the node", [the(container)]) if {
	some container in containers
	not container.resources.limits.memory
}

deny contains sprintf("[requests] %s does not say what %s it needs", [the(container), resource]) if {
	some container in containers
	some resource in ["cpu", "memory"]
	not container.resources.requests[resource]
}

deny contains sprintf("[literal-key] %s has its preshared key in the manifest", [the(container)]) if {
	some container in containers
	value := env_value(container, "SPICEDB_GRPC_PRESHARED_KEY")
	not regex.match(`^\$\([A-Z0-9_]+\)(,\$\([A-Z0-9_]+\))*$`, value)
}

deny contains sprintf("[literal-password] %s has a database password in the manifest", [the(container)]) if {
	some container in containers
	some variable in container.env
	endswith(variable.name, "CONN_URI")
	regex.match(`^([a-z]+://)?[^@/]*:[^@/]+@`, variable.value)
}
