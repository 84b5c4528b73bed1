"""tools/test repl: the read-eval-print loop.

- dialogues in a pseudo-terminal (testlib/dialogues.py), and the programs `:write` made of them under go;
- the snippets of testdata/repl/snippets, typed line by line, against the same program run as a file;
- standard input that is no terminal, of absurd size;
- SIGINT at seeded moments; random keys.
"""

import concurrent.futures
import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

import dialogues
import process

SNIPPET_SIZE = (50, 200)


def statements(text):
    """The lines one would type for a program: its declarations, then main's body."""
    lines, in_main = [], False
    for line in text.split("\n"):
        if line.startswith("package "):
            continue
        if line == "func main() {":
            in_main = True
        elif in_main and line == "}":
            in_main = False
        elif line.strip():
            lines.append(line[1:] if in_main else line)
    return lines


class Typist:
    """A session into which lines are typed one after the other."""

    def __init__(self, vole, size=(24, 80), args=(), editrc=""):
        self.home = tempfile.mkdtemp(prefix="vole-typist-")
        if editrc:
            with open(os.path.join(self.home, ".editrc"), "w") as f:
                f.write(editrc)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "VOLE_", "LC_"))}
        env.update(HOME=self.home, TERM="xterm", LANG="C.UTF-8")
        self.session = dialogues.Session([vole, *args], env, self.home, *size)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def ready(self, timeout=None):
        """The prompt, or None."""
        self.session.until(lambda: self.session.prompt() is not None, timeout)
        return self.session.prompt()

    def enter(self, line):
        """Types the line; what is printed up to the next prompt."""
        s = self.session
        if self.ready() is None:
            raise dialogues.Failure(f"no prompt for {line!r}")
        y = s.screen.y
        # A tab at the begin of a line is one, but elsewhere completes.
        s.send(line.replace("\t", "    ") + "\r")
        if not s.until(lambda: s.screen.y > y and s.prompt() is not None):
            raise dialogues.Failure(f"no prompt after {line!r}: " + "\n".join(s.screen.block(y, len(s.screen.lines))[-8:]))
        return s.screen.block(y, s.screen.y)[1:]

    def leave(self):
        self.ready()
        self.session.send("\x04")
        return self.session.wait()


