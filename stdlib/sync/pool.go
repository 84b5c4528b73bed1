package sync

// A Pool keeps values for later use. Values nobody asked for during two
// collections are dropped: at the first the store becomes the victim store,
// which is still searched, at the second it goes.
type Pool struct {
	noCopy noCopy

	mu     Mutex
	cycle  uint32 // collection count that store belongs to
	store  []any
	victim []any

	// New, if set, makes a value when there is none to hand out.
	New func() any
}

// age drops what is too old. p.mu is held.
func (p *Pool) age() {
	now := runtime_gcCycle()
	switch now - p.cycle {
	case 0:
		return
	case 1:
		p.victim = p.store
	default:
		p.victim = nil
	}
	p.store = nil
	p.cycle = now
}

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.mu.Lock()
	p.age()
	p.store = append(p.store, x)
	p.mu.Unlock()
}

// Get takes some value out of the pool.
func (p *Pool) Get() any {
	p.mu.Lock()
	p.age()
	x := takeLast(&p.store)
	if x == nil {
		x = takeLast(&p.victim)
	}
	p.mu.Unlock()
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}

func takeLast(list *[]any) any {
	n := len(*list)
	if n == 0 {
		return nil
	}
	x := (*list)[n-1]
	(*list)[n-1] = nil
	*list = (*list)[:n-1]
	return x
}
