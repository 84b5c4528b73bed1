// run -exit=2

package main

import "fmt"

func main() {
	var x interface{} = "text"
	fmt.Println(x.(fmt.Stringer))
}
