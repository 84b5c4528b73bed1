package ext

func hidden() string { return "hidden" }

func Open() string { return "open" }
