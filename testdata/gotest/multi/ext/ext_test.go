package ext_test

import (
	"fmt"
	"testing"

	. "example.com/multi/ext"
	"example.com/multi/mainp/dep"
)

func TestHidden(t *testing.T) {
	if Hidden() != "hidden" || dep.Name() != "dep open" {
		t.Fail()
	}
}

func ExampleOpen() {
	fmt.Println(Open())

	fmt.Println()
	fmt.Println("end ")
	// Output: open
	//
	// end
}

func ExampleHidden() { fmt.Println(Hidden()) }

func Example() {
	fmt.Println("a\tb")
	/*
	   not the output
	*/

	// OUTPUT:
	//   a	b
}

func Example_none() {
	// Output:
}

func Example_unordered() {
	for _, s := range []string{"x", "y"} {
		fmt.Println(s)
	}
	// Unordered output:
	// z
	// x
}
