package xdep

func F() int { return "s" }
