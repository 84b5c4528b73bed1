package miss

import (
	"testing"

	"example.com/nosuch"
)

func TestF(t *testing.T) { nosuch.F() }