def snippet(vole, path):
    """What is wrong, or ''."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    want = process.run([vole, "run", path], timeout=60, merge=True)
    if want.code != 0:
        return f"the file: {want.how()}: {want.out[-500:]}"
    got = []
    try:
        with Typist(vole, SNIPPET_SIZE) as t:
            for line in statements(text):
                got += t.enter(line)
            code = t.leave()
    except dialogues.Failure as e:
        return str(e)
    if code != 0:
        return f"exit {code}"
    # A terminal shows no blanks at a line's end and no tabs.
    expected = [line.expandtabs(8).rstrip() for line in want.out.rstrip("\n").split("\n")]
    if [g.rstrip() for g in got] != expected:
        return "other output than the file's:\n" + "\n".join(
            dialogues.difflib.unified_diff(expected, got, "file", "typed", lineterm="", n=2))
    return ""


def snippets(root, vole, jobs):
    folder = os.path.join(root, "testdata/repl/snippets")
    paths = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(".go"))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for path, why in zip(paths, pool.map(lambda p: snippet(vole, p), paths)):
            yield os.path.relpath(path, root), why


# What runs when the signal comes. Each must leave the session answering.
VICTIMS = [
    "for {}",
    "time.Sleep(time.Hour)",
    "select {}",
    "<-hold",
    "fib(40)",
    "for i := 0; ; i++ { fmt.Println(i) }",
    "for { s = append(s[:0], make([]int, 1000)...) }",
    "for { m := map[int]int{}; for i := 0; i < 1000; i++ { m[i] = i } }",
    "for { go func() {}(); runtime.Gosched() }",
    "wait.Lock(); wait.Unlock()",
    "for { func() { defer func() { recover() }(); panic(1) }() }",
    "sort.Slice(make([]int, 1<<20), func(i, j int) bool { return i%7 < j%5 })",
    "strings.Repeat(\"x\", 1<<20)[1000]",
    "runtime.GC()",
    "for { json.Marshal(map[string]any{\"a\": []int{1, 2, 3}}) }",
    "1 + 1",
    "x := 5",
    "type T struct{ A, B int }",
    "func g(n int) int { return n + 1 }",
    "if true {",
    "undefined + 1",
    "fmt.Sprint(\"x\"",
    # A package's first use is when its tables are made.
    "regexp.MustCompile(`\\pL+`).FindString(\"42 abc\")",
    "time.Date(2020, 1, 2, 3, 4, 5, 6, time.UTC).Format(time.RFC1123)",
    "http.StatusText(404)",
    "html.UnescapeString(\"&lt;&eacute;\")",
    "mime.TypeByExtension(\".html\")",
    "url.Parse(\"http://a/b?c\")",
    "big.NewRat(1, 3).FloatString(20)",
    "xml.Marshal(struct{ A int }{1})",
    "template.New(\"t\").Parse(\"{{.X}}\")",
    "crc32.ChecksumIEEE([]byte(\"x\"))",
]
PREPARE = ["hold := make(chan int)", "go func() { time.Sleep(time.Hour); hold <- 1 }()",
           "func fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }", "var s []int",
           "var wait sync.Mutex", "wait.Lock()"]


# What the editor writes when it has taken a line: pastes are no longer bracketed.
TAKEN = b"\x1b[?2004l"


def tail(session):
    return session.log[-600:].decode("utf-8", "replace")


def answers(typist):
    """Whether the session comes to answer. A signal may have come before its input, which runs then, or waits for its
    other lines; so each question that stays without an answer is followed by an interrupt, which drops it."""
    s = typist.session
    end = time.monotonic() + dialogues.TIMEOUT
    for number in itertools.count(1):
        mark = len(s.log)
        s.send(f"-{number}+0\r")
        if s.until(lambda: TAKEN + b"-%d\r\n" % number in s.log[mark:], 0.5 * number) and typist.ready() == "> ":
            return True
        if s.ended or time.monotonic() > end:
            return False
        s.send("\x03")


def interrupts(vole, seed, rounds):
    """SIGINT at random moments of one session; what is wrong, or ''."""
    rng = random.Random(seed)
    history = []
    try:
        with Typist(vole, (24, 200)) as t:
            s = t.session
            for line in PREPARE:
                t.enter(line)
            for i in range(rounds):
                victim = rng.choice(VICTIMS)
                delay = rng.choice([0, 0.0002, 0.001, 0.005, 0.02, 0.05]) * rng.random() * 2
                begun, by_key = rng.random() < 0.5, rng.random() < 0.5

                def interrupt():
                    if by_key:
                        s.send("\x03")
                    else:
                        os.kill(s.process.pid, signal.SIGINT)

                if not answers(t):
                    return f"seed {seed}, round {i}: no answer after {history[-2:]}\n" + tail(s)
                history.append(f"{victim!r}, {'begun' if begun else 'sent'} {delay * 1000:.2f} ms before")
                mark = len(s.log)
                s.send(victim + "\r")
                if begun and not s.until(lambda: TAKEN in s.log[mark:]):
                    return f"seed {seed}, round {i}: the line is not taken, {history[-2:]}\n" + tail(s)
                deadline = time.monotonic() + delay
                while time.monotonic() < deadline:
                    s.pump(deadline - time.monotonic())
                interrupt()
                # Once is enough for what had begun. The prompt may be the one for more lines.
                if begun and not s.until(lambda: s.prompt() is not None):
                    return f"seed {seed}, round {i}: one interrupt does not end it, {history[-2:]}\n" + tail(s)
            if not answers(t):
                return f"seed {seed}: no answer after {history[-1:]}\n" + tail(s)
            code = t.leave()
            if code != 0:
                return f"seed {seed}: exit {code}"
    except dialogues.Failure as e:
        return f"seed {seed}: {e}; {history[-2:]}"
    return ""


def garbage(vole, seed, rounds):
    """Random bytes, keys, pastes and window sizes, emacs and vi keys; what is wrong, or ''."""
    rng = random.Random(seed)
    # What leaves, stops or kills is left out, as is the begin of a paste that never ends.
    keys = [k.encode() for n, k in dialogues.KEYS.items() if n not in ("ctrl-d", "ctrl-z", "ctrl-\\", "paste")]
    unwanted = (4, 0x1A, 0x1C)
    try:
        with Typist(vole, (rng.choice([1, 2, 24]), rng.choice([1, 3, 10, 80])),
                    editrc="bind -v\n" if seed % 2 else "") as t:
            s = t.session
            s.until(s.editing)
            for _ in range(rounds):
                how = rng.random()
                if how < 0.5:
                    data = b"".join(rng.choice(keys) for _ in range(rng.randint(1, 6)))
                elif how < 0.7:
                    data = bytes(b for b in (rng.randrange(256) for _ in range(rng.randint(1, 40))) if b not in unwanted)
                elif how < 0.85:
                    text = "".join(rng.choice(["a", "\n", "世", "\t", "`", " ", "("]) for _ in range(rng.randint(0, 400)))
                    data = f"\x1b[200~{text}\x1b[201~".encode()
                else:
                    data = "".join(rng.choice("abc 世é(){}1+\t") for _ in range(rng.randint(0, 100))).encode()
                s.send(data)
                if rng.random() < 0.1:
                    s.resize(rng.choice([1, 3, 24]), rng.choice([1, 2, 40, 80]))
                s.pump(0.002)
            s.resize(24, 80)
            # Whatever state the keys left: the line is given up, an open paste is closed.
            for _ in range(60):
                s.send("\x1b[201~")
                s.quiet(0.02)
                s.send("\x03")
                s.quiet(0.05)
                mark = len(s.log)
                s.send("40+2\r")
                if s.until(lambda: b"42\r\n" in s.log[mark:] or s.ended, 0.5):
                    break
            else:
                return f"seed {seed}: no answer\n" + tail(s)
            code = t.leave()
            if code != 0:
                return f"seed {seed}: exit {code}\n" + tail(s)
    except dialogues.Failure as e:
        return f"seed {seed}: {e}"
    return ""


def pipes(vole):
    """Standard input that is no terminal, and output that nobody reads; yields (name, what is wrong or '')."""
    long = b"x := \"" + b"y" * (100 << 20) + b"\"\nlen(x)\n"
    r = process.run([vole], stdin=long, timeout=120, merge=True)
    yield "a line of 100 MB through a pipe", "" if (r.code, r.out) == (0, f"{100 << 20}\n") else f"{r.how()}: {r.out[:200]}"
    r = process.run([vole], stdin=random.Random(1).randbytes(1 << 20), timeout=60, merge=True)
    yield "a megabyte of noise through a pipe", "" if r.code == 1 and "stdin.go:1:" in r.out else f"{r.how()}: {r.out[:200]}"
    p = subprocess.Popen([vole], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    p.stdin.write(b"for i := 0; ; i++ { fmt.Println(i) }\n")
    p.stdin.close()
    p.stdout.readline()
    p.stdout.close()
    try:
        code = p.wait(30)
    except subprocess.TimeoutExpired:
        p.kill()
        code = None
    yield "output into a closed pipe", "" if code == -signal.SIGPIPE else f"exit {code}"


_NOT_PRINTED = re.compile(r"(input\d+:|panic: |fatal error: |interrupted$|vole: |open |\S.* is a new type|\S.* has another type now: |\S+ waits for |none but )")


def printed(dialogue):
    """The lines that the dialogue's inputs printed, or None where other things stand among them."""
    lines = []
    for step in dialogue.steps:
        if step.kind not in (">", ".", "+", "start", "paste", "file") or step.text.startswith(":") or step.shown:
            return None
        for _, line in step.output:
            if line == "..." or _NOT_PRINTED.match(line):
                return None
            lines.append(line)
    return lines


