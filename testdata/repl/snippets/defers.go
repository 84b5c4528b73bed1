package main

import "fmt"

func mayPanic() {
	panic("a problem")
}

func guarded() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	mayPanic()
	return nil
}

func countdown() {
	for i := 0; i < 4; i++ {
		defer fmt.Println(i)
	}
}

func counted() (n int) {
	defer func() { n *= 2 }()
	return 21
}

func main() {
	fmt.Println(guarded())
	countdown()
	fmt.Println(counted())
}
