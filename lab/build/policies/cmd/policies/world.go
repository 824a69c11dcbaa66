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
	// Pods are about to come to their addresses, and of none of them any policy speaks.
	mayStrangersPass bool
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
	var coming []*core.Pod
	for _, pod := range pods {
		// A pod that has ended has given its address back, and one in the node's network has none of its own.
		ended := pod.Status.Phase == core.PodSucceeded || pod.Status.Phase == core.PodFailed
		if ended || pod.Spec.HostNetwork {
			continue
		}
		if address, err := netip.ParseAddr(pod.Status.PodIP); err == nil {
			w.pods[address] = pod
		} else if pod.Spec.NodeName != "" {
			coming = append(coming, pod)
		}
	}
	// Where nobody is about to come, whoever has the address is one that the cluster has not told of.
	w.mayStrangersPass = len(coming) > 0 && !slices.ContainsFunc(coming, w.selects)
	return w
}

// free gives, in order, the addresses that the kernel need not ask about on a node: those of pods of which no
// policy speaks, or which another node looks after. It asks about all others, so that no pod is ahead of the rules.
func (w *world) free(node string) []netip.Addr {
	var free []netip.Addr
	for address, pod := range w.pods {
		if pod.Spec.NodeName != node || !w.selects(pod) {
			free = append(free, address)
		}
	}
	slices.SortFunc(free, netip.Addr.Compare)
	return free
}

func (w *world) selects(pod *core.Pod) bool {
	return slices.ContainsFunc([]bool{true, false}, func(ingress bool) bool {
		return len(w.rules.TargetsApplyingToPod(ingress, pod.Namespace, pod.Labels)) > 0
	})
}

func (w *world) isSelected(address netip.Addr) bool {
	pod, known := w.pods[address]
	return known && w.selects(pod)
}

// answer says whether a packet may pass, and tells of those that may not.
func (w *world) answer(p packet, network netip.Prefix) answer {
	from, to := p.from.Addr(), p.to.Addr()
	if w.isStrange(from, network) || w.isStrange(to, network) {
		if w.mayStrangersPass && !w.isSelected(from) && !w.isSelected(to) {
			return pass
		}
		return later
	}
	if w.allows(p) {
		return pass
	}
	log.Printf("dropped %s from %s (%s) to %s (%s)", p.protocol,
		p.from, w.nameOf(from), p.to, w.nameOf(to))
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
