"""The command around the interpreter: help, man page, completions, usage errors, vole env, vole fmt beside gofmt, vole doc
beside go doc."""

import concurrent.futures
import glob
import json
import os
import re
import shutil
import subprocess
import tempfile

# What go doc is asked for, and vole doc.
SYMBOLS = [
    "strings", "strings.Builder", "strings.Builder.Grow", "json", "json.Marshal", "rand.Float64", "http.Client",
    "http.Client.Timeout", "io.Reader.Read", "time.Sunday", "os.O_RDWR", "fmt", "-all sort", "-src strings.ToUpper",
    "-short io", "-u sync.Mutex", "text/template", "net.Conn", "builtin", "encoding/json.Decoder", "reflect.Kind",
    "go/ast.Node", "unsafe.Pointer", "builtin.append", "io/fs.FS", "sync", "atomic.Pointer", "net Dial", "strings.tolower",
    "cmd/doc",
]

# A command line nobody understands: what it says.
USAGE = [
    (["-nosuch"], "vole: flag provided but not defined: -nosuch\nRun 'vole help run' for usage.\n"),
    (["nosuch"], "vole: nosuch: unknown command, and no such file\nRun 'vole help' for usage.\n"),
    (["run", "-nosuch", "x.go"], "vole: flag provided but not defined: -nosuch\nRun 'vole help run' for usage.\n"),
    (["run", "-w", "x.go"], "vole: flag provided but not defined: -w\nRun 'vole help run' for usage.\n"),
    (["vet", "-timeout", "1s", "x.go"], "vole: flag provided but not defined: -timeout\nRun 'vole help vet' for usage.\n"),
    (["run", "-lang", "x"], "vole: invalid value \"x\" for -lang: should be something like \"go1.12\"\nRun 'vole help run' for usage.\n"),
    (["run", "-timeout"], "vole: flag needs an argument: -timeout\nRun 'vole help run' for usage.\n"),
    (["vet", "-lang"], "vole: flag needs an argument: -lang\nRun 'vole help vet' for usage.\n"),
    (["test", "-run"], "flag needs an argument: -run\nusage: vole test [build/test flags] [packages] [build/test flags & test binary flags]\nRun 'vole help test' for details.\n"),
    (["fmt", "-x"], "vole: flag provided but not defined: -x\nRun 'vole help fmt' for usage.\n"),
    (["doc", "-x"], "vole: flag provided but not defined: -x\nRun 'vole help doc' for usage.\n"),
    (["env", "-u", "X"], "vole: flag provided but not defined: -u\nRun 'vole help env' for usage.\n"),
    (["version", "x"], "vole: version takes no arguments\nRun 'vole help version' for usage.\n"),
    (["help", "nosuch"], "vole help nosuch: unknown help topic. Run 'vole help'.\n"),
    (["completion"], "vole: completion needs the name of a shell: bash, zsh or fish\nRun 'vole help completion' for usage.\n"),
    (["completion", "csh"], "vole: completion needs the name of a shell: bash, zsh or fish\nRun 'vole help completion' for usage.\n"),
    (["-i", "-timeout", "1s"], "vole: limits are for runs: a session has none\nRun 'vole help run' for usage.\n"),
]


def call(cmd, cwd=None, stdin=b"", env=None):
    r = subprocess.run(cmd, cwd=cwd, input=stdin, capture_output=True, env=dict(os.environ, **(env or {})), timeout=300)
    return r.returncode, r.stdout.decode(errors="replace"), r.stderr.decode(errors="replace")


def table(vole):
    """{command: [(flag, takes a value)]}"""
    commands = {}
    for line in call([vole, "completion", "list"])[1].splitlines():
        words = line.split(" ")
        if len(words) == 1:
            commands[words[0]] = []
        else:
            commands[words[0]].append((words[1], len(words) > 2))
    return commands


