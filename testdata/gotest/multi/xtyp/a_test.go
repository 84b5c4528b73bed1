package xtyp_test

import "testing"

func TestF(t *testing.T) { missing() }
