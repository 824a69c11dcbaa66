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

// rulesFor gives the rules, as iptables-restore reads them, that hand over what concerns these addresses. The table
// comes after addresses of Services are replaced, and before the rules of others.
func rulesFor(addresses []netip.Addr) string {
	rules := []string{"*mangle", fmt.Sprintf(":%s - [0:0]", chain)}
	for _, address := range addresses {
		for _, end := range []string{"--source", "--destination"} {
			rules = append(rules, fmt.Sprintf("-A %s %s %s -j NFQUEUE --queue-num %d", chain, end, address, queueNumber))
		}
	}
	return strings.Join(append(rules, "COMMIT", ""), "\n")
}

// guard makes the kernel ask about these addresses and no others.
func guard(ctx context.Context, addresses []netip.Addr) error {
	if err := iptables(ctx, rulesFor(addresses), "iptables-restore", "--noflush", "--wait"); err != nil {
		return err
	}
	for _, hook := range hooks {
		rule := []string{hook, "-m", "conntrack", "--ctstate", "NEW", "-j", chain}
		if iptables(ctx, "", "iptables", append([]string{"--wait", "-t", "mangle", "-C"}, rule...)...) == nil {
			continue
		}
		if err := iptables(ctx, "", "iptables", append([]string{"--wait", "-t", "mangle", "-A"}, rule...)...); err != nil {
			return err
		}
	}
	return nil
}

func iptables(ctx context.Context, input, program string, arguments ...string) error {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Stdin = strings.NewReader(input)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", program, strings.Join(arguments, " "), err, output)
	}
	return nil
}
