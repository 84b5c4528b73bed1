package par

import "testing"

func TestOne(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		t.Parallel()
		t.Log("in a")
	})
	t.Log("goes on")
}
