package main

import (
	"context"
	"fmt"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
)

const (
	queueNumber = 1
	chain       = "LAB-POLICIES"
	// What nobody asked about because of its source is looked at here, by its destination.
	chainTo = "LAB-POLICIES-TO"
)

// Behind FORWARD are other pods and other machines, behind INPUT the node. What the node itself sends comes by
// neither: its probes are always let in.
var hooks = []string{"FORWARD", "INPUT"}

// rulesFor gives the rules, as iptables-restore reads them, that hand over what comes from a pod or goes to one,
// unless both ends are free. Their table comes after addresses of Services are replaced, and before the rules of others.
func rulesFor(free []netip.Addr, pods netip.Prefix) string {
	ask := fmt.Sprintf("-j NFQUEUE --queue-num %d", queueNumber)
	from := []string{fmt.Sprintf("-A %s ! --source %s -g %s", chain, pods, chainTo)}
	var to []string
	for _, address := range free {
		from = append(from, fmt.Sprintf("-A %s --source %s -g %s", chain, address, chainTo))
		to = append(to, fmt.Sprintf("-A %s --destination %s -j RETURN", chainTo, address))
	}
	from = append(from, fmt.Sprintf("-A %s %s", chain, ask))
	to = append(to, fmt.Sprintf("-A %s --destination %s %s", chainTo, pods, ask))
	rules := slices.Concat([]string{"*mangle", fmt.Sprintf(":%s - [0:0]", chain), fmt.Sprintf(":%s - [0:0]", chainTo)}, from, to)
	return strings.Join(append(rules, "COMMIT", ""), "\n")
}

// hook leads the first packet of each connection to the rules, once.
func hook(ctx context.Context) error {
	for _, place := range hooks {
		rule := []string{place, "-m", "conntrack", "--ctstate", "NEW", "-j", chain}
		if iptables(ctx, "", "iptables", append([]string{"--wait", "-t", "mangle", "-C"}, rule...)...) == nil {
			continue
		}
		if err := iptables(ctx, "", "iptables", append([]string{"--wait", "-t", "mangle", "-A"}, rule...)...); err != nil {
			return err
		}
	}
	return nil
}

// guard makes the kernel ask about all packets of pods but those between free addresses.
func guard(ctx context.Context, free []netip.Addr, pods netip.Prefix) error {
	return iptables(ctx, rulesFor(free, pods), "iptables-restore", "--noflush", "--wait")
}

func iptables(ctx context.Context, input, program string, arguments ...string) error {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Stdin = strings.NewReader(input)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", program, strings.Join(arguments, " "), err, output)
	}
	return nil
}
