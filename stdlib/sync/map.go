package sync

// A Map is a map[any]any that many goroutines may use at once. The calls
// lock out each other only for the moment of one map operation; Range walks
// over the keys it found at its beginning.
type Map struct {
	mu RWMutex
	m  map[any]any
}

// Load returns the value stored for key.
func (m *Map) Load(key any) (value any, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock() // an unhashable key panics
	value, ok = m.m[key]
	return value, ok
}

// Store sets the value of key.
func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Clear deletes all entries.
func (m *Map) Clear() {
	m.mu.Lock()
	clear(m.m)
	m.mu.Unlock()
}

// lock locks m for writing. The callers unlock by defer, for an unhashable
// key panics.
func (m *Map) lock() {
	m.mu.Lock()
	if m.m == nil {
		m.m = make(map[any]any)
	}
}

// LoadOrStore returns the value of key if there is one, else stores value.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.lock()
	defer m.mu.Unlock()
	if actual, loaded = m.m[key]; loaded {
		return actual, true
	}
	m.m[key] = value
	return value, false
}

// LoadAndDelete deletes key and returns the value it had.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.lock()
	defer m.mu.Unlock()
	value, loaded = m.m[key]
	delete(m.m, key)
	return value, loaded
}

// Delete deletes key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// Swap stores value for key and returns the value it had before.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.lock()
	defer m.mu.Unlock()
	previous, loaded = m.m[key]
	m.m[key] = value
	return previous, loaded
}

// CompareAndSwap stores new for key if its value equals old.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.lock()
	defer m.mu.Unlock()
	if now, ok := m.m[key]; !ok || now != old {
		return false
	}
	m.m[key] = new
	return true
}

// CompareAndDelete deletes key if its value equals old.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.lock()
	defer m.mu.Unlock()
	if now, ok := m.m[key]; !ok || now != old {
		return false
	}
	delete(m.m, key)
	return true
}

// Range calls f for the entries until it returns false. No lock is held
// meanwhile, so f may use m.
func (m *Map) Range(f func(key, value any) bool) {
	m.mu.RLock()
	keys := make([]any, 0, len(m.m))
	for k := range m.m {
		keys = append(keys, k)
	}
	m.mu.RUnlock()
	for _, k := range keys {
		if v, ok := m.Load(k); ok && !f(k, v) {
			return
		}
	}
}
