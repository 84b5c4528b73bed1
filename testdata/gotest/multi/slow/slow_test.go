package slow

import (
	"testing"
	"time"
)

func TestQuick(t *testing.T) {}

func TestSlow(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		c := make(chan int)
		go func() {
			time.Sleep(time.Hour)
			c <- 1
		}()
		<-c
	})
}
