// rundir
