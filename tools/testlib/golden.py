"""The programs of testdata/: each .go file with a directive on line 1 is a test (testdata/README.md).

  // run [-exit=N] [vole flags] [-- program arguments]   stdout must equal the .out file beside it, each line
                                                         of .err must occur in stderr, in this order
  // errorcheck [vole flags]    // ERROR "rx" comments against `vole vet -e`, by the rule of Go's run.go
  // compile [vole flags]       must pass `vole vet`
  // escape [vole flags]        the .out file, or // ERROR comments, against `vole -m`
  // skip: reason

A folder NAME.dir with a go.mod is one program; its directive stands in the file NAME.go beside it
("// rundir"). Options for the driver: -timeout=SECONDS, -memory=MIB (address space), -stress=no
(depends on when collections happen), -oracle=no (what go 1.19 cannot run), -env=NAME=VALUE.
"""

import concurrent.futures
import dataclasses
import os
import shutil
import tempfile

import expect
import process

TIMEOUT = 20


@dataclasses.dataclass
class Result:
    path: str
    passed: bool
    why: str = ""
    skipped: bool = False


def find(root, parts):
    """The tests below root/testdata, restricted to the given sub-folders or files."""
    base = os.path.join(root, "testdata")
    tops = [base]
    if parts:
        tops = []
        for part in parts:
            for candidate in (os.path.join(base, part), os.path.join(root, part), part):
                if os.path.exists(candidate):
                    tops.append(os.path.abspath(candidate))
                    break
            else:
                raise SystemExit(f"tools/test: no such test: {part}")
    found = []
    for top in tops:
        if os.path.isfile(top):
            found.append(top)
            continue
        for folder, dirs, files in os.walk(top):
            dirs[:] = sorted(d for d in dirs if not d.endswith(".dir"))
            found += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".go")]
    return [f for f in found if expect.directive(f)]


