// run

// os.File on the poller: closing wakes those who wait, deadlines, texts of errors, children.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

func main() {
	// A reader is woken by Close.
	r, w, err := os.Pipe()
	if err != nil {
		fmt.Println(err)
		return
	}
	done := make(chan error)
	go func() {
		_, err := r.Read(make([]byte, 1))
		done <- err
	}()
	time.Sleep(20 * time.Millisecond)
	fmt.Println("close:", r.Close())
	err = <-done
	fmt.Println(err, errors.Is(err, os.ErrClosed))
	fmt.Println("again:", r.Close())
	_, err = r.Read(make([]byte, 1))
	fmt.Println(err)
	_, err = w.Write([]byte("x"))
	fmt.Println(err, errors.Is(err, syscall.EPIPE))
	w.Close()

	// Deadlines.
	r, w, _ = os.Pipe()
	fmt.Println(r.SetReadDeadline(time.Now().Add(20 * time.Millisecond)))
	n, err := r.Read(make([]byte, 1))
	fmt.Println(n, err, errors.Is(err, os.ErrDeadlineExceeded), os.IsTimeout(err))
	var ne net.Error
	fmt.Println(errors.As(err, &ne) && ne.Timeout())
	r.SetReadDeadline(time.Time{})
	w.SetWriteDeadline(time.Now().Add(20 * time.Millisecond))
	n, err = w.Write(make([]byte, 1<<20))
	fmt.Println(n, err)
	w.SetWriteDeadline(time.Time{})
	go func() {
		time.Sleep(5 * time.Millisecond)
		r.SetReadDeadline(time.Unix(1, 0))
	}()
	total := 0
	for {
		n, err = r.Read(make([]byte, 4096))
		total += n
		if err != nil {
			break
		}
	}
	fmt.Println(total, err)
	r.Close()
	w.Close()

	// Many writers, many readers, one pipe.
	r, w, _ = os.Pipe()
	var wg, rg sync.WaitGroup
	var mu sync.Mutex
	var got [256]int
	for i := 0; i < 4; i++ {
		rg.Add(1)
		go func() {
			defer rg.Done()
			b := make([]byte, 512)
			for {
				n, err := r.Read(b)
				if err == io.EOF {
					return
				}
				if err != nil {
					fmt.Println(err)
					return
				}
				mu.Lock()
				for _, c := range b[:n] {
					got[c]++
				}
				mu.Unlock()
			}
		}()
	}
	for i := 0; i < 8; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			b := make([]byte, 3000)
			for k := range b {
				b[k] = byte(i)
			}
			for k := 0; k < 100; k++ {
				if n, err := w.Write(b); n != len(b) || err != nil {
					fmt.Println(n, err)
				}
			}
		}()
	}
	wg.Wait()
	w.Close()
	rg.Wait()
	fmt.Println(got[:8])

	// Waiting writers are woken by Close.
	r, w, _ = os.Pipe()
	errs := make(chan error)
	for i := 0; i < 3; i++ {
		go func() {
			_, err := w.Write(make([]byte, 1<<20))
			errs <- err
		}()
	}
	time.Sleep(20 * time.Millisecond)
	w.Close()
	for i := 0; i < 3; i++ {
		fmt.Println(<-errs)
	}

	// Regular files: no deadline; text of errors on closed ones.
	f, _ := os.CreateTemp("", "poll")
	defer os.Remove(f.Name())
	name := f.Name()
	fmt.Println(f.SetDeadline(time.Now()), f.SetDeadline(time.Now()) == os.ErrNoDeadline)
	f.Close()
	show := func(err error) {
		var pe *os.PathError
		if errors.As(err, &pe) {
			fmt.Println(pe.Op, pe.Path == name, pe.Err)
			return
		}
		fmt.Println(err)
	}
	show(f.SetDeadline(time.Now()))
	_, err = f.Stat()
	show(err)
	show(f.Sync())
	show(f.Chmod(0600))
	show(f.Truncate(0))
	show(f.Chdir())
	_, err = f.ReadAt(make([]byte, 1), 0)
	show(err)
	_, err = f.WriteAt(make([]byte, 1), 0)
	show(err)
	_, err = f.Seek(0, 0)
	show(err)
	_, err = f.ReadDir(1)
	show(err)
	show(f.Close())
	var nf *os.File
	fmt.Println(nf.Close(), nf.Sync(), nf.SetDeadline(time.Now()))

	// Raw access.
	r, w, _ = os.Pipe()
	rc, _ := r.SyscallConn()
	go func() { time.Sleep(40 * time.Millisecond); w.Write([]byte("raw")) }()
	calls := 0
	b := make([]byte, 10)
	err = rc.Read(func(fd uintptr) bool {
		calls++
		n, err = syscall.Read(int(fd), b)
		return err != syscall.EAGAIN
	})
	fmt.Println(string(b[:n]), err, calls)

	// A child's pipes.
	cmd := exec.Command("cat")
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	cmd.Start()
	go func() { fmt.Fprint(in, "from the child"); in.Close() }()
	all, _ := io.ReadAll(out)
	fmt.Println(string(all), cmd.Wait())
	_, err = out.Read(b)
	fmt.Println(err)

	// Killing it while one waits for it.
	cmd = exec.Command("sleep", "100")
	fmt.Println(cmd.Start())
	go func() { time.Sleep(5 * time.Millisecond); cmd.Process.Kill() }()
	fmt.Println(cmd.Wait())
	fmt.Println(cmd.Process.Kill())
}
