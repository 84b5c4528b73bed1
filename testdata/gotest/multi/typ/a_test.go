package typ

import "testing"

func TestF(t *testing.T) { missing() }
