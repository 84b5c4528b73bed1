// run
package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
)

type P struct {
	X, Y int
	Name string
}

func main() {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(P{1, 2, "q"}); err != nil {
		fmt.Println(err)
	}
	var p P
	fmt.Println(gob.NewDecoder(&b).Decode(&p), p)
}
