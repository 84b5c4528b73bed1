"""The limits of `vole run`: programs that run away or do what is forbidden, each stopped by its flag with status 3 and a
message. limitsbench prints how long after the limit the process was gone."""

import os
import re
import select
import subprocess
import tempfile
import time

HEAD = "package main\n\n"

LOOP = HEAD + 'import "fmt"\n\nfunc main() {\n\tfmt.Println("before")\n\tfor {\n\t}\n}\n'
LOOPS = HEAD + "func main() {\n\tfor i := 0; i < 8; i++ {\n\t\tgo func() {\n\t\t\tfor {\n\t\t\t}\n\t\t}()\n\t}\n\tfor {\n\t}\n}\n"
BLOCKED = HEAD + ('import "os"\n\nfunc main() {\n\tr, _, _ := os.Pipe()\n\tfor i := 0; i < 20; i++ {\n\t\tgo func() {\n'
                  '\t\t\tr.Read(make([]byte, 1))\n\t\t}()\n\t}\n\tr.Read(make([]byte, 1))\n}\n')
NATIVE = HEAD + ('import (\n\t"bytes"\n\t"strings"\n)\n\nfunc main() {\n\ts := strings.Repeat("ab", 1<<24)\n\tfor {\n'
                 '\t\tbytes.Count([]byte(s), []byte("a"))\n\t\tstrings.Repeat(s, 8)\n\t}\n}\n')
SLEEP = HEAD + 'import "time"\n\nfunc main() {\n\ttime.Sleep(time.Hour)\n}\n'
GC = HEAD + ("type T struct {\n\tl, r *T\n}\n\nfunc tree(n int) *T {\n\tif n == 0 {\n\t\treturn &T{}\n\t}\n\treturn &T{tree(n - 1), tree(n - 1)}\n}\n\n"
             "var keep = tree(18)\n\nfunc main() {\n\tfor {\n\t\ttree(10)\n\t}\n}\n")
FORK = HEAD + "func f() {\n\tfor {\n\t\tgo f()\n\t}\n}\n\nfunc main() {\n\tf()\n}\n"
PARKED = HEAD + "func main() {\n\tc := make(chan int)\n\tfor {\n\t\tgo func() { <-c }()\n\t}\n}\n"
LIST = HEAD + "type T struct {\n\tnext *T\n\tb    [100]int\n}\n\nfunc main() {\n\tvar l *T\n\tfor {\n\t\tl = &T{next: l}\n\t}\n}\n"
BLOCKS = HEAD + "func main() {\n\tvar l [][]byte\n\tfor {\n\t\tl = append(l, make([]byte, 1<<20))\n\t}\n}\n"
DOUBLED = HEAD + 'func main() {\n\ts := "x"\n\tfor {\n\t\ts += s\n\t}\n}\n'
MAP = HEAD + "func main() {\n\tm := map[int]int{}\n\tfor i := 0; ; i++ {\n\t\tm[i] = i\n\t}\n}\n"
HUGE = HEAD + "func main() {\n\tn := 1 << 40\n\tprintln(len(make([]byte, n)))\n}\n"
RECURSION = HEAD + "func f(n int) int {\n\tvar a [50]int\n\ta[n%50] = n\n\treturn f(n+1) + a[(n+1)%50]\n}\n\nfunc main() {\n\tprintln(f(0))\n}\n"
GARBAGE = HEAD + ('import "fmt"\n\nvar sink []byte\n\nfunc main() {\n\tn := 0\n\tfor i := 0; i < 1000; i++ {\n\t\tsink = make([]byte, 5<<20)\n'
                  '\t\tn += len(sink)\n\t}\n\tfmt.Println(n)\n}\n')
PRINT = HEAD + 'import "fmt"\n\nfunc main() {\n\tfor i := 0; ; i++ {\n\t\tfmt.Println("line", i)\n\t}\n}\n'
PRINTLN = HEAD + 'func main() {\n\tfor i := 0; ; i++ {\n\t\tprintln("line", i)\n\t}\n}\n'
WRITE = HEAD + 'import (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tfmt.Println("before")\n\tfmt.Println(os.WriteFile("out.txt", []byte("x"), 0o666))\n}\n'
READ = HEAD + ('import (\n\t"fmt"\n\t"os"\n\t"time"\n)\n\nfunc main() {\n\tfmt.Println(time.Now().Local().Year() > 2000)\n'
               '\t_, err := os.ReadFile("%s")\n\tfmt.Println(err)\n}\n')
