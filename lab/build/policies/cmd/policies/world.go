package main

import (
	"net/netip"
	"slices"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
)

// A packet is the first of a connection, as the kernel shows it: the address of a Service is replaced already.
type packet struct {
	protocol core.Protocol
	from, to netip.AddrPort
}

// A world is what policies speak of, at one moment.
type world struct {
	rules  *matcher.Policy
	pods   map[netip.Addr]*core.Pod
	labels map[string]map[string]string
}

func newWorld(policies []*networking.NetworkPolicy, pods []*core.Pod, namespaces []*core.Namespace) *world {
	w := &world{
		rules:  matcher.BuildNetworkPolicies(false, policies),
		pods:   map[netip.Addr]*core.Pod{},
		labels: map[string]map[string]string{},
	}
	for _, namespace := range namespaces {
		w.labels[namespace.Name] = namespace.Labels
	}
	for _, pod := range pods {
		// A pod that has ended has given its address back, and one in the node's network has none of its own.
		ended := pod.Status.Phase == core.PodSucceeded || pod.Status.Phase == core.PodFailed
		address, err := netip.ParseAddr(pod.Status.PodIP)
		if err != nil || ended || pod.Spec.HostNetwork {
			continue
		}
		w.pods[address] = pod
	}
	return w
}

// selectedOn gives the addresses of a node's pods that any policy selects, in order.
func (w *world) selectedOn(node string) []netip.Addr {
	var selected []netip.Addr
	for address, pod := range w.pods {
		for _, ingress := range []bool{true, false} {
			if pod.Spec.NodeName == node && len(w.rules.TargetsApplyingToPod(ingress, pod.Namespace, pod.Labels)) > 0 {
				selected = append(selected, address)
				break
			}
		}
	}
	slices.SortFunc(selected, netip.Addr.Compare)
	return selected
}

// allows says whether both ends let a packet pass.
func (w *world) allows(p packet) bool {
	// No policy shuts a pod off from itself.
	if p.from.Addr() == p.to.Addr() {
		return true
	}
	return w.allowsAtOneEnd(p, true) && w.allowsAtOneEnd(p, false)
}

func (w *world) allowsAtOneEnd(p packet, ingress bool) bool {
	return slices.ContainsFunc(w.namesOf(p), func(name string) bool {
		return w.rules.IsIngressOrEgressAllowed(&matcher.Traffic{
			Source:           w.peer(p.from.Addr()),
			Destination:      w.peer(p.to.Addr()),
			ResolvedPort:     int(p.to.Port()),
			ResolvedPortName: name,
			Protocol:         p.protocol,
		}, ingress).IsAllowed()
	})
}

func (w *world) peer(address netip.Addr) *matcher.TrafficPeer {
	peer := &matcher.TrafficPeer{IP: address.String()}
	if pod, known := w.pods[address]; known {
		peer.Internal = &matcher.InternalPeer{
			PodLabels:       pod.Labels,
			NamespaceLabels: w.labels[pod.Namespace],
			Namespace:       pod.Namespace,
		}
	}
	return peer
}

// namesOf gives what the pod at which a packet arrives calls the port: every name, or one that is empty.
func (w *world) namesOf(p packet) []string {
	var names []string
	if pod, known := w.pods[p.to.Addr()]; known {
		for _, container := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
			for _, port := range container.Ports {
				protocol := port.Protocol
				if protocol == "" {
					protocol = core.ProtocolTCP
				}
				if port.ContainerPort == int32(p.to.Port()) && protocol == p.protocol {
					names = append(names, port.Name)
				}
			}
		}
	}
	if len(names) == 0 {
		return []string{""}
	}
	return names
}

// nameOf tells people who is at an address.
func (w *world) nameOf(address netip.Addr) string {
	if pod, known := w.pods[address]; known {
		return pod.Namespace + "/" + pod.Name
	}
	return "no pod"
}
