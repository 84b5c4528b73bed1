package notest

func F() int { return 1 }
