package early

import (
	"fmt"
	"testing"
)

func init() { fmt.Println("init of early") }

func TestMain(m *testing.M) { fmt.Println("no m.Run") }

func TestF(t *testing.T) { t.Fatal("not run") }