def help_and_flags(root, vole):
    commands = table(vole)
    yield "commands are listed", "" if len(commands) >= 10 else str(commands)
    code, text, _ = call([vole, "help"])
    missing = [c for c in commands if f"\tvole {c} " not in text]
    yield "vole help", f"exit {code}, without {missing}" if code or missing else ""
    for c, flags in commands.items():
        code, text, err = call([vole, "help", c])
        missing = [f for f, _ in flags if not re.search(rf"^  {f}\b", text, re.M)]
        why = f"exit {code}, without {missing}" if code or missing or "\nExamples:\n" not in text else ""
        if not why and c != "help" and call([vole, c, "-h"]) != (0, text, ""):
            why = f"vole {c} -h says something else"
        yield f"vole help {c}", why
        for f, value in flags:
            if f in ("-i", "-args"):
                continue
            err = call([vole, c, f, *(["1"] if value else []), "./nosuch"], cwd="/")[2]
            yield f"vole {c} {f}", err if "not defined" in err else ""
    # What is taken for go test's sake and does nothing need not be told.
    with open(os.path.join(root, "tools/vole/test_flags.cc"), encoding="utf-8") as f:
        known = set(re.findall(r'\{"(\w+)", Kind::(?!Ignored|Refused)', f.read()))
    known -= {"blockprofile", "blockprofilerate", "cpuprofile", "fuzzminimizetime", "fuzztime", "memprofile", "memprofilerate", "mutexprofile",
              "mutexprofilefraction", "trace", "fuzz"}
    missing = known - {f[1:] for f, _ in commands["test"]}
    yield "flags of vole test in the table", f"tools/vole/help.cc has no {sorted(missing)}" if missing else ""
    with open(os.path.join(root, "doc/vole.1"), encoding="utf-8") as f:
        page = f.read().replace("\\-", "-")
    missing = [c for c in commands if not re.search(rf"^\.B {c}$", page, re.M)]
    missing += [f for flags in commands.values() for f, _ in flags if not re.search(rf"{f}(?![\w-])", page)]
    yield "doc/vole.1", f"without {missing}" if missing else ""
    for shell in ("bash", "zsh", "fish"):
        code, text, _ = call([vole, "completion", shell])
        missing = [f"{c} {f}" for c, flags in commands.items() for f, _ in flags if not re.search(rf"(?<!\w)-?-?(o )?{f.lstrip('-')}\b", text)]
        missing += [c for c in commands if not re.search(rf"\b{c}\b", text)]
        why = f"exit {code}, without {missing}" if code or missing else ""
        if not why and shutil.which(shell):
            with tempfile.NamedTemporaryFile("w", suffix=".sh") as f:
                f.write(text)
                f.flush()
                code, _, err = call([shell, "-n", f.name])
                why = err if code else ""
        yield f"completion for {shell}", why
    # The words bash would offer.
    with tempfile.TemporaryDirectory() as tmp:
        for f in ("a.go", "b.txt"):
            open(os.path.join(tmp, f), "w", encoding="utf-8").close()
        os.mkdir(os.path.join(tmp, "sub"))
        for words, want in ((["vole", "ve"], ["version", "vet"]), (["vole", "run", "-max-g"], ["-max-goroutines"]), (["vole", "fmt", "-"], ["-d", "-l", "-w"]),
                            (["vole", "help", "e"], ["env"]), (["vole", "vet", ""], ["a.go", "sub/"]), (["vole", "-ti"], ["-timeout"])):
            script = call([vole, "completion", "bash"])[1] + f"COMP_WORDS=({' '.join(w or chr(34) * 2 for w in words)}); COMP_CWORD={len(words) - 1}; _vole; printf '%s\\n' \"${{COMPREPLY[@]}}\" | sort\n"
            got = call(["bash", "-c", script], cwd=tmp)[1].split()
            yield f"bash completes {words}", "" if got == want else f"got {got}, want {want}"


def errors(vole):
    with tempfile.TemporaryDirectory() as tmp:
        for words, want in USAGE:
            code, out, err = call([vole, *words], cwd=tmp)
            yield f"vole {' '.join(words)}", "" if (code, out, err) == (2, "", want) else f"exit {code}: {out}{err}"
        os.mkdir(os.path.join(tmp, "empty"))
        for words, want in ((["run", "./nosuch"], f"stat {tmp}/nosuch: directory not found\n"), (["run", "nosuch.go"], "stat nosuch.go: no such file or directory\n"),
                            (["vet", "./nosuch"], f"stat {tmp}/nosuch: directory not found\n"), (["vet", "nosuch.go"], "stat nosuch.go: no such file or directory\n"),
                            (["run", "./empty"], f"no Go files in {tmp}/empty\n"), (["run", "empty"], f"no Go files in {tmp}/empty\n")):
            code, out, err = call([vole, *words], cwd=tmp)
            yield f"vole {' '.join(words)}", "" if (code, out, err) == (1, "", want) else f"exit {code}: {out}{err}"


MODULE = {
    "go.mod": "module m\n\ngo 1.21\n",
    "ok/a.go": "package ok\n\nfunc F() int { return 1 }\n",
    "ok/a_test.go": 'package ok\n\nimport "testing"\n\nfunc TestF(t *testing.T) { F() }\n',
    "tests/a_test.go": 'package tests_test\n\nimport (\n\t"m/ok"\n\t"testing"\n)\n\nfunc TestF(t *testing.T) { ok.F() }\n',
    "bad/a.go": "package bad\n\nfunc F() { x := 1 }\n",
    "badtest/a.go": "package badtest\n",
    "badtest/a_test.go": 'package badtest\n\nimport "testing"\n\nfunc TestF(t *testing.T) { G() }\n',
}


