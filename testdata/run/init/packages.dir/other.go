package main

import . "example.com/order/a"

func other() string { return Name + Type{7}.String() }
