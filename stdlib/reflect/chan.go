package reflect

import "unsafe"

// MakeChan returns a new channel of type typ.
func MakeChan(typ Type, buffer int) Value {
	if typ.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if typ.ChanDir() != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	t := typ.(*rtype)
	return Value{t, makechan(t, buffer), flag(Chan)}
}

// Close closes the channel v.
func (v Value) Close() {
	v.must(Chan, "Close")
	v.mustBeExported("Close")
	if v.typ_.chanDir()&SendDir == 0 {
		panic("reflect: close of receive-only channel")
	}
	chanclose(v.pointer())
}

// Recv receives from the channel v, waiting if need be.
func (v Value) Recv() (x Value, ok bool) {
	v.must(Chan, "Recv")
	v.mustBeExported("Recv")
	return v.recv(false)
}

// TryRecv receives from the channel v if that needs no waiting.
func (v Value) TryRecv() (x Value, ok bool) {
	v.must(Chan, "TryRecv")
	v.mustBeExported("TryRecv")
	return v.recv(true)
}

func (v Value) recv(noWait bool) (Value, bool) {
	if v.typ_.chanDir()&RecvDir == 0 {
		panic("reflect: recv on send-only channel")
	}
	t := v.typ_.elem
	p := unsafe_New(t)
	selected, ok := chanrecv(v.pointer(), noWait, p)
	if !selected {
		return Value{}, false
	}
	return load(t, p, 0), ok
}

// Send sends x on the channel v, waiting if need be.
func (v Value) Send(x Value) {
	v.must(Chan, "Send")
	v.mustBeExported("Send")
	v.send(x, false)
}

// TrySend sends x on the channel v if that needs no waiting.
func (v Value) TrySend(x Value) bool {
	v.must(Chan, "TrySend")
	v.mustBeExported("TrySend")
	return v.send(x, true)
}

func (v Value) send(x Value, noWait bool) bool {
	if v.typ_.chanDir()&SendDir == 0 {
		panic("reflect: send on recv-only channel")
	}
	x.mustBeExported("Send")
	x = x.assignTo("reflect.Value.Send", v.typ_.elem, nil)
	return chansend(v.pointer(), x.addr(), noWait)
}

// A SelectDir says what a SelectCase does.
type SelectDir int

const (
	_ SelectDir = iota
	SelectSend
	SelectRecv
	SelectDefault
)

// A SelectCase is one case of Select.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value
}

// runtimeSelect is a SelectCase as the leaf rselect takes it.
type runtimeSelect struct {
	dir int            // a SelectDir
	ch  unsafe.Pointer // the channel
	val unsafe.Pointer // what to send, or where to receive to
}

// Select does what a select statement with these cases would do.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	run := make([]runtimeSelect, len(cases))
	hasDefault := false
	for i := range cases {
		c := &cases[i]
		r := &run[i]
		r.dir = int(c.Dir)
		switch c.Dir {
		default:
			panic("reflect.Select: invalid Dir")
		case SelectDefault:
			if hasDefault {
				panic("reflect.Select: multiple default cases")
			}
			hasDefault = true
			if c.Chan.IsValid() {
				panic("reflect.Select: default case has Chan value")
			}
			if c.Send.IsValid() {
				panic("reflect.Select: default case has Send value")
			}
		case SelectSend:
			ch := c.Chan
			if !ch.IsValid() {
				break
			}
			ch.must(Chan, "Select")
			ch.mustBeExported("Select")
			if ch.typ_.chanDir()&SendDir == 0 {
				panic("reflect.Select: SendDir case using recv-only channel")
			}
			r.ch = ch.pointer()
			v := c.Send
			if !v.IsValid() {
				panic("reflect.Select: SendDir case missing Send value")
			}
			v.mustBeExported("Select")
			v = v.assignTo("reflect.Select", ch.typ_.elem, nil)
			r.val = v.addr()
		case SelectRecv:
			if c.Send.IsValid() {
				panic("reflect.Select: RecvDir case has Send value")
			}
			ch := c.Chan
			if !ch.IsValid() {
				break
			}
			ch.must(Chan, "Select")
			ch.mustBeExported("Select")
			if ch.typ_.chanDir()&RecvDir == 0 {
				panic("reflect.Select: RecvDir case using send-only channel")
			}
			r.ch = ch.pointer()
			r.val = unsafe_New(ch.typ_.elem)
		}
	}
	chosen, recvOK = rselect(run)
	if run[chosen].dir == int(SelectRecv) {
		recv = load(cases[chosen].Chan.typ_.elem, run[chosen].val, 0)
	}
	return chosen, recv, recvOK
}
