// Prints what spicedb-operator makes of SpiceDBClusters, by the operator's own functions: a JSON list of
// {name, cluster} comes in, a JSON object of their objects goes out. No cluster is asked: the schemas by which patches
// are merged, which the operator takes from its cluster, come from a file (its module has those of Kubernetes 1.30).
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/authzed/spicedb-operator/pkg/apis/authzed/v1alpha1"
	"github.com/authzed/spicedb-operator/pkg/config"
	openapiv2 "github.com/google/gnostic-models/openapiv2"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubectl/pkg/util/openapi"
	"sigs.k8s.io/yaml"
)

type original struct {
	Name    string                  `json:"name"`
	Cluster v1alpha1.SpiceDBCluster `json:"cluster"`
}

// The names are what matters: the operator copies no value out of a Secret.
func secretsOf(cluster *v1alpha1.SpiceDBCluster) map[string]*corev1.Secret {
	keys := map[string][]byte{}
	for _, key := range []string{"datastore_uri", "preshared_key", "migration_secrets", "uri", "token", "key"} {
		keys[key] = []byte("x")
	}
	secrets := map[string]*corev1.Secret{}
	add := func(name string) {
		secrets[name] = &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: cluster.Namespace}, Data: keys}
	}
	add(cluster.Spec.SecretRef)
	if credentials := cluster.Spec.Credentials; credentials != nil {
		for _, reference := range []*v1alpha1.CredentialRef{credentials.DatastoreURI, credentials.PresharedKey, credentials.MigrationSecrets} {
			if reference != nil {
				add(reference.SecretName)
			}
		}
	}
	return secrets
}

func graph() (config.OperatorConfig, error) {
	operator := config.NewOperatorConfig()
	if len(os.Args) < 2 {
		return operator, fmt.Errorf("name the update-graph.yaml of the operator")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return operator, err
	}
	return operator, yaml.Unmarshal(text, &operator)
}

func schemas() (openapi.Resources, error) {
	if len(os.Args) < 3 {
		return nil, fmt.Errorf("name the swagger.json of a Kubernetes")
	}
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		return nil, err
	}
	document, err := openapiv2.ParseDocument(text)
	if err != nil {
		return nil, err
	}
	return openapi.NewOpenAPIData(document)
}

func render(cluster *v1alpha1.SpiceDBCluster, operator *config.OperatorConfig, resources openapi.Resources) (map[string]any, error) {
	cluster.UID = "00000000-0000-0000-0000-000000000000"
	configured, warning, err := config.NewConfig(cluster, operator, secretsOf(cluster), resources)
	if err != nil {
		return nil, err
	}
	objects := map[string]any{
		"deployment":     configured.Deployment("hash", "hash"),
		"service":        configured.Service(),
		"serviceAccount": configured.ServiceAccount(),
		"role":           configured.Role(),
		"budget":         configured.PodDisruptionBudget(),
	}
	if configured.DatastoreEngine != "memory" && !configured.SkipMigrations {
		objects["job"] = configured.MigrationJob("hash")
	}
	if warning != nil {
		objects["warning"] = warning.Error()
	}
	return objects, nil
}

func run() error {
	operator, err := graph()
	if err != nil {
		return err
	}
	resources, err := schemas()
	if err != nil {
		return err
	}
	var originals []original
	if err := json.NewDecoder(os.Stdin).Decode(&originals); err != nil {
		return err
	}
	rendered := map[string]any{}
	for i := range originals {
		objects, err := render(&originals[i].Cluster, &operator, resources)
		if err != nil {
			objects = map[string]any{"refused": err.Error()}
		}
		rendered[originals[i].Name] = objects
	}
	version := "unknown"
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range build.Deps {
			if dependency.Path == "github.com/authzed/spicedb-operator" {
				version = dependency.Version
			}
		}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	return encoder.Encode(map[string]any{"operator": version, "rendered": rendered})
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
