package main

import (
	"context"
	"fmt"
	"net/netip"
	"os/exec"
	"strings"
)

const (
	queueNumber = 1
	chain       = "LAB-POLICIES"
)

// Behind FORWARD are other pods and other machines, behind INPUT the node. What the node itself sends comes by
// neither: its probes are always let in.
var hooks = []string{"FORWARD", "INPUT"}

// rulesFor gives the rules, as iptables-restore reads them, that hand over what is to be asked about. Their table
// comes after addresses of Services are replaced, and before the rules of others.
func rulesFor(on watch, pods netip.Prefix) string {
	asked := []string{pods.String()}
	if !on.everything {
		asked = nil
		for _, address := range on.addresses {
			asked = append(asked, address.String())
		}
	}
	rules := []string{"*mangle", fmt.Sprintf(":%s - [0:0]", chain)}
	for _, addresses := range asked {
		for _, end := range []string{"--source", "--destination"} {
			rules = append(rules, fmt.Sprintf("-A %s %s %s -j NFQUEUE --queue-num %d", chain, end, addresses, queueNumber))
		}
	}
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

// guard makes the kernel ask about these packets and no others.
func guard(ctx context.Context, on watch, pods netip.Prefix) error {
	return iptables(ctx, rulesFor(on, pods), "iptables-restore", "--noflush", "--wait")
}

func iptables(ctx context.Context, input, program string, arguments ...string) error {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Stdin = strings.NewReader(input)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", program, strings.Join(arguments, " "), err, output)
	}
	return nil
}
