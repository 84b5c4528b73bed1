package iter

import "runtime"

func goexit() { runtime.Goexit() }
