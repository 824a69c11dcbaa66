// Command policies makes a node of the lab hold to NetworkPolicies. The first packet of each connection from
// or to a pod is handed over by the kernel, unless it is known that no policy selects the pod; cyclonus, by which
// implementations of NetworkPolicy are tested, says whether it may pass. Connections that stand are not looked at
// again. Without this program those first packets are dropped, so that its end is noticed.
package main

import (
	"context"
	"flag"
	"log"
	"net/netip"
	"os/signal"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "by which to reach the API server")
	node := flag.String("node", "", "the node whose pods are looked after")
	pods := flag.String("pods", "", "the network in which all pods have their addresses")
	flag.Parse()
	log.SetFlags(log.Ltime | log.Lmicroseconds)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *kubeconfig, *node, *pods); err != nil {
		log.Fatal("policies: ", err)
	}
}

func run(ctx context.Context, kubeconfig, node, network string) error {
	pods, err := netip.ParsePrefix(network)
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	cluster, changed, err := follow(ctx, client)
	if err != nil {
		return err
	}
	var now atomic.Pointer[world]
	var free []netip.Addr
	guarded := false
	// What is known is told before the kernel stops asking about it.
	renew := func() error {
		seen, err := cluster()
		if err != nil {
			return err
		}
		now.Store(seen)
		before := free
		free = seen.free(node)
		if guarded && slices.Equal(before, free) {
			return nil
		}
		guarded = true
		return guard(ctx, free, pods)
	}
	if err := renew(); err != nil {
		return err
	}
	if err := hook(ctx); err != nil {
		return err
	}
	questions, err := listen(func(p packet) answer { return now.Load().answer(p, pods) })
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- questions.answerAll() }()
	eachSecond := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case <-changed:
			if err := renew(); err != nil {
				return err
			}
		case <-eachSecond.C:
		}
		if err := questions.answerWaiting(); err != nil {
			return err
		}
	}
}

// follow gives a way to look at all that policies speak of, and a channel that tells when to look again.
func follow(ctx context.Context, client kubernetes.Interface) (func() (*world, error), <-chan struct{}, error) {
	factory := informers.NewSharedInformerFactory(client, 0)
	policies := factory.Networking().V1().NetworkPolicies()
	pods := factory.Core().V1().Pods()
	namespaces := factory.Core().V1().Namespaces()

	changed := make(chan struct{}, 1)
	tell := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	for _, informer := range []cache.SharedIndexInformer{policies.Informer(), pods.Informer(), namespaces.Informer()} {
		if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc:    func(any) { tell() },
			UpdateFunc: func(any, any) { tell() },
			DeleteFunc: func(any) { tell() },
		}); err != nil {
			return nil, nil, err
		}
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())

	return func() (*world, error) {
		everyPolicy, err := policies.Lister().List(labels.Everything())
		if err != nil {
			return nil, err
		}
		everyPod, err := pods.Lister().List(labels.Everything())
		if err != nil {
			return nil, err
		}
		everyNamespace, err := namespaces.Lister().List(labels.Everything())
		if err != nil {
			return nil, err
		}
		return newWorld(everyPolicy, everyPod, everyNamespace), nil
	}, changed, nil
}
