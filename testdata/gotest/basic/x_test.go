package tp_test

import (
	"testing"

	"example.com/tp"
)

func TestX(t *testing.T) {
	if tp.Add(1, 1) != 2 {
		t.Error("x")
	}
}
