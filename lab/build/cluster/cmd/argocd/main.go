// Command argocd holds the parts of Argo CD that reconcile an Application: the application
// controller and the repository server, with the helper that answers Git's questions for a password.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	askpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
)

var parts = map[string]func() *cobra.Command{
	"argocd-application-controller": controller.NewCommand,
	"argocd-repo-server":            reposerver.NewCommand,
	"argocd-git-ask-pass":           askpass.NewCommand,
}

func main() {
	name := filepath.Base(os.Args[0])
	// Argo CD's own binary obeys this variable too, and the repository server sets it for its children.
	if chosen := os.Getenv("ARGOCD_BINARY_NAME"); chosen != "" {
		name = chosen
	}
	part, known := parts[name]
	if !known {
		fmt.Fprintf(os.Stderr, "argocd: %q is not part of the lab; call it through a link named after a part\n", name)
		os.Exit(2)
	}
	command := part()
	command.SilenceUsage = true
	if err := command.Execute(); err != nil {
		os.Exit(1)
	}
}
