"""Signals, limits of the system and broken peers: what a program gets from outside, beside what Go's does with it.

Each case is a Go program, an environment, something done to it, and what must come out: exit code (negative: a
signal), regexps for standard output and error, the longest time it may take. Nothing hangs, nothing crashes.
"""

import dataclasses
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

HEAD = "package main\n\n"


@dataclasses.dataclass
class Case:
    name: str
    source: str
    code: int = 0
    out: str = ""
    err: str = ""
    env: dict = dataclasses.field(default_factory=dict)
    send: int = 0  # a signal, when the program has printed "ready"
    limits: tuple = ()  # ((resource, value), ...)
    head: bool = False  # its standard output is closed after the first line
    seconds: float = 20.0


BUSY = HEAD + """import "fmt"

func waiter(c chan int) { <-c }

func main() {
	c := make(chan int)
	go waiter(c)
	fmt.Println("ready")
	for i := 0; ; i++ {
	}
}
"""

ALONE = HEAD + """import "os"

func main() {
	os.Stdout.WriteString("ready\\n")
	for i := 0; ; i++ {
	}
}
"""

READING = HEAD + """import (
	"fmt"
	"os"
)

func main() {
	r, _, _ := os.Pipe()
	r.Fd() // blocks in the thread
	fmt.Println("ready")
	r.Read(make([]byte, 1))
}
"""

MANY = HEAD + """import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	c := make(chan int)
	for i := 0; i < 100000; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select {
				case <-c:
				default:
				}
			}
		}()
		if i == 0 {
			fmt.Println("ready")
		}
	}
	wg.Wait()
}
"""

PROCS = HEAD + """import (
	"fmt"
	"runtime"
)

func main() { fmt.Println(runtime.GOMAXPROCS(%s), runtime.GOMAXPROCS(0) >= 1) }
"""

GARBAGE = HEAD + """import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type node struct{ next *node; pad [1000]byte }

var keep *node

func main() {
	%s
	for i := 0; i < 20000; i++ { // 20 MB stay alive
		keep = &node{next: keep}
	}
	for i := 0; i < 30000; i++ {
		_ = append([]byte(nil), make([]byte, 1000)...)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	_ = debug.SetGCPercent
	fmt.Println(m.NumGC %s)
}
"""

MILLION = HEAD + """import (
	"fmt"
	"os"
)

var exit = os.Exit

func main() {
	block := make(chan int)
	for i := 0; i < 1000000; i++ {
		go func() { <-block }()
	}
	fmt.Println("ready")
	%s
}
"""

FDS = HEAD + """import (
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	failed := make(chan error)
	go func() {
		for {
			if _, err := l.Accept(); err != nil {
				failed <- err
				return
			}
		}
	}()
	var open []net.Conn
	for {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			fmt.Println("dial:", errors.Is(err, syscall.EMFILE))
			break
		}
		open = append(open, c)
	}
	_, err = os.Open("/dev/null")
	fmt.Println(err)
	_, _, err = os.Pipe()
	fmt.Println(err)
	select {
	case err := <-failed:
		ne, ok := err.(net.Error)
		fmt.Println("accept:", errors.Is(err, syscall.EMFILE), ok && ne.Temporary())
	case <-time.After(100 * time.Millisecond):
		fmt.Println("accept: true true") // it took none too many
	}
	for _, c := range open {
		c.Close()
	}
	f, err := os.Open("/dev/null")
	fmt.Println(f != nil, err)
}
"""

RESET = HEAD + """import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

func main() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	go func() {
		c, _ := l.Accept()
		c.Read(make([]byte, 1))
		c.(*net.TCPConn).SetLinger(0)
		c.Close()
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		fmt.Println(err)
		return
	}
	c.Write([]byte("x"))
	_, err = c.Read(make([]byte, 1))
	fmt.Println(errors.Is(err, syscall.ECONNRESET), err != nil)
	for i := 0; i < 100 && err != nil; i++ {
		if _, err = c.Write([]byte("y")); err != nil {
			fmt.Println(errors.Is(err, syscall.EPIPE))
			break
		}
	}
}
"""

PIPE = HEAD + """import (
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
)

func main() {
	r, w, _ := os.Pipe()
	r.Close()
	_, err := w.Write([]byte("x"))
	fmt.Println(err, err.(*os.PathError).Err == syscall.EPIPE)
	a, b := net.Pipe()
	b.Close()
	_, err = a.Write([]byte("x"))
	fmt.Println(err == io.ErrClosedPipe)
}
"""

FLOOD = HEAD + """import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	w := bufio.NewWriter(os.Stdout)
	for i := 0; ; i++ {
		fmt.Fprintln(w, "line", i)
	}
}
"""

