package xdep_test

import (
	"testing"

	"example.com/multi/xdep"
)

func TestF(t *testing.T) { xdep.F() }
