package session

import (
	"fmt"
	"io"
)

// Warm does once, while one types the first input, what most inputs will do: the code is there then.
func Warm() {
	type point struct{ X, Y int }
	_ = showFormat([]int{1})
	_ = showFormat(map[string]int{"a": 1, "b": 2})
	_ = showFormat(&point{1, 2})
	_ = showFormat(fmt.Errorf("%w", io.EOF))
	fmt.Fprintln(io.Discard, 1, "x", 2.5, true, []int{1}, point{})
	fmt.Fprintf(io.Discard, "%d %s %v %q %.2f %T\n", 1, "x", point{}, "y", 1.5, 1)
	_ = fmt.Sprint(1)
}
