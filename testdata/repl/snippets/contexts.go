package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	fmt.Println(wait(ctx, time.Hour))
	cancel()
	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	err := wait(ctx, time.Hour)
	fmt.Println(errors.Is(err, context.Canceled))
	fmt.Println(wait(context.Background(), time.Millisecond))
	type key string
	ctx = context.WithValue(context.Background(), key("user"), "me")
	fmt.Println(ctx.Value(key("user")), ctx.Value(key("none")))
}
