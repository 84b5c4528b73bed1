package lib

import "example.com/far"

func Name() string { return "lib and " + far.Name }
