package cov

import "testing"

func Test(t *testing.T) {
	var x T
	t.Log(x.Method(1), x.Method(0), table["inc"](1))
	t.Log(Loops(4), Switches(1), Switches("abcd"), Switches(2.5))
	t.Log(Selects(make(chan int, 1)), Gotos(3), Cond(true, false), Cond(false, true))
	empty()
	t.Log(generic(map[int]int{1: 2}), literal()[1]())
	if testing.CoverMode() == "" && testing.Coverage() != 0 {
		t.Error(testing.Coverage())
	}
}
