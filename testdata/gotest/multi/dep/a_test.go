package dep

import (
	"testing"

	"example.com/multi/typ"
)

func TestF(t *testing.T) { typ.F() }
