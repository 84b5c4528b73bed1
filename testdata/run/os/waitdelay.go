// run -oracle=no

// What came with Go 1.20: Cancel and WaitDelay.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"
)

func main() {
	// The shell ends; its child holds the pipe.
	cmd := exec.Command("sh", "-c", "sleep 3 & echo out")
	var b bytes.Buffer
	cmd.Stdout = &b
	cmd.WaitDelay = 50 * time.Millisecond
	start := time.Now()
	err := cmd.Run()
	fmt.Printf("%v %q %v\n", err, b.String(), time.Since(start) < 2*time.Second)

	ctx, cancel := context.WithTimeout(context.Background(), 600*time.Millisecond)
	defer cancel()
	cmd = exec.CommandContext(ctx, "sh", "-c", "trap '' INT; sleep 3")
	cmd.Stdout = &b
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 50 * time.Millisecond
	start = time.Now()
	fmt.Println(cmd.Run(), time.Since(start) < 2*time.Second)

	ctx, cancel = context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	cmd = exec.CommandContext(ctx, "sh", "-c", "trap 'exit 0' TERM; sleep 0.2 & wait")
	cmd.Cancel = func() error { cmd.Process.Kill(); return fmt.Errorf("no") }
	fmt.Println(cmd.Run())
	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	fmt.Println(exec.CommandContext(ctx, "true").Run())
}
