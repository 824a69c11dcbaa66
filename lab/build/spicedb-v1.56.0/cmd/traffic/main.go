// Command traffic asks a SpiceDB for permission checks, and writes with a read-back, at a fixed rate.
// It answers every second with one line of JSON, and once more with the sum when it ends. Calls give
// up after two seconds and are never retried, so that nothing is smoothed over.
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	v1 "github.com/authzed/authzed-go/proto/authzed/api/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// The key is read from the environment: arguments show in the list of processes.
const keyVariable = "SPICEDB_PRESHARED_KEY"

// Groups within groups, so that one check has parts to dispatch to other members.
const schema = `
definition user {}

definition group {
	relation member: user | group#member
}

definition document {
	relation reader: user | group#member
	permission read = reader
}`

const (
	documents     = 60
	usersPerGroup = 40
	callTimeout   = 2 * time.Second
	slowCall      = 500 * time.Millisecond
)

type options struct {
	address     string
	useTLS      bool
	rate        int
	connections int
	writeEvery  int
	duration    time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.address, "address", "", "host:port of the SpiceDB service")
	flag.BoolVar(&o.useTLS, "tls", false, "use TLS, without verifying the certificate")
	flag.IntVar(&o.rate, "rate", 30, "calls per second")
	flag.IntVar(&o.connections, "connections", 9, "connections to spread the calls over")
	flag.IntVar(&o.writeEvery, "write-every", 20, "every n-th call writes and reads back; 0 for none")
	flag.DurationVar(&o.duration, "duration", 0, "how long to run; 0 until stopped")
	flag.Parse()
	if o.address == "" || o.rate < 1 || o.connections < 1 || os.Getenv(keyVariable) == "" {
		fmt.Fprintf(os.Stderr, "traffic needs -address, a rate and connections of at least 1, and %s in its environment\n", keyVariable)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if o.duration > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.duration)
		defer cancel()
	}
	if err := drive(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "traffic:", err)
		os.Exit(1)
	}
}

type client struct {
	v1.PermissionsServiceClient
	v1.SchemaServiceClient
}

func dial(o options) ([]client, error) {
	transport := insecure.NewCredentials()
	if o.useTLS {
		transport = credentials.NewTLS(&tls.Config{InsecureSkipVerify: true})
	}
	key := os.Getenv(keyVariable)
	withKey := func(ctx context.Context, method string, request, reply any, connection *grpc.ClientConn, invoke grpc.UnaryInvoker, rest ...grpc.CallOption) error {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+key)
		return invoke(ctx, method, request, reply, connection, rest...)
	}
	streamWithKey := func(ctx context.Context, description *grpc.StreamDesc, connection *grpc.ClientConn, method string, open grpc.Streamer, rest ...grpc.CallOption) (grpc.ClientStream, error) {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+key)
		return open(ctx, description, connection, method, rest...)
	}
	clients := make([]client, 0, o.connections)
	for range o.connections {
		connection, err := grpc.NewClient(o.address,
			grpc.WithTransportCredentials(transport),
			grpc.WithUnaryInterceptor(withKey),
			grpc.WithStreamInterceptor(streamWithKey),
			grpc.WithDisableRetry(),
		)
		if err != nil {
			return nil, err
		}
		clients = append(clients, client{v1.NewPermissionsServiceClient(connection), v1.NewSchemaServiceClient(connection)})
	}
	return clients, nil
}

func relationship(resource, resourceID, relation, subject, subjectID, subjectRelation string) *v1.Relationship {
	return &v1.Relationship{
		Resource: &v1.ObjectReference{ObjectType: resource, ObjectId: resourceID},
		Relation: relation,
		Subject: &v1.SubjectReference{
			Object:           &v1.ObjectReference{ObjectType: subject, ObjectId: subjectID},
			OptionalRelation: subjectRelation,
		},
	}
}

func touch(relationships ...*v1.Relationship) *v1.WriteRelationshipsRequest {
	request := &v1.WriteRelationshipsRequest{}
	for _, one := range relationships {
		request.Updates = append(request.Updates, &v1.RelationshipUpdate{
			Operation:    v1.RelationshipUpdate_OPERATION_TOUCH,
			Relationship: one,
		})
	}
	return request
}

// Each document is read by an outer group, whose members are those of an inner group.
// The token says from when on the answers are known.
func seed(ctx context.Context, c client) (*v1.ZedToken, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	// A service's address answers a moment after its pods are ready.
	if _, err := c.WriteSchema(ctx, &v1.WriteSchemaRequest{Schema: schema}, grpc.WaitForReady(true)); err != nil {
		return nil, fmt.Errorf("the schema could not be written: %w", err)
	}
	var seeded *v1.ZedToken
	for d := range documents {
		outer, inner := fmt.Sprintf("outer%d", d), fmt.Sprintf("inner%d", d)
		relationships := []*v1.Relationship{
			relationship("document", fmt.Sprintf("d%d", d), "reader", "group", outer, "member"),
			relationship("group", outer, "member", "group", inner, "member"),
		}
		for u := range usersPerGroup {
			relationships = append(relationships, relationship("group", inner, "member", "user", fmt.Sprintf("u%d-%d", d, u), ""))
		}
		answer, err := c.WriteRelationships(ctx, touch(relationships...))
		if err != nil {
			return nil, fmt.Errorf("the relationships could not be written: %w", err)
		}
		seeded = answer.WrittenAt
	}
	return seeded, nil
}