REMOVE = HEAD + 'import (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tfmt.Println(os.Remove("prog.go"))\n}\n'
DIAL = HEAD + 'import (\n\t"fmt"\n\t"net"\n)\n\nfunc main() {\n\tc, err := net.Dial("tcp", "127.0.0.1:9")\n\tfmt.Println(c, err)\n}\n'
LISTEN = HEAD + 'import (\n\t"fmt"\n\t"net"\n)\n\nfunc main() {\n\tc, err := net.Listen("tcp", "127.0.0.1:0")\n\tfmt.Println(c, err)\n}\n'
EXEC = HEAD + 'import (\n\t"fmt"\n\t"os/exec"\n)\n\nfunc main() {\n\tout, err := exec.Command("/bin/echo", "hi").Output()\n\tfmt.Println(out, err)\n}\n'
RAWEXEC = HEAD + ('import (\n\t"fmt"\n\t"syscall"\n\t"unsafe"\n)\n\nfunc main() {\n\tp, _ := syscall.BytePtrFromString("/bin/echo")\n'
                  '\tfmt.Println(syscall.RawSyscall(59, uintptr(unsafe.Pointer(p)), 0, 0))\n}\n')
RAW = HEAD + 'import (\n\t"fmt"\n\t"syscall"\n)\n\nfunc main() {\n\tfmt.Println(syscall.RawSyscall(%s, 0, %s, 0))\n}\n'
BINDS = HEAD + 'import (\n\t"fmt"\n\t"net"\n)\n\nfunc main() {\n\tl, err := net.Listen("unix", "sock")\n\tfmt.Println(l, err)\n}\n'
ATTACK = HEAD + ('import (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tf, err := os.OpenFile("/dev/null", os.O_RDWR, 0)\n\tfmt.Println(f != nil, err)\n'
                 '\tfmt.Println(os.%s)\n}\n')
KILL = HEAD + 'import (\n\t"fmt"\n\t"syscall"\n)\n\nfunc main() {\n\tfmt.Println(syscall.Kill(1, 0))\n}\n'
CCALL = HEAD + ('import (\n\t"fmt"\n\t"github.com/ebitengine/purego"\n)\n\nfunc main() {\n\th, err := purego.Dlopen("libc.so.6", purego.RTLD_NOW)\n'
                '\tfmt.Println(h != 0, err)\n}\n')
IMPORTS = HEAD + 'import (\n\t"fmt"\n\t"os/exec"\n\t"unsafe"\n)\n\nfunc main() {\n\tfmt.Println(exec.ErrNotFound, unsafe.Sizeof(0))\n}\n'
HELLO = HEAD + 'import "fmt"\n\nfunc main() {\n\tfmt.Println("hello")\n}\n'

