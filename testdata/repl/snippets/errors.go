package main

import (
	"errors"
	"fmt"
)

type argError struct {
	arg     int
	message string
}

func (e *argError) Error() string {
	return fmt.Sprintf("%d - %s", e.arg, e.message)
}

var errOut = errors.New("out of tea")

func f(arg int) (int, error) {
	switch arg {
	case 42:
		return -1, &argError{arg, "can't work with it"}
	case 7:
		return -1, fmt.Errorf("making tea: %w", errOut)
	}
	return arg + 3, nil
}

func main() {
	for _, i := range []int{7, 42, 1} {
		if r, e := f(i); e != nil {
			fmt.Println("failed:", e)
		} else {
			fmt.Println("worked:", r)
		}
	}
	_, err := f(42)
	var ae *argError
	if errors.As(err, &ae) {
		fmt.Println(ae.arg, ae.message)
	}
	_, err = f(7)
	fmt.Println(errors.Is(err, errOut), errors.Unwrap(err) == errOut)
}