def vet(vole):
    with tempfile.TemporaryDirectory() as tmp:
        for name, text in MODULE.items():
            path = os.path.join(tmp, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        bad = "# m/bad\nbad/a.go:3:12: x declared but not used\n"
        badtest = "# m/badtest\nbadtest/a_test.go:5:28: undefined: G\n"
        for words, code, err in (["./..."], 1, bad + badtest), (["./ok", "m/tests"], 0, ""), (["./tests"], 0, ""), (["ok/a.go", "ok/a_test.go"], 0, ""), \
                (["./bad", "./ok"], 1, bad), (["fmt", "strings"], 0, ""), (["./nosuch/..."], 1, f"pattern ./nosuch/...: stat {tmp}/nosuch: no such file or directory\n"), \
                (["-deny", "testing", "./ok", "./tests"], 3, '# m/ok\nok/a_test.go:3:8: import "testing" is not allowed (-deny)\n'
                 '# m/tests\ntests/a_test.go:5:2: import "testing" is not allowed (-deny)\n'):
            got = call([vole, "vet", *words], cwd=tmp)
            yield f"vole vet {' '.join(words)}", "" if got == (code, "", err) else f"{got}"


def environment(vole):
    keys = ["GOOS", "GOARCH", "GOPATH", "GOMOD", "GO111MODULE", "GOHOSTOS", "GOHOSTARCH", "GOEXE", "GOMODCACHE", "GOROOT"]
    with tempfile.TemporaryDirectory() as tmp:
        os.mkdir(os.path.join(tmp, "m"))
        with open(os.path.join(tmp, "m/go.mod"), "w", encoding="utf-8") as f:
            f.write("module m\n")
        for cwd, env in ((tmp, {}), (os.path.join(tmp, "m"), {}), (tmp, {"GO111MODULE": "off"}), (tmp, {"GOPATH": "/x:/y"})):
            want, got = call(["go", "env", *keys], cwd, env=env), call([vole, "env", *keys], cwd, env=env)
            yield f"vole env beside go env, {env}", "" if want == got else f"want {want[1]}, got {got[1]}"
        code, text, _ = call([vole, "env"], tmp)
        lines = dict(re.findall(r'^(\w+)="(.*)"$', text, re.M))
        same = json.loads(call([vole, "env", "-json"], tmp, env={"X": '"'})[1]) == lines and len(lines) == len(text.splitlines())
        yield "vole env -json", "" if same and code == 0 else text
        yield "vole env of one unknown name", "" if call([vole, "env", "NOSUCH"], tmp) == (0, "\n", "") else "not a blank line"


def docs(vole, jobs):
    def one(s):
        words = s.split()
        want, got = call(["go", "doc", *words], cwd="/"), call([vole, "doc", *words], cwd="/")
        return f"vole doc {s}", "" if want == got else f"exit {got[0]}, differs from go doc:\n{got[1][:500]}{got[2][:500]}"
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(one, SYMBOLS)
    code, out, err = call([vole, "doc", "strings.nosuch"], cwd="/")
    yield "vole doc strings.nosuch", "" if (code, out, err) == (1, "", "doc: no symbol nosuch in package strings\n") else err


def layouts(vole, jobs):
    """All of Go's suite and library: what vole fmt would change is what gofmt would."""
    goroot = call(["go", "env", "GOROOT"])[1].strip()
    root = os.path.realpath(os.path.join(goroot, "src"))
    tests = sorted(glob.glob("/usr/share/go-1.19/test/*"))
    parts = [[p] for p in sorted(glob.glob(os.path.join(root, "*/"))) if os.path.basename(p[:-1]) not in ("cmd", "vendor", "testdata")]
    parts += [tests[i::8] for i in range(8)]
    wrong = []

    def one(paths):
        want, got = call(["gofmt", "-d", *paths]), call([vole, "fmt", "-d", *paths])
        if want != got:
            at = next((a + " | " + b for a, b in zip(want[1].splitlines() + want[2].splitlines(), got[1].splitlines() + got[2].splitlines()) if a != b), "")
            wrong.append(f"{paths[0]}: exit {got[0]}, {at}")
        return got[1].count("\n--- ")

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        changed = sum(pool.map(one, parts))
    yield f"vole fmt -d beside gofmt -d over Go's suite and library ({changed} files differ from their layout)", "\n".join(wrong[:5]) or ("" if changed > 100 else "too few")
    with tempfile.TemporaryDirectory() as tmp:
        for p in call(["gofmt", "-l", "/usr/share/go-1.19/test"])[1].split()[:60]:
            shutil.copy(p, os.path.join(tmp, p.replace("/", "_")))
        listed = call([vole, "fmt", "-l", "."], tmp)[1].split()
        first = call([vole, "fmt", "-l", "-w", "."], tmp)
        again = call([vole, "fmt", "-l", "."], tmp)
        names = sorted(os.listdir(tmp))
        ok = first[1].split() == listed and sorted(listed) == names and again == (0, "", "") and call(["gofmt", "-l", "."], tmp)[1] == ""
        yield "vole fmt -w, then again", "" if ok else f"{first} then {again}"
    for text in ("", "x", "x:=1;if x{y()}", "func f(){a()}", "package x;var a=0X1F", "package", "type T struct{a int;bb string}"):
        want, got = call(["gofmt"], stdin=text.encode()), call([vole, "fmt"], stdin=text.encode())
        yield f"vole fmt of {text!r}", "" if want == got else f"want {want}, got {got}"


def run(root, vole, jobs):
    """Yields (name, what is wrong or "")."""
    vole = os.path.abspath(vole)
    yield from help_and_flags(root, vole)
    yield from errors(vole)
    yield from vet(vole)
    if shutil.which("go"):
        yield from environment(vole)
        yield from docs(vole, jobs)
        yield from layouts(vole, jobs)