# name, flags, program, status, stdout (regexp for the whole), stderr (regexp for the whole)
TIME = r"vole: limit: program ran longer than -timeout {}\n"
MEM = r"vole: limit: program needs more memory than -max-mem {}\n"
CASES = [
    ("an endless loop", ["-timeout", "300ms"], LOOP, 3, r"before\n", TIME.format("300ms")),
    ("endless loops on every processor", ["-timeout=300ms"], LOOPS, 3, r"", TIME.format("300ms")),
    ("all blocked in system calls", ["-timeout", "300ms"], BLOCKED, 3, r"", TIME.format("300ms")),
    ("natives that run long", ["-timeout", "0.3s"], NATIVE, 3, r"", TIME.format("0.3s")),
    ("a sleep", ["-timeout", "300ms"], SLEEP, 3, r"", TIME.format("300ms")),
    ("always collecting", ["-timeout", "500ms"], GC, 3, r"", TIME.format("500ms")),
    ("a fork-bomb of goroutines", ["-max-goroutines", "10000"], FORK, 3, r"", r"vole: limit: program has more goroutines than -max-goroutines 10000\n"),
    ("a fork-bomb, by memory", ["-max-mem", "64M"], FORK, 3, r"", MEM.format("64M")),
    ("parked goroutines", ["-max-goroutines", "1000"], PARKED, 3, r"", r"vole: limit: program has more goroutines than -max-goroutines 1000\n"),
    ("an endless list", ["-max-mem", "64M"], LIST, 3, r"", MEM.format("64M")),
    ("endless blocks", ["-max-mem", "64MiB"], BLOCKS, 3, r"", MEM.format("64MiB")),
    ("a string doubled for ever", ["-max-mem", "64M"], DOUBLED, 3, r"", MEM.format("64M")),
    ("a map without end", ["-max-mem", "64M"], MAP, 3, r"", MEM.format("64M")),
    ("one huge make", ["-max-mem", "64M"], HUGE, 3, r"", MEM.format("64M")),
    ("endless recursion", ["-max-mem", "64M"], RECURSION, 3, r"", MEM.format("64M")),
    ("garbage alone is no reason", ["-max-mem", "32M", "-timeout", "60s"], GARBAGE, 0, r"5242880000\n", r""),
    ("an endless print", ["-max-output", "100K"], PRINT, 3, r"(?s)(?=.{102400}\Z)line 0\nline 1\n.*", r"vole: limit: program wrote more than -max-output 100K\n"),
    ("an endless println", ["-max-output", "1000"], PRINTLN, 3, r"", r"(?s)(?=.{1000}vole:)line 0\nline 1\n.*vole: limit: program wrote more than -max-output 1000\n"),
    ("a write to a forbidden file", ["-allow", "fs=ro"], WRITE, 3, r"before\n", r"vole: limit: fs=ro: open out\.txt for writing\n"),
    ("a file removed", ["-deny", "fs=ro"], REMOVE, 3, r"", r"vole: limit: fs=ro: unlink prog\.go\n"),
    ("reading is not writing", ["-allow", "fs=ro"], READ % "/etc/passwd", 0, r"true\n<nil>\n", r""),
    ("a file read", ["-allow", "fs=none"], READ % "/etc/passwd", 3, r"true\n", r"vole: limit: fs=none: open /etc/passwd\n"),
    ("a forbidden dial", ["-allow", "net=none"], DIAL, 3, r"", r"vole: limit: net=none: connect 127\.0\.0\.1:9\n"),
    ("a forbidden listen", ["-allow", "net=none"], LISTEN, 3, r"", r"vole: limit: net=none: listen 127\.0\.0\.1:\d+\n"),
    ("a forbidden command", ["-allow", "exec=none"], EXEC, 3, r"", r"vole: limit: exec=none: exec /bin/echo\n"),
    ("a forbidden exec", ["-allow", "exec=none"], RAWEXEC, 3, r"", r"vole: limit: exec=none: exec /bin/echo\n"),
    ("a forbidden kill", ["-allow", "exec=none"], KILL, 3, r"", r"vole: limit: exec=none: kill of process 1\n"),
    ("calls of the second numbering", ["-allow", "exec=none"], RAW % ("1<<30|59", "0"), 3, r"", r"vole: limit: exec=none: system call 1073741883\n"),
    ("calls later than the lists", ["-allow", "fs=ro"], RAW % ("452", "0"), 3, r"", r"vole: limit: fs=ro: system call 452\n"),
    ("io_uring", ["-allow", "net=none"], RAW % ("425", "0"), 3, r"", r"vole: limit: net=none: io_uring_setup\n"),
    ("typing into the terminal", ["-allow", "exec=none"], RAW % ("syscall.SYS_IOCTL", "0x5412"), 3, r"", r"vole: limit: exec=none: ioctl TIOCSTI\n"),
    ("a socket's file", ["-allow", "fs=ro"], BINDS, 3, r"", r"vole: limit: fs=ro: bind sock\n"),
    ("a link", ["-allow", "fs=ro"], ATTACK % 'Symlink("prog.go", "out.txt")', 3, r"true <nil>\n", r"vole: limit: fs=ro: symlink out\.txt\n"),
    ("a directory", ["-allow", "fs=ro"], ATTACK % 'MkdirAll("a/b", 0o777)', 3, r"true <nil>\n", r"vole: limit: fs=ro: mkdir a\n"),
    ("a mode", ["-allow", "fs=ro"], ATTACK % 'Chmod("prog.go", 0)', 3, r"true <nil>\n", r"vole: limit: fs=ro: chmod prog\.go\n"),
    ("a renamed file", ["-allow", "fs=ro"], ATTACK % 'Rename("prog.go", "out.txt")', 3, r"true <nil>\n", r"vole: limit: fs=ro: rename prog\.go\n"),
    ("a truncated file", ["-allow", "fs=ro"], ATTACK % 'Truncate("prog.go", 0)', 3, r"true <nil>\n", r"vole: limit: fs=ro: truncate prog\.go\n"),
    ("a file looked up", ["-allow", "fs=none"], ATTACK % 'Stat("prog.go")', 3, r"true <nil>\n", r"vole: limit: fs=none: stat prog\.go\n"),
    ("a directory read", ["-allow", "fs=none"], ATTACK % 'ReadDir(".")', 3, r"true <nil>\n", r"vole: limit: fs=none: open \.\n"),
    ("a process' memory", ["-allow", "fs=ro"], ATTACK % 'OpenFile("/proc/self/mem", os.O_RDWR, 0)', 3, r"true <nil>\n", r"vole: limit: fs=ro: open /proc/self/mem for writing\n"),
    ("C, since a class is forbidden", ["-allow", "fs=ro"], CCALL, 3, r"", r"vole: limit: c=none: dlopen libc\.so\.6\n"),
    ("C all the same", ["-allow", "fs=ro,c=any"], CCALL, 0, r"true <nil>\n", r""),
    ("imports denied", ["-deny", "os/...,unsafe"], IMPORTS, 3, r"", r'prog\.go:5:2: import "os/exec" is not allowed \(-deny\)\nprog\.go:6:2: import "unsafe" is not allowed \(-deny\)\n'),
    ("imports not allowed", ["-allow", "fmt,unsafe"], IMPORTS, 3, r"", r'prog\.go:5:2: import "os/exec" is not allowed \(-allow\)\n'),
    ("nothing hit", ["-timeout", "1m", "-max-mem", "1G", "-max-goroutines", "1", "-max-output", "6", "-allow", "std,fs=none,net=none,exec=none"], HELLO, 0, r"hello\n", r""),
    ("a wrong duration", ["-timeout", "2"], HELLO, 2, r"", r'(?s)vole: invalid value "2" for flag -timeout: parse error\n.*'),
    ("a wrong size", ["-max-mem", "64X"], HELLO, 2, r"", r'(?s)vole: invalid value "64X" for flag -max-mem: parse error\n.*'),
    ("a wrong class", ["-allow", "fs=maybe"], HELLO, 2, r"", r'(?s)vole: invalid value "fs=maybe" for flag -allow: .*'),
]

