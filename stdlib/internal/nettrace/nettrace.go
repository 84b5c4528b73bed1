// Package nettrace is how net tells net/http/httptrace of what it does.
package nettrace

// TraceKey is the key of the *Trace in a context.
type TraceKey struct{}

// LookupIPAltResolverKey is the key of a function that a test puts in the
// place of the resolver.
type LookupIPAltResolverKey struct{}

// A Trace has functions to call; each may be nil.
type Trace struct {
	DNSStart func(name string)

	// DNSDone gets addresses of type net.IPAddr.
	DNSDone func(netIPs []any, coalesced bool, err error)

	ConnectStart func(network, addr string)
	ConnectDone  func(network, addr string, err error)
}
