package badsig

import "testing"

func Testlower(x int) {}

func TestF(t *testing.B) {}
