package generic

import "testing"

func check[T Number](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSum(t *testing.T) {
	check(t, Sum(1, 2), 3)
	check(t, Sum(1.5, 2), 3)
}
