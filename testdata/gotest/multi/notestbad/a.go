package notestbad

func F() int { return "q" }
