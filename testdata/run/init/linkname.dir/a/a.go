package a

var s = "a"

var counters = map[string]int{"x": 1}

func Get() string { return s }

func Count(k string) int { return counters[k] }