EAT = HEAD + """func main() {
	var all [][]byte
	for {
		b := make([]byte, 1<<20)
		for i := range b {
			b[i] = 1
		}
		all = append(all, b)
	}
}
"""

DEADLOCKS = {
    "chan receive": "c := make(chan int); <-c",
    "chan send": "c := make(chan int); c <- 1",
    "chan receive (nil chan)": "var c chan int; <-c",
    "chan send (nil chan)": "var c chan int; c <- 1",
    "select": "c := make(chan int); select { case <-c: case c <- 1: }",
    "select (no cases)": "select {}",
    "sync.(*WaitGroup).Wait": "var wg sync.WaitGroup; wg.Add(1); wg.Wait()",
    "sync.(*Mutex).Lock": "var mu sync.Mutex; mu.Lock(); mu.Lock()",
    "sync.(*RWMutex).Lock": "var mu sync.RWMutex; mu.RLock(); mu.Lock()",
    "sync.(*RWMutex).RLock": "var mu sync.RWMutex; mu.Lock(); mu.RLock()",
    "sync.(*Cond).Wait": "var mu sync.Mutex; c := sync.NewCond(&mu); mu.Lock(); c.Wait()",
    "all of a ring": "a, b := make(chan int), make(chan int); go func() { <-a; b <- 1 }(); <-b; a <- 1",
    "a range": "c := make(chan int); for range c {}",
}

QUIT = r"\ASIGQUIT: quit\nPC=0x[0-9a-f]+ m=\d+ sigcode=0\n"
TRACES = r"(?s)" + QUIT + r"\ngoroutine 1 \[running\]:\nmain\.main\(\)\n\t.*prog\.go:\d+.*\ngoroutine \d+ \[chan receive\]:\n.*main\.waiter.*\n\nrax +0x.*\nrip +0x"
NO_MEMORY = r"fatal error: (runtime: )?(out of memory|cannot allocate memory)"


def cases():
    quit = signal.SIGQUIT
    for level in ("single", "all", "system", None):
        yield Case(f"SIGQUIT, GOTRACEBACK={level}", BUSY, 2, err=TRACES, env={"GOTRACEBACK": level}, send=quit)
    yield Case("SIGQUIT, GOTRACEBACK=none", BUSY, 2, err=QUIT + r"\Z", env={"GOTRACEBACK": "none"}, send=quit)
    yield Case("SIGQUIT, GOTRACEBACK=crash", BUSY, -signal.SIGABRT, err=TRACES, env={"GOTRACEBACK": "crash"}, send=quit)
    yield Case("SIGQUIT, GOMAXPROCS=1", BUSY, 2, err=TRACES, env={"GOMAXPROCS": "1"}, send=quit)
    yield Case("SIGQUIT, one goroutine", ALONE, 2, err=r"goroutine 1 \[running\]:\nmain\.main\(\)", send=quit)
    yield Case("SIGQUIT, in a system call", READING, 2, err=r"goroutine 1 \[.*\]:\n(.*\n)*main\.main\(\)", send=quit)
    yield Case("SIGQUIT, 100 000 goroutines", MANY, 2, err=QUIT, send=quit)
    yield Case("SIGINT, 100 000 goroutines", MANY, -signal.SIGINT, send=signal.SIGINT, seconds=5)
    yield Case("SIGTERM, 100 000 goroutines", MANY, -signal.SIGTERM, send=signal.SIGTERM, seconds=5)
    for level, traces in (("none", False), ("single", True), ("crash", True)):
        yield Case(f"panic, GOTRACEBACK={level}", HEAD + 'func main() { panic("x") }\n', -signal.SIGABRT if level == "crash" else 2,
                   err=r"\Apanic: x\n" + (r"\ngoroutine 1 \[running\]:" if traces else r"\Z"), env={"GOTRACEBACK": level})
    ncpu = len(os.sched_getaffinity(0))
    for value, shown in (("0", ncpu), ("-1", ncpu), ("abc", ncpu), ("", ncpu), ("3", 3), ("100000", r"\d+")):
        yield Case(f"GOMAXPROCS={value}", PROCS % "0", out=rf"\A{shown} true\n\Z", env={"GOMAXPROCS": value})
    for call in ("-1", "0", "100000"):
        yield Case(f"runtime.GOMAXPROCS({call})", PROCS % call, out=rf"\A{ncpu} true\n\Z", env={"GOMAXPROCS": None})
    yield Case("GOGC=off", GARBAGE % ("", "== 0"), out="true", env={"GOGC": "off"})
    yield Case("GOGC=abc", GARBAGE % ("", "> 0"), out="true", env={"GOGC": "abc"})
    yield Case("GOGC=1", GARBAGE % ("", "> 5"), out="true", env={"GOGC": "1"})
    yield Case("memory limit below the live heap", GARBAGE % ("", "> 0"), out="true", env={"GOMEMLIMIT": "5MiB", "GOGC": "off"})
    yield Case("memory limit 0", GARBAGE % ("debug.SetMemoryLimit(0)", "> 0"), out="true")
    yield Case("GOMEMLIMIT=abc", GARBAGE % ("", ">= 0"), 2, err="fatal error: malformed GOMEMLIMIT", env={"GOMEMLIMIT": "abc"})
    yield Case("ulimit -v 1 GB", EAT, 2, err=NO_MEMORY, limits=((resource.RLIMIT_AS, 1 << 30),))
    yield Case("ulimit -v 300 MB", HEAD + 'func main() { println("fits") }\n', err="fits", limits=((resource.RLIMIT_AS, 300 << 20),))
    yield Case("out of descriptors", FDS, limits=((resource.RLIMIT_NOFILE, 64),),
               out=r"\Adial: true\nopen /dev/null: too many open files\npipe2: too many open files\naccept: true true\ntrue <nil>\n\Z")
    yield Case("a peer that resets", RESET, out=r"\Atrue true\ntrue\n\Z")
    yield Case("a pipe that nobody reads", PIPE, out=r"\Awrite \|1: broken pipe true\ntrue\n\Z")
    yield Case("standard output closed by head", FLOOD, -signal.SIGPIPE, head=True, seconds=10)
    yield Case("a million goroutines blocked, main returns", MILLION % "", out="ready", seconds=60)
    yield Case("a million goroutines blocked, os.Exit", MILLION % "os.Exit(3)", 3, out="ready", seconds=60)
    yield Case("a million goroutines blocked, deadlock", MILLION % "<-block", 2, seconds=60,
               err="fatal error: all goroutines are asleep - deadlock!", env={"GOTRACEBACK": "none"})
    yield Case("a million goroutines blocked, panic", MILLION % 'panic("at the end")', 2, err=r"\Apanic: at the end\n", seconds=60)
    for what, code in DEADLOCKS.items():
        imports = 'import "sync"\n\n' if "sync." in code else ""
        yield Case(f"deadlock: {what}", HEAD + imports + "func main() { " + code + " }\n", 2,
                   err=r"\Afatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 \[")


