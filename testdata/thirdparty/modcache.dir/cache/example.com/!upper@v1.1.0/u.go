package upper

import (
	"example.com/low"
	"example.com/mid/inner"
)

func Name() string { return "upper " + low.Version + " " + inner.Name() }
