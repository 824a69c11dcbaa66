package main

import (
	"log"
	"net"
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
	// Pods that have no address yet, or none that the cluster has heard of.
	coming []*core.Pod
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
		if ended || pod.Spec.HostNetwork {
			continue
		}
		if address, err := netip.ParseAddr(pod.Status.PodIP); err == nil {
			w.pods[address] = pod
		} else {
			w.coming = append(w.coming, pod)
		}
	}
	return w
}

// A watch is what the kernel is to ask about on a node.
type watch struct {
	// The addresses of its pods that any policy selects, in order.
	addresses []netip.Addr
	// Such a pod is about to come, and nobody knows at which address: every packet is asked about.
	everything bool
}

func (w watch) equals(other watch) bool {
	return w.everything == other.everything && slices.Equal(w.addresses, other.addresses)
}

func (w *world) watchOn(node string) watch {
	var on watch
	for address, pod := range w.pods {
		if pod.Spec.NodeName == node && w.selects(pod) {
			on.addresses = append(on.addresses, address)
		}
	}
	slices.SortFunc(on.addresses, netip.Addr.Compare)
	on.everything = slices.ContainsFunc(w.coming, func(pod *core.Pod) bool {
		return pod.Spec.NodeName == node && w.selects(pod)
	})
	return on
}

func (w *world) selects(pod *core.Pod) bool {
	return slices.ContainsFunc([]bool{true, false}, func(ingress bool) bool {
		return len(w.rules.TargetsApplyingToPod(ingress, pod.Namespace, pod.Labels)) > 0
	})
}

// answer says whether a packet may pass, and tells of those that may not.
func (w *world) answer(p packet, network netip.Prefix) answer {
	if w.isStrange(p.from.Addr(), network) || w.isStrange(p.to.Addr(), network) {
		return later
	}
	if w.allows(p) {
		return pass
	}
	log.Printf("dropped %s from %s (%s) to %s (%s)", p.protocol,
		p.from, w.nameOf(p.from.Addr()), p.to, w.nameOf(p.to.Addr()))
	return drop
}

// isStrange says of an address that a pod must have it, and that nobody knows which.
func (w *world) isStrange(address netip.Addr, network netip.Prefix) bool {
	if _, known := w.pods[address]; known || !network.Contains(address) {
		return false
	}
	// The bridge to which the pods are plugged has an address among theirs.
	own, err := net.InterfaceAddrs()
	return err == nil && !slices.ContainsFunc(own, func(of net.Addr) bool {
		prefix, err := netip.ParsePrefix(of.String())
		return err == nil && prefix.Addr() == address
	})
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