class Golden:
    def __init__(self, root, vole, update=False, stress=None, oracle=None, sanitized=False):
        self.root = root
        self.vole = vole
        self.update = update
        self.stress = stress or {}  # environment
        self.sanitized = sanitized  # slower, and with a memory of its own
        self.oracle = oracle  # None or the path of go

    def run(self, path):
        d = expect.directive(path)
        name = os.path.relpath(path, self.root)
        if d.kind == "skip":
            return Result(name, True, d.reason, skipped=True)
        if self.stress and d.options.get("stress") == "no":
            return Result(name, True, "not under stress", skipped=True)
        if self.sanitized and ("memory" in d.options or d.options.get("sanitize") == "no"):
            return Result(name, True, "not with sanitizers", skipped=True)
        if self.oracle and (d.options.get("oracle") == "no" or d.kind not in ("run", "rundir", "escape")):
            return Result(name, True, "not for the oracle", skipped=True)
        check = {"run": self._run, "rundir": self._run, "errorcheck": self._errorcheck, "compile": self._compile,
                 "vet": self._compile, "escape": self._escape, "dis": self._dis}.get(d.kind)
        if not check:
            return Result(name, True, f"no runner for {d.kind}", skipped=True)
        try:
            why = check(path, d)
        except OSError as e:
            why = str(e)
        return Result(name, not why, why)

    def _env(self, d):
        env = dict(self.stress)
        if "env" in d.options:
            k, _, v = d.options["env"].partition("=")
            env[k] = v
        return env

    def _call(self, cmd, path, d, **more):
        # Under stress everything takes longer: a collection at every n-th allocation.
        timeout = float(d.options.get("timeout", TIMEOUT)) * (10 if self.stress or self.sanitized else 1)
        memory = 0 if self.sanitized else int(d.options.get("memory", 4096)) << 20
        return process.run(cmd, cwd=os.path.dirname(path), env=self._env(d), timeout=timeout,
                           address_space=memory, **more)

    def _run(self, path, d):
        target = "./" + os.path.basename(path)
        if d.kind == "rundir":
            target = "./" + os.path.basename(expect.beside(path, ".dir"))
        stdin = expect.beside(path, ".in")
        stdin = stdin if os.path.exists(stdin) else None
        want_code = int(d.options.get("exit", 0))
        if self.oracle:
            tmp = tempfile.mkdtemp(prefix="vole-oracle-")
            try:
                exe = os.path.join(tmp, "exe")
                gcflags = [f for f in d.flags if f.startswith("-lang=")]
                # The go command drops a program's exit code, so it builds and we run.
                cmd = [self.oracle, "build", f"-gcflags={' '.join(gcflags)}", "-o", exe, target]
                cwd = os.path.dirname(path)
                if d.kind == "rundir":
                    cwd = os.path.join(cwd, target)
                    cmd[-1] = "."
                # What Debian installs for Go lies in GOPATH form.
                third = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode"} if "/thirdparty/" in path and d.kind == "run" else {}
                r = process.run(cmd, cwd=cwd, timeout=120, address_space=0, merge=True, env=third)
                if r.code != 0:
                    return f"go build: {process.first_line(r.out)}: {r.out[:500]}"
                r = process.run([exe, *d.args], cwd=os.path.dirname(path), timeout=60, address_space=0, stdin=stdin,
                                env=self._env(d))
            finally:
                shutil.rmtree(tmp, ignore_errors=True)
        else:
            r = self._call([self.vole, "run", *d.flags, target, *d.args], path, d, stdin=stdin)
        if r.timed_out:
            return "timed out"
        if r.code != want_code:
            return f"{r.how()}, want exit {want_code}: {process.first_line(r.err)}"
        out_file = expect.beside(path, ".out")
        want = _read(out_file)
        if r.out != want:
            if self.update and not self.stress:
                with open(out_file, "w", encoding="utf-8", errors="surrogateescape", newline="") as f:
                    f.write(r.out)
                return ""
            return "stdout differs: " + difference(want, r.out)
        err_file = expect.beside(path, ".err")
        if os.path.exists(err_file):
            return _in_order(_read(err_file), r.err)
        if r.err and want_code == 0:
            return f"unexpected text on stderr: {process.first_line(r.err)}"
        return ""

    def _errorcheck(self, path, d):
        r = self._call([self.vole, "vet", "-e", *d.flags, os.path.basename(path)], path, d, merge=True)
        if r.timed_out or r.code < 0:
            return r.how()
        wanted = expect.wanted_errors(path, os.path.basename(path))
        if bool(wanted) != (r.code != 0):
            return f"{r.how()}: {process.first_line(r.out)}"
        return expect.error_check(r.out, [(path, os.path.basename(path))]).words()

    def _escape(self, path, d):
        if self.oracle:
            tmp = tempfile.mkdtemp(prefix="vole-oracle-")
            try:
                cmd = [self.oracle, "tool", "compile", "-p", "main", "-m", *d.flags, "-o", os.path.join(tmp, "x.o"),
                       "./" + os.path.basename(path)]
                r = self._call(cmd, path, d, merge=True)
            finally:
                shutil.rmtree(tmp, ignore_errors=True)
        else:
            r = self._call([self.vole, "vet", "-m", *d.flags, os.path.basename(path)], path, d, merge=True)
        if r.timed_out or r.code != 0:
            return r.how()
        out_file = expect.beside(path, ".out")
        if self.update and not expect.wanted_errors(path, ""):
            with open(out_file, "w", encoding="utf-8") as f:
                f.write(r.out)
            return ""
        if os.path.exists(out_file):
            def shown(text):  # without the wrappers of methods gc makes last
                return [line.removeprefix("./") for line in text.split("\n") if not line.startswith("<autogenerated>")]

            lines, want = shown(r.out), shown(_read(out_file))
            return "" if lines == want else "decisions differ: " + difference("\n".join(want), "\n".join(lines))
        return expect.error_check(r.out, [(path, os.path.basename(path))]).words()

    def _compile(self, path, d):
        r = self._call([self.vole, "vet", "-e", *d.flags, os.path.basename(path)], path, d, merge=True)
        return "" if r.code == 0 and not r.timed_out else f"{r.how()}: {process.first_line(r.out)}"

    def _dis(self, path, d):
        r = self._call([self.vole, "dis", *d.flags, os.path.basename(path)], path, d)
        if r.code != 0:
            return f"{r.how()}: {process.first_line(r.err)}"
        out_file = expect.beside(path, ".out")
        if self.update:
            with open(out_file, "w", encoding="utf-8") as f:
                f.write(r.out)
            return ""
        want = _read(out_file)
        return "" if r.out == want else "listing differs: " + difference(want, r.out)

    def run_all(self, paths, jobs):
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(self.run, paths))


def _read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as f:
        return f.read()


def difference(want, got):
    w, g = want.split("\n"), got.split("\n")
    for i in range(max(len(w), len(g))):
        a = w[i] if i < len(w) else "<end>"
        b = g[i] if i < len(g) else "<end>"
        if a != b:
            return f"line {i + 1}: want {a[:160]!r}, got {b[:160]!r}"
    return "line ends"


def _in_order(parts, text):
    """Each line of parts must occur in the text, one after the other."""
    at = 0
    for part in parts.split("\n"):
        if not part:
            continue
        found = text.find(part, at)
        if found < 0:
            return f"stderr lacks {part!r} (in this order); it begins {text[:200]!r}"
        at = found + len(part)
    return ""
