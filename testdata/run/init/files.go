// rundir -oracle=no

// Variables of several files: where their initialisers stand.
package ignored
