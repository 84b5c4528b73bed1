package net

import (
	"encoding/binary"
	"strings"
)

// Kinds of records.
const (
	typeA     = 1
	typeNS    = 2
	typeCNAME = 5
	typePTR   = 12
	typeMX    = 15
	typeTXT   = 16
	typeAAAA  = 28
	typeSRV   = 33
	typeOPT   = 41
)

const (
	classINET = 1

	// What we take over UDP: what passes almost everywhere in one piece.
	maxPacket = 1232

	flagResponse      = 1 << 15
	flagAuthoritative = 1 << 10
	flagTruncated     = 1 << 9
	flagRecurse       = 1 << 8
	flagCanRecurse    = 1 << 7
	maskCode          = 15

	codeServerFailure = 2
	codeNoName        = 3
)

// newQuestion returns a question as it is sent over TCP, its length first;
// ok is false if name, which ends with a dot, does not fit.
func newQuestion(id uint16, name string, typ uint16) (q []byte, ok bool) {
	put := binary.BigEndian.AppendUint16
	q = make([]byte, 2, 64+len(name))
	q = put(put(q, id), flagRecurse)
	q = put(put(put(put(q, 1), 0), 0), 1) // one question, one record beside it
	if len(name) > 255 || !strings.HasSuffix(name, ".") {
		return nil, false
	}
	for rest := name; rest != "" && name != "."; {
		label, more, _ := strings.Cut(rest, ".")
		if n := len(label); n == 0 || n > 63 {
			return nil, false
		}
		q = append(append(q, byte(len(label))), label...)
		rest = more
	}
	q = put(put(append(q, 0), typ), classINET)
	q = put(put(append(q, 0), typeOPT), maxPacket) // how much we take
	q = append(q, 0, 0, 0, 0, 0, 0)
	binary.BigEndian.PutUint16(q, uint16(len(q)-2))
	return q, true
}

// readName reads a name, which may go on at earlier places of the message.
func readName(msg []byte, off int) (name string, next int, ok bool) {
	var b []byte
	const maxJumps = 10
	for jumps := 0; off < len(msg); {
		n := int(msg[off])
		off++
		switch n >> 6 {
		case 0:
			if n == 0 {
				if jumps == 0 {
					next = off
				}
				if len(b) == 0 {
					b = append(b, '.')
				}
				return string(b), next, len(b) <= 255
			}
			if off+n > len(msg) || strings.IndexByte(string(msg[off:off+n]), '.') >= 0 {
				return "", 0, false
			}
			b = append(append(b, msg[off:off+n]...), '.')
			off += n
		case 3:
			if off >= len(msg) {
				return "", 0, false
			}
			if jumps == 0 {
				next = off + 1
			}
			if jumps++; jumps > maxJumps {
				return "", 0, false
			}
			off = n&63<<8 | int(msg[off])
		default:
			return "", 0, false
		}
	}
	return "", 0, false
}

// A dnsRecord is one of a reply.
type dnsRecord struct {
	name string
	typ  uint16
	off  int // of its data in the message
	data []byte
}

// A dnsReply is a reply whose question has been read.
type dnsReply struct {
	msg     []byte
	id      uint16
	flags   uint16
	name    string // of the question
	typ     uint16
	class   uint16
	answers []dnsRecord
	broken  bool // behind these answers
}

// parseReply returns nil unless msg has a header and questions.
func parseReply(msg []byte) *dnsReply {
	if len(msg) < 12 {
		return nil
	}
	at := func(off int) uint16 { return binary.BigEndian.Uint16(msg[off:]) }
	r := &dnsReply{msg: msg, id: at(0), flags: at(2)}
	off := 12
	for i := range int(at(4)) {
		name, next, ok := readName(msg, off)
		if !ok || next+4 > len(msg) {
			return nil
		}
		if i == 0 {
			r.name, r.typ, r.class = name, at(next), at(next+2)
		}
		off = next + 4
	}
	for range at(6) {
		name, next, ok := readName(msg, off)
		if !ok || next+10 > len(msg) {
			r.broken = true
			break
		}
		end := next + 10 + int(at(next+8))
		if end > len(msg) {
			r.broken = true
			break
		}
		r.answers = append(r.answers, dnsRecord{name, at(next), next + 10, msg[next+10 : end]})
		off = end
	}
	return r
}

// answersTo reports whether r is the reply to that question.
func (r *dnsReply) answersTo(id uint16, name string, typ uint16) bool {
	return r.flags&flagResponse != 0 && r.id == id && r.typ == typ && r.class == classINET && strings.EqualFold(r.name, name)
}

// number and host read data of a record.
func (a dnsRecord) number(off int) (uint16, bool) {
	if off+2 > len(a.data) {
		return 0, false
	}
	return binary.BigEndian.Uint16(a.data[off:]), true
}

func (r *dnsReply) host(a dnsRecord, off int) (string, bool) {
	if off >= len(a.data) {
		return "", false
	}
	name, _, ok := readName(r.msg, a.off+off)
	return name, ok
}

// text joins the pieces of a TXT record.
func (a dnsRecord) text() (string, bool) {
	var b []byte
	for p := a.data; len(p) > 0; {
		n := 1 + int(p[0])
		if n > len(p) {
			return "", false
		}
		b = append(b, p[1:n]...)
		p = p[n:]
	}
	return string(b), true
}
