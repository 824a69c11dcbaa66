# What a pod may do, and how workloads roll.
package main

import rego.v1

deny contains sprintf("[non-root] %s may run as root", [this]) if {
	pod
	object.get(pod, ["securityContext", "runAsNonRoot"], false) != true
}

deny contains sprintf("[root-user] %s runs as user 0", [this]) if {
	pod.securityContext.runAsUser == 0
}

deny contains sprintf("[seccomp] %s does not set the runtime's seccomp profile", [this]) if {
	pod
	not object.get(pod, ["securityContext", "seccompProfile", "type"], "") in {"RuntimeDefault", "Localhost"}
}

deny contains sprintf("[host-namespaces] %s shares %s with the node", [this, field]) if {
	some field in ["hostNetwork", "hostPID", "hostIPC"]
	pod[field] == true
}

deny contains sprintf("[host-path] %s mounts %s of the node", [this, volume.hostPath.path]) if {
	some volume in pod.volumes
	volume.hostPath
}

deny contains sprintf("[secret-mode] %s: volume %s can be read by everybody in the pod", [this, volume.name]) if {
	some volume in pod.volumes
	volume.secret
	not object.get(volume.secret, "defaultMode", 420) in {256, 288}
}

deny contains sprintf("[token-decided] %s leaves it to the cluster whether a token is mounted", [this]) if {
	pod
	not is_boolean(object.get(pod, "automountServiceAccountToken", null))
}

deny contains sprintf("[token-needed] %s mounts a token that nothing needs", [this]) if {
	pod.automountServiceAccountToken == true
	not watches_endpoints
}

watches_endpoints if {
	some container in spicedb
	startswith(env_value(container, "SPICEDB_DISPATCH_UPSTREAM_ADDR"), "kubernetes:///")
}

deny contains sprintf("[readiness] %s is sent calls before it can answer", [the(container)]) if {
	input.kind in {"Deployment", "StatefulSet"}
	some container in spicedb
	not container.readinessProbe
}

deny contains sprintf("[liveness] %s is killed while it waits for a migration", [the(container)]) if {
	some container in spicedb
	container.livenessProbe
	not container.livenessProbe.tcpSocket
}

deny contains sprintf("[grace-period] %s is killed while it stops", [this]) if {
	some container in spicedb
	sleep := object.get(container, ["lifecycle", "preStop", "sleep", "seconds"], 0)
	grace := regex.replace(env_value(container, "SPICEDB_GRPC_SHUTDOWN_GRACE_PERIOD"), `^([0-9]+)s$`, "$1")
	pod.terminationGracePeriodSeconds <= sleep + to_number(grace)
}

deny contains sprintf("[dispatch-tls] %s has a dispatch certificate without the peers' CA, or the reverse", [the(container)]) if {
	some container in spicedb
	count({name |
		some name in ["SPICEDB_DISPATCH_CLUSTER_TLS_CERT_PATH", "SPICEDB_DISPATCH_UPSTREAM_CA_PATH"]
		is_set(container, name)
	}) == 1
}

deny contains sprintf("[rollout] %s takes pods away before new ones are ready", [this]) if {
	input.kind == "Deployment"
	object.get(input.spec, ["strategy", "rollingUpdate", "maxUnavailable"], "25%") != 0
}

deny contains sprintf("[job-deadline] %s may run for ever", [this]) if {
	input.kind == "Job"
	not input.spec.activeDeadlineSeconds
}

deny contains sprintf("[job-stays] %s disappears, and Argo CD would make it again and again", [this]) if {
	input.kind == "Job"
	input.spec.ttlSecondsAfterFinished
}
