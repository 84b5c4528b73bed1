package cover2_test

import (
	"testing"

	"example.com/multi/cover2"
)

func Test(t *testing.T) { cover2.Twice(1) }