def written_programs(folder, vole, jobs, dialogue_of):
    """Builds what :write made with go, runs each under go and under vole; yields (name, what is wrong or '')."""
    go = shutil.which("go")
    names = sorted(n[:-3] for n in os.listdir(folder) if n.endswith(".go"))
    if not go or not names:
        return
    # One `go build` for all: a package each.
    for n in names:
        os.makedirs(os.path.join(folder, "cmd", n))
        shutil.copy(os.path.join(folder, n + ".go"), os.path.join(folder, "cmd", n, "main.go"))
    with open(os.path.join(folder, "cmd", "go.mod"), "w") as f:
        f.write("module written\n\ngo 1.19\n")
    bin_ = os.path.join(folder, "bin")
    os.mkdir(bin_)
    r = process.run([go, "build", "-o", bin_ + "/", "./..."], cwd=os.path.join(folder, "cmd"), timeout=600, merge=True,
                    address_space=0, file_size=4 << 30, env={"GO111MODULE": "on", "GOFLAGS": "-mod=mod"})
    if "\n" in r.out:
        # go builds no program when one fails; the others one by one.
        for n in names:
            if f"{n}/main.go:" not in r.out:
                process.run([go, "build", "-o", bin_ + "/", "./" + n], cwd=os.path.join(folder, "cmd"), timeout=600,
                            merge=True, address_space=0, file_size=4 << 30, env={"GO111MODULE": "on", "GOFLAGS": "-mod=mod"})

    def one(n):
        messages = [line for line in r.out.split("\n") if re.match(rf"(\./)?{re.escape(n)}/main\.go:", line)]
        if messages:
            return "go build: " + "\n".join(messages)
        if not os.path.exists(os.path.join(bin_, n)):
            return "go build made nothing: " + r.out[-300:]
        if dialogue_of[n].options["norun"]:
            return ""
        theirs = process.run([os.path.join(bin_, n)], timeout=20, address_space=0)
        ours = process.run([vole, "run", os.path.join(folder, n + ".go")], timeout=20)
        a, b = ([x.code] + re.sub(r"0x[0-9a-f]{6,}", "0x", x.out).split("\n") for x in (theirs, ours))
        if a != b:
            return "go and vole differ:\n" + "\n".join(dialogues.difflib.unified_diff(
                [str(x) for x in a], [str(x) for x in b], "go", "vole", lineterm="", n=1))
        want = printed(dialogue_of[n])
        got = [line.expandtabs(8).rstrip() for line in ours.out.split("\n")[:-1]]
        if want is not None and not dialogues.matches(got, want):
            return "the dialogue and its program differ:\n" + "\n".join(dialogues.difflib.unified_diff(
                want, got, "dialogue", "program", lineterm="", n=1))
        return ""

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        yield from zip(names, pool.map(one, names))


def run(root, vole, update, jobs, seed, names=()):
    """Yields (name, what is wrong or '')."""
    with tempfile.TemporaryDirectory(prefix="vole-written-") as folder:
        yield from dialogues.run_all(root, vole, update, jobs, names, folder)
        if names:
            return
        dialogue_of = {os.path.basename(p)[:-9]: dialogues.Dialogue(p) for p in dialogues.find(root)}
        for name, why in written_programs(folder, vole, jobs, dialogue_of):
            yield f":write of {name}", why
    yield from snippets(root, vole, jobs)
    yield from pipes(vole)
    print(f"interrupts and random keys: from seed {seed}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for i, why in enumerate(pool.map(lambda n: interrupts(vole, n, 40), range(seed, seed + 16))):
            yield f"interrupts, seed {seed + i}", why
        for i, why in enumerate(pool.map(lambda n: garbage(vole, n, 60), range(seed, seed + 8))):
            yield f"random keys, seed {seed + i}", why
