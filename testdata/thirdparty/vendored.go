// rundir

// A module with a vendor directory.
package ignored
