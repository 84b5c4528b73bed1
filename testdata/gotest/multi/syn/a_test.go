package syn

import "testing"

func TestF(t *testing.T) {}