var errWrong = errors.New("wrong answer")

// A check whose right answer is known: half of the users belong to another document's group.
func check(ctx context.Context, c client, seeded *v1.ZedToken) error {
	document, owner := rand.IntN(documents), rand.IntN(documents)
	if rand.IntN(2) == 0 {
		owner = document
	}
	answer, err := c.CheckPermission(ctx, &v1.CheckPermissionRequest{
		Consistency: &v1.Consistency{Requirement: &v1.Consistency_AtLeastAsFresh{AtLeastAsFresh: seeded}},
		Resource:    &v1.ObjectReference{ObjectType: "document", ObjectId: fmt.Sprintf("d%d", document)},
		Permission:  "read",
		Subject:     &v1.SubjectReference{Object: &v1.ObjectReference{ObjectType: "user", ObjectId: fmt.Sprintf("u%d-%d", owner, rand.IntN(usersPerGroup))}},
	})
	if err != nil {
		return err
	}
	allowed := answer.Permissionship == v1.CheckPermissionResponse_PERMISSIONSHIP_HAS_PERMISSION
	if allowed != (document == owner) {
		return errWrong
	}
	return nil
}

func write(ctx context.Context, c client, written *sync.Map) error {
	user := fmt.Sprintf("w%d", rand.Int64())
	if _, err := c.WriteRelationships(ctx, touch(relationship("group", "written", "member", "user", user, ""))); err != nil {
		return err
	}
	written.Store(user, true)
	return nil
}

// Counts the writes that were acknowledged and are not there.
func lostWrites(c client, written *sync.Map) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	stream, err := c.ReadRelationships(ctx, &v1.ReadRelationshipsRequest{
		Consistency:        &v1.Consistency{Requirement: &v1.Consistency_FullyConsistent{FullyConsistent: true}},
		RelationshipFilter: &v1.RelationshipFilter{ResourceType: "group", OptionalResourceId: "written"},
		// The connection may just be looking for a pod in the place of one that went.
	}, grpc.WaitForReady(true))
	if err != nil {
		return 0, err
	}
	found := map[string]bool{}
	for {
		answer, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, err
		}
		found[answer.Relationship.Subject.Object.ObjectId] = true
	}
	lost := 0
	written.Range(func(user, _ any) bool {
		if !found[user.(string)] {
			lost++
		}
		return true
	})
	return lost, nil
}

type tally struct {
	Calls  int            `json:"calls"`
	Failed int            `json:"failed"`
	Slow   int            `json:"slow"`
	Wrong  int            `json:"wrong"`
	Writes int            `json:"writes"`
	Codes  map[string]int `json:"codes,omitempty"`
}

func (t *tally) add(o tally) {
	t.Calls += o.Calls
	t.Failed += o.Failed
	t.Slow += o.Slow
	t.Wrong += o.Wrong
	t.Writes += o.Writes
	for code, count := range o.Codes {
		if t.Codes == nil {
			t.Codes = map[string]int{}
		}
		t.Codes[code] += count
	}
}

func drive(ctx context.Context, o options) error {
	clients, err := dial(o)
	if err != nil {
		return err
	}
	seeded, err := seed(ctx, clients[0])
	if err != nil {
		return err
	}
	var (
		lock    sync.Mutex
		second  tally
		total   tally
		written sync.Map
		calls   sync.WaitGroup
	)
	one := func(number int) {
		defer calls.Done()
		c := clients[number%len(clients)]
		call, cancel := context.WithTimeout(context.Background(), callTimeout)
		defer cancel()
		began := time.Now()
		isWrite := o.writeEvery > 0 && number%o.writeEvery == 0
		var err error
		if isWrite {
			err = write(call, c, &written)
		} else {
			err = check(call, c, seeded)
		}
		took := time.Since(began)
		seen := tally{Calls: 1}
		switch {
		case errors.Is(err, errWrong):
			seen.Wrong = 1
		case err != nil:
			seen.Failed = 1
			seen.Codes = map[string]int{status.Code(err).String(): 1}
		case took > slowCall:
			seen.Slow = 1
		}
		if isWrite && err == nil {
			seen.Writes = 1
		}
		lock.Lock()
		defer lock.Unlock()
		second.add(seen)
		total.add(seen)
	}
	lines := json.NewEncoder(os.Stdout)
	pace := time.NewTicker(time.Second / time.Duration(o.rate))
	defer pace.Stop()
	report := time.NewTicker(time.Second)
	defer report.Stop()
	for number := 0; ; {
		select {
		case <-pace.C:
			number++
			calls.Add(1)
			go one(number)
		case <-report.C:
			lock.Lock()
			_ = lines.Encode(map[string]tally{"second": second})
			second = tally{}
			lock.Unlock()
		case <-ctx.Done():
			calls.Wait()
			lost, err := lostWrites(clients[0], &written)
			if err != nil {
				return fmt.Errorf("the written relationships could not be read back (%s): %w", codes.Code(status.Code(err)), err)
			}
			return lines.Encode(map[string]any{"total": total, "lostWrites": lost})
		}
	}
}
