// Signals come to channels: to all that want them, in order, dropped where a channel is full; contexts end by them.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

func send(s syscall.Signal) {
	if err := syscall.Kill(os.Getpid(), s); err != nil {
		fmt.Println("kill:", err)
	}
}

func next(c chan os.Signal) any {
	select {
	case s := <-c:
		return s
	case <-time.After(2 * time.Second):
		return "nothing"
	}
}

func main() {
	usr1, both := make(chan os.Signal, 1), make(chan os.Signal, 10)
	signal.Notify(usr1, syscall.SIGUSR1)
	signal.Notify(both, syscall.SIGUSR1, syscall.SIGUSR2)
	send(syscall.SIGUSR1)
	fmt.Println(next(usr1), next(both))
	send(syscall.SIGUSR2)
	fmt.Println(next(both), len(usr1))

	// One by one, a thousand arrive; with nobody reading, one stays.
	got := 0
	for i := 0; i < 1000; i++ {
		send(syscall.SIGUSR1)
		if next(both) == syscall.SIGUSR1 {
			got++
		}
	}
	fmt.Println(got, len(usr1), next(usr1))

	signal.Stop(both)
	send(syscall.SIGUSR1)
	fmt.Println(next(usr1), len(both))

	signal.Ignore(syscall.SIGUSR1)
	fmt.Println(signal.Ignored(syscall.SIGUSR1), signal.Ignored(syscall.SIGUSR2))
	send(syscall.SIGUSR1)
	signal.Reset(syscall.SIGUSR1)
	fmt.Println(signal.Ignored(syscall.SIGUSR1), len(usr1))

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	send(syscall.SIGINT)
	<-ctx.Done()
	fmt.Println(ctx.Err())
	stop()

	// While others compute, wait and come and go.
	var wg sync.WaitGroup
	hup := make(chan os.Signal, 100)
	signal.Notify(hup, syscall.SIGHUP)
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			c := make(chan os.Signal, 1)
			for j := 0; j < 50; j++ {
				signal.Notify(c, syscall.SIGHUP)
				send(syscall.SIGHUP)
				next(c)
				signal.Stop(c)
			}
		}(i)
	}
	wg.Wait()
	fmt.Println(next(hup))
}
