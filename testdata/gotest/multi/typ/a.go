package typ

func F() int { return "a" }
