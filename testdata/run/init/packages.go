// rundir

// Packages of a module are initialised before those that import them.
package ignored
