package syn

func F() int { return 1

func g() { x := }
