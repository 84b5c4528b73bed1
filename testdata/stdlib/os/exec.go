// Running other programs.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	out, err := exec.Command("echo", "hello", "there").Output()
	fmt.Printf("%q %v\n", out, err)
	c := exec.Command("cat")
	c.Stdin = strings.NewReader("through cat\n")
	var b bytes.Buffer
	c.Stdout = &b
	fmt.Println(c.Run(), b.String(), c.ProcessState)
	err = exec.Command("sh", "-c", "echo oops >&2; exit 3").Run()
	var ee *exec.ExitError
	fmt.Println(err, errors.As(err, &ee), ee.ExitCode())
	out, err = exec.Command("sh", "-c", "echo a; echo b >&2").CombinedOutput()
	fmt.Printf("%q %v\n", out, err)
	_, err = exec.LookPath("no-such-program-here")
	fmt.Println(err)
	fmt.Println(exec.Command("no-such-program-here").Run())
	fmt.Println(exec.Command("/no/such").Run())
	c = exec.Command("sh", "-c", "read x; echo got $x $V")
	c.Env = append(os.Environ(), "V=1", "V=2")
	in, _ := c.StdinPipe()
	so, _ := c.StdoutPipe()
	fmt.Println(c.Start())
	io.WriteString(in, "line\n")
	in.Close()
	out, err = io.ReadAll(so)
	fmt.Printf("%q %v %v\n", out, err, c.Wait())
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	fmt.Println(exec.CommandContext(ctx, "sleep", "10").Run() != nil)

	sig := make(chan os.Signal, 1)
	signal.Notify(sig, syscall.SIGUSR1)
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
	fmt.Println(<-sig)
	signal.Stop(sig)
}
