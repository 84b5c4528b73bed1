package sync

// A Pool keeps values for later use. Every P has a cell of its own for one
// value, which nobody contends for; what finds no room there goes to a store
// that all share. Values nobody asked for during two collections are dropped:
// the first makes them victims, which are still found, the second drops
// those. pool.cc knows how the fields lie.
type Pool struct {
	noCopy noCopy

	mu     Mutex
	known  bool // to the collector, which forgets it while it makes victims
	cells  *poolCell
	ncells int
	store  []any
	victim []any

	// New, if set, makes a value when there is none to hand out.
	New func() any
}

type poolCell struct {
	private, victim any
	_               [32]byte // to the end of a cache line
}

// The cell of the P we run on: take empties it, nil if it is empty; put fills
// it, false if it is full or there is none.
func (p *Pool) take() any
func (p *Pool) put(x any) bool

// register has the collector make victims of p's values.
func (p *Pool) register()
func runtime_procs() int

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil || p.put(x) {
		return
	}
	p.mu.Lock()
	if p.cells == nil {
		cells := make([]poolCell, runtime_procs())
		p.ncells = len(cells)
		p.cells = &cells[0]
	}
	if !p.known {
		p.known = true
		p.register()
	}
	p.store = append(p.store, x)
	p.mu.Unlock()
}

// Get takes some value out of the pool.
func (p *Pool) Get() any {
	x := p.take()
	if x != nil {
		return x
	}
	if p.cells != nil {
		p.mu.Lock()
		x = takeLast(&p.store)
		if x == nil {
			x = takeLast(&p.victim)
		}
		p.mu.Unlock()
	}
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
