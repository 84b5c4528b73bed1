// rundir

// A variable that //go:linkname says is another package's.
package ignored
