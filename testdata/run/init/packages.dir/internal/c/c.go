package c

import "example.com/order/a"

var Value = a.Trace("c var", 10)
