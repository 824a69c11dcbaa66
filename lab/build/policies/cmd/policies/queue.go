package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net/netip"
	"sync"
	"time"

	"github.com/mdlayher/netlink"
	core "k8s.io/api/core/v1"
)

// What linux/netfilter/nfnetlink_queue.h calls them.
const (
	netfilterFamily = 12 // NETLINK_NETFILTER
	queueSubsystem  = 3 << 8

	messagePacket  = queueSubsystem | 0
	messageVerdict = queueSubsystem | 1
	messageConfig  = queueSubsystem | 2

	configCommand = 1
	configCopy    = 2
	commandBind   = 1
	copyPacket    = 2

	attributeHeader  = 1
	attributeVerdict = 2
	attributePayload = 10

	verdictDrop   = 0
	verdictAccept = 1
)

// The longest header of IPv4, and the ports behind it.
const headerBytes = 64

var protocols = map[byte]core.Protocol{6: core.ProtocolTCP, 17: core.ProtocolUDP, 132: core.ProtocolSCTP}

// How long a packet may wait for the cluster to hear of an address. Who sent it will send it again.
const patience = 5 * time.Second

// An answer to the question whether a packet may pass.
type answer int

const (
	drop answer = iota
	pass
	// Nobody can tell yet who is at one of its ends.
	later
)

// A question is a packet that waits in the kernel.
type question struct {
	id     []byte
	packet packet
	asked  time.Time
}

// A queue is where the kernel asks about packets.
type queue struct {
	connection *netlink.Conn
	decide     func(packet) answer
	lock       sync.Mutex
	waiting    []question
}

func listen(decide func(packet) answer) (*queue, error) {
	connection, err := netlink.Dial(netfilterFamily, nil)
	if err != nil {
		return nil, err
	}
	// A packet that finds no room is dropped, and is sent again; the others must not suffer.
	if err := connection.SetOption(netlink.NoENOBUFS, true); err != nil {
		return nil, err
	}
	q := &queue{connection: connection, decide: decide}
	encoder := netlink.NewAttributeEncoder()
	encoder.Bytes(configCommand, []byte{commandBind, 0, 0, 0})
	encoder.Bytes(configCopy, append(binary.BigEndian.AppendUint32(nil, headerBytes), copyPacket))
	return q, q.send(messageConfig, encoder)
}

func (q *queue) send(kind netlink.HeaderType, attributes *netlink.AttributeEncoder) error {
	encoded, err := attributes.Encode()
	if err != nil {
		return err
	}
	// Any family, version 0, and the queue.
	header := binary.BigEndian.AppendUint16([]byte{0, 0}, queueNumber)
	_, err = q.connection.Send(netlink.Message{
		Header: netlink.Header{Type: kind, Flags: netlink.Request},
		Data:   append(header, encoded...),
	})
	return err
}

// answerAll says of each packet whether it may pass, for as long as the kernel asks.
func (q *queue) answerAll() error {
	for {
		messages, err := q.connection.Receive()
		if errors.Is(err, fs.ErrNotExist) {
			// A packet that was answered too late: it has gone with the pod that it came from or went to.
			continue
		}
		if err != nil {
			return fmt.Errorf("the kernel's questions about packets: %w", err)
		}
		for _, message := range messages {
			if message.Header.Type != messagePacket || len(message.Data) < 4 {
				continue
			}
			if err := q.hear(message.Data[4:]); err != nil {
				return err
			}
		}
	}
}

func (q *queue) hear(attributes []byte) error {
	decoder, err := netlink.NewAttributeDecoder(attributes)
	if err != nil {
		return err
	}
	var id, payload []byte
	for decoder.Next() {
		switch decoder.Type() {
		case attributeHeader:
			id = decoder.Bytes()[:4]
		case attributePayload:
			payload = decoder.Bytes()
		}
	}
	if err := decoder.Err(); err != nil {
		return err
	}
	p, spokenOf := read(payload)
	if !spokenOf {
		// Policies speak of three protocols only; what the API leaves open, a ping for one, passes.
		return q.say(id, pass)
	}
	return q.answer(question{id, p, time.Now()})
}

// answerWaiting looks again at the packets that nobody could tell about.
func (q *queue) answerWaiting() error {
	q.lock.Lock()
	waiting := q.waiting
	q.waiting = nil
	q.lock.Unlock()
	for _, one := range waiting {
		if err := q.answer(one); err != nil {
			return err
		}
	}
	return nil
}

func (q *queue) answer(one question) error {
	said := q.decide(one.packet)
	if said != later {
		return q.say(one.id, said)
	}
	if time.Since(one.asked) > patience {
		log.Printf("dropped %s from %s to %s: nobody knows whose address it is", one.packet.protocol, one.packet.from, one.packet.to)
		return q.say(one.id, drop)
	}
	q.lock.Lock()
	defer q.lock.Unlock()
	q.waiting = append(q.waiting, one)
	return nil
}

func (q *queue) say(id []byte, said answer) error {
	verdict := uint32(verdictDrop)
	if said == pass {
		verdict = verdictAccept
	}
	encoder := netlink.NewAttributeEncoder()
	encoder.Bytes(attributeVerdict, append(binary.BigEndian.AppendUint32(nil, verdict), id...))
	return q.send(messageVerdict, encoder)
}

// read takes an IPv4 packet apart.
func read(bytes []byte) (packet, bool) {
	if len(bytes) < 20 || bytes[0]>>4 != 4 {
		return packet{}, false
	}
	protocol, spokenOf := protocols[bytes[9]]
	ports := int(bytes[0]&0xf) * 4
	if !spokenOf || len(bytes) < ports+4 {
		return packet{}, false
	}
	end := func(address, port int) netip.AddrPort {
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte(bytes[address:])), binary.BigEndian.Uint16(bytes[port:]))
	}
	return packet{protocol, end(12, ports), end(16, ports+2)}, true
}
