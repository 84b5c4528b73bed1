package b

import (
	"example.com/order/a"
	"example.com/order/internal/c"
)

var V = a.Trace("b var", 3) + c.Value

func init() { a.Trace("b init", V) }
