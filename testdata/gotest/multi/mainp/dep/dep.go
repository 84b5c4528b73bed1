package dep

import "example.com/multi/ext"

func Name() string { return "dep " + ext.Open() }