def run_case(vole, case):
    """What is wrong with it, or ''."""
    with tempfile.TemporaryDirectory(prefix="vole-faults-") as folder:
        path = os.path.join(folder, "prog.go")
        with open(path, "w") as f:
            f.write(case.source)
        env = dict(os.environ)
        for k, v in case.env.items():
            env.pop(k, None)
            if v is not None:
                env[k] = v

        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            for what, value in case.limits:
                resource.setrlimit(what, (value, value))

        command = [os.path.abspath(vole), path]
        if vole == "go":
            binary = os.path.join(folder, "prog")
            built = subprocess.run(["go", "build", "-o", binary, path], capture_output=True, text=True)
            if built.returncode:
                return built.stderr
            command = [binary]
        start = time.monotonic()
        with tempfile.TemporaryFile() as err:
            p = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err, env=env, preexec_fn=limit)
            try:
                out = b""
                if case.send or case.head:
                    out = p.stdout.readline()
                if case.send:
                    time.sleep(0.3)
                    start = time.monotonic()
                    p.send_signal(case.send)
                if case.head:
                    p.stdout.close()
                    p.wait(case.seconds)
                else:
                    out += p.communicate(timeout=case.seconds)[0]
            except subprocess.TimeoutExpired:
                p.kill()
                p.wait()
                return f"still there after {case.seconds:.0f} s"
            finally:
                if p.stdout:
                    p.stdout.close()
            took = time.monotonic() - start
            err.seek(0)
            errors = err.read(1 << 20).decode(errors="replace")
        out = out.decode(errors="replace")
        if took > case.seconds:
            return f"took {took:.1f} s"
        if p.returncode != case.code:
            return f"exit {p.returncode}, want {case.code}: {errors[:300]}{out[:300]}"
        if case.out and not re.search(case.out, out):
            return f"standard output is {out[:300]!r}"
        if case.err and not re.search(case.err, errors):
            return f"standard error is {errors[:600]!r}"
        return ""


def run(vole):
    """[(name, what is wrong or '')]"""
    return [(c.name, run_case(vole, c)) for c in cases()]


# faults.py COMMAND [REGEXP]: a vole, or "go", and which cases; prints how long each takes.
if __name__ == "__main__":
    wanted = re.compile(sys.argv[2] if len(sys.argv) > 2 else "")
    for c in cases():
        if wanted.search(c.name):
            began = time.monotonic()
            why = run_case(sys.argv[1], c)
            print(f"{'ok  ' if not why else 'FAIL'} {time.monotonic() - began:6.2f} s  {c.name} {why}", flush=True)