# Generous: machines that test are busy.
PATIENCE = 20


def run_one(vole, folder, flags, program, tail=("prog.go",), stdin=b""):
    with open(os.path.join(folder, "prog.go"), "w", encoding="utf-8") as f:
        f.write(program)
    try:
        r = subprocess.run([vole, "run", *flags, *tail], cwd=folder, input=stdin, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None, "", ""
    return r.returncode, r.stdout.decode(errors="replace"), r.stderr.decode(errors="replace")


def judge(got, want):
    code, out, err = got
    if code is None:
        return f"not stopped within {PATIENCE} s"
    if code != want[0]:
        return f"exit {code}, want {want[0]}: {err[-500:]}"
    for what, text, rx in (("stdout", out, want[1]), ("stderr", err, want[2])):
        if not re.fullmatch(rx, text):
            return f"{what} is {text[:300]!r}"
    return ""


def undrained(vole, folder):
    """An endless print into a pipe nobody reads, and the same for stderr: the time-out still ends it."""
    for name, program, fd in (("stdout", PRINT, 1), ("stderr", PRINTLN, 2)):
        with open(os.path.join(folder, "prog.go"), "w", encoding="utf-8") as f:
            f.write(program)
        r, w = os.pipe()
        p = subprocess.Popen([vole, "run", "-timeout", "300ms", "prog.go"], cwd=folder, stdin=subprocess.DEVNULL,
                             stdout=w if fd == 1 else subprocess.DEVNULL, stderr=w if fd == 2 else subprocess.DEVNULL)
        os.close(w)
        why = ""
        try:
            if p.wait(PATIENCE) != 3:
                why = f"exit {p.returncode}"
        except subprocess.TimeoutExpired:
            p.kill()
            why = f"not stopped within {PATIENCE} s"
        os.close(r)
        yield f"an endless print on {name} that nobody reads", why


def run(vole):
    """[(name, what is wrong or '')]"""
    vole = os.path.abspath(vole)
    results = []
    with tempfile.TemporaryDirectory(prefix="vole-runlimits-") as folder:
        for name, flags, program, *want in CASES:
            results.append((f"limit: {name}", judge(run_one(vole, folder, flags, program), want)))
            if os.path.exists(os.path.join(folder, "out.txt")) or not os.path.exists(os.path.join(folder, "prog.go")):
                results.append((f"limit: {name}", "the file was changed all the same"))
        for name, why in undrained(vole, folder):
            results.append((f"limit: {name}", why))
        want = (3, "", TIME.format("300ms"))
        results.append(("limit: -e", judge(run_one(vole, folder, ["-timeout", "300ms"], HELLO, ("-e", "for {}")), want)))
        results.append(("limit: standard input", judge(run_one(vole, folder, ["-timeout", "300ms"], HELLO, ("-",), LOOPS.encode()), want)))
        test = os.path.join(folder, "t")
        os.mkdir(test)
        with open(os.path.join(test, "go.mod"), "w", encoding="utf-8") as f:
            f.write("module example.com/a\n\ngo 1.19\n")
        with open(os.path.join(test, "a_test.go"), "w", encoding="utf-8") as f:
            f.write('package a\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestA(t *testing.T) {\n\tos.WriteFile("out.txt", nil, 0o666)\n}\n')
        for name, flags, code, rx in (
                ("vole test", ["-max-mem", "1G", "-allow", "fs=ro"], 1, r"(?s)vole: limit: fs=ro: open out\.txt for writing\nexit status 3\nFAIL\t.*"),
                ("vole test, an import", ["-deny", "os"], 2, r'(?s).*a_test\.go:4:2: import "os" is not allowed \(-deny\)\n.*FAIL\t.*')):
            r = subprocess.run([vole, "test", *flags], cwd=test, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
            out = r.stdout.decode(errors="replace")
            ok = re.fullmatch(rx, out) and r.returncode in (1, 2)
            results.append((f"limit: {name}", "" if ok else f"exit {r.returncode}: {out}"))
    return results


# ---- tools/limitsbench

STAMP = '\n\nfunc stamp(n int) {\n\tos.Stdout.WriteString(strconv.Itoa(n) + "\\n")\n}\n'


def reaction(vole, folder, flags, program, timeout=None):
    """Status, and milliseconds from the limit to the message and to the end of the process. timeout: the limit is that long
    after the start; else it is met after the last line the program wrote."""
    with open(os.path.join(folder, "prog.go"), "w", encoding="utf-8") as f:
        f.write(program)
    start = time.monotonic()
    p = subprocess.Popen([vole, "run", *flags, "prog.go"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    last, said = start, None
    fds = [p.stdout.fileno(), p.stderr.fileno()]
    while fds:
        for fd in select.select(fds, [], [])[0]:
            if not os.read(fd, 1 << 16):
                fds.remove(fd)
            elif fd == p.stdout.fileno():
                last = time.monotonic()
            else:
                said = said or time.monotonic()
    p.wait()
    end = time.monotonic()
    since = start + timeout if timeout else last
    return p.returncode, ((said or end) - since) * 1000, (end - since) * 1000


def stamped(body, before=""):
    return HEAD + 'import (\n\t"os"\n\t"strconv"\n)\n' + STAMP + before + "\nfunc main() {\n" + body + "}\n"


BENCH = [
    ("endless loop, -timeout 1s", ["-timeout", "1s"], LOOP, 1.0),
    ("endless loops on every processor, -timeout 1s", ["-timeout", "1s"], LOOPS, 1.0),
    ("blocked in system calls, -timeout 1s", ["-timeout", "1s"], BLOCKED, 1.0),
    ("long natives, -timeout 1s", ["-timeout", "1s"], NATIVE, 1.0),
    ("always collecting, -timeout 2s", ["-timeout", "2s"], GC, 2.0),
    ("goroutines, -max-goroutines 100000", ["-max-goroutines", "100000"],
     stamped("\tc := make(chan int)\n\tfor i := 0; ; i++ {\n\t\tgo func() { <-c }()\n\t\tif i%1000 == 0 {\n\t\t\tstamp(i)\n\t\t}\n\t}\n"), None),
    ("a list, -max-mem 100M", ["-max-mem", "100M"],
     stamped("\tvar l *T\n\tfor i := 0; ; i++ {\n\t\tl = &T{next: l}\n\t\tif i%1000 == 0 {\n\t\t\tstamp(i)\n\t\t}\n\t}\n",
             "\ntype T struct {\n\tnext *T\n\tb    [100]int\n}\n"), None),
    ("a list, -max-mem 1G", ["-max-mem", "1G"],
     stamped("\tvar l *T\n\tfor i := 0; ; i++ {\n\t\tl = &T{next: l}\n\t\tif i%1000 == 0 {\n\t\t\tstamp(i)\n\t\t}\n\t}\n",
             "\ntype T struct {\n\tnext *T\n\tb    [100]int\n}\n"), None),
    ("blocks of 1 MB, -max-mem 1G", ["-max-mem", "1G"],
     stamped("\tvar l [][]byte\n\tfor i := 0; ; i++ {\n\t\tl = append(l, make([]byte, 1<<20))\n\t\tstamp(i)\n\t}\n"), None),
    ("recursion, -max-mem 100M", ["-max-mem", "100M"],
     stamped("\tf(0)\n", "\nfunc f(n int) int {\n\tvar a [50]int\n\ta[n%50] = n\n\tif n%1000 == 0 {\n\t\tstamp(n)\n\t}\n\treturn f(n+1) + a[(n+1)%50]\n}\n"), None),
    ("endless print, -max-output 10M", ["-max-output", "10M"], PRINT, None),
    ("a forbidden write, -allow fs=ro", ["-allow", "fs=ro"], WRITE, None),
    ("a forbidden dial, -allow net=none", ["-allow", "net=none"], stamped('\tstamp(1)\n\tc, err := net.Dial("tcp", "127.0.0.1:9")\n\tprintln(c, err)\n').replace('\t"os"', '\t"net"\n\t"os"'), None),
    ("a forbidden command, -allow exec=none", ["-allow", "exec=none"],
     stamped('\tstamp(1)\n\texec.Command("/bin/echo").Run()\n').replace('\t"os"', '\t"os"\n\t"os/exec"'), None),
]


def bench(vole, rounds):
    worst = 0
    with tempfile.TemporaryDirectory(prefix="vole-runlimits-") as folder:
        for name, flags, program, timeout in BENCH:
            said, gone = [], []
            for _ in range(rounds):
                code, a, b = reaction(vole, folder, flags, program, timeout)
                if code != 3:
                    print(f"{name}: exit {code}")
                    return 1
                said.append(a)
                gone.append(b)
            said.sort()
            gone.sort()
            worst = max(worst, said[-1])
            print(f"{name:48} message after {said[len(said) // 2]:6.1f} ms (at most {said[-1]:6.1f}), "
                  f"memory given back after {gone[len(gone) // 2]:6.1f} ms", flush=True)
    print(f"from the limit to the message, after which nothing runs: at most {worst:.1f} ms")
    return 0
