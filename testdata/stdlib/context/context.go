// Cancellation, deadlines and values.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type key string

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	fmt.Println(ctx, ctx.Err())
	child, cancel2 := context.WithTimeout(ctx, time.Hour)
	defer cancel2()
	v := context.WithValue(child, key("k"), 42)
	fmt.Println(v.Value(key("k")), v.Value("k"), v.Value(key("none")))
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); <-v.Done() }()
	}
	cancel()
	wg.Wait()
	fmt.Println(ctx.Err(), child.Err(), v.Err(), errors.Is(v.Err(), context.Canceled))
	d, cancel3 := context.WithTimeout(context.TODO(), time.Millisecond)
	defer cancel3()
	select {
	case <-d.Done():
	case <-time.After(10 * time.Second):
		fmt.Println("late")
	}
	_, has := d.Deadline()
	fmt.Println(d.Err(), has, errors.Is(d.Err(), context.DeadlineExceeded))
	fmt.Println(context.Background(), context.TODO())
	defer func() { fmt.Println(recover()) }()
	context.WithValue(context.Background(), []int{}, 1)
}
