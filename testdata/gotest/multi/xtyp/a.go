package xtyp

func F() int { return 1 }
