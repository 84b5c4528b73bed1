package inner

import "example.com/low"

func Name() string { return "inner " + low.Version }
