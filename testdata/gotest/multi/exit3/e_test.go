package exit3

import (
	"os"
	"testing"
)

func TestExit(t *testing.T) { os.Exit(3) }
