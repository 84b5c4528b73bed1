"""Runs Go's own test suite and compares with the committed list of expected passes.

A command that does nothing passes nine tests of ten of the kind "run", which print nothing and end with
exit code 0. So the driver first proves that the command executes programs and refuses broken ones, and a
run only passes if the command wrote (to the file VOLE_MARK) that main returned or called os.Exit.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import re
import shutil
import sys
import tempfile
import time

import expect
import gosuite
import impls
import process

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXPECTED = os.path.join(ROOT, "tools", "conformance.expected")

# Seconds for a test that needs more than TIMEOUT; each computes a lot, and is timed for compiled code.
TIMEOUT = 10
SLOW = {}
SLOW_FILE = os.path.join(ROOT, "tools", "conformance.slow")

KINDS = ["run", "runoutput", "rundir", "compile", "compiledir", "errorcheck", "errorcheckdir", "errorcheckoutput",
         "errorcheckandrundir", "errorcheck-m", "build", "buildrun", "builddir", "buildrundir", "runindir", "noerror"]
DEFAULT_KINDS = [k for k in KINDS if k not in ("noerror", "builddir", "buildrundir")]


def kind_of(t):
    """Our name for a test's kind; None for what no interpreter can be asked (generated assembly)."""
    if t.action == "asmcheck":
        return None
    if t.action == "errorcheck":
        if any(f in ("-m", "-m=2") for f in t.flags):
            return "errorcheck-m"
        if not t.want_error:
            return "noerror"  # debug output of gc's back end
        if t.name in gosuite.EXPECTED_FAILURES:
            return None  # gc itself reports something else
    return t.action


@dataclasses.dataclass
class Outcome:
    kind: str
    name: str
    passed: bool
    why: str = ""
    level: str = ""  # errorcheck: "", rejected, lenient, strict
    seconds: float = 0.0

    @property
    def key(self):
        return f"{self.kind} {self.name}"


LEVELS = ["", "rejected", "lenient", "strict"]


class Driver:
    def __init__(self, impl, root, scale=1.0):
        self.impl = impl
        self.root = root
        self.scale = scale
        self.slow = dict(SLOW)
        self.lines = {}  # errorcheck-m: expected lines met and all, by test
        if os.path.exists(SLOW_FILE):
            for line in open(SLOW_FILE):
                words = line.split("#")[0].split()
                if len(words) == 2:
                    self.slow[words[0]] = float(words[1])

    def run(self, kind, t):
        start = time.time()
        tmp = tempfile.mkdtemp(prefix="vole-conformance-")
        try:
            passed, why, level = getattr(self, "do_" + kind.replace("-", "_"))(t, tmp)
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
        return Outcome(kind, t.name, passed, why, level, time.time() - start)

    def _timeout(self, t):
        return max(self.slow.get(t.name, TIMEOUT), t.timeout) * self.scale

    def _output(self, t, r, mark):
        """The rule for a program that ran: exit code 0, the output of the .out file, the marker."""
        if r.timed_out:
            return False, "timed out", ""
        if r.code != 0:
            return False, f"{r.how()}: {process.first_line(r.out)}", ""
        out = os.path.join(self.root, t.name[:-3] + ".out")
        want = ""
        if os.path.exists(out):
            with open(out, encoding="utf-8", errors="surrogateescape", newline="") as f:
                want = f.read()
        if r.out.replace("\r\n", "\n") != want:
            return False, "output differs: " + _difference(want, r.out), ""
        if mark and self.impl.name == "vole":
            try:
                last = open(mark).read().split("\n")[-2]
            except (OSError, IndexError):
                last = ""
            if last not in ("main returned", "os.Exit 0"):
                return False, f"main was not seen to end (marker: {last!r})", ""
        return True, "", ""

    def _expected_failure(self, t, result):
        if self.impl.name == "go" and t.name in gosuite.EXPECTED_FAILURES and not result[0]:
            return True, "", ""
        return result

    def do_run(self, t, tmp):
        mark = os.path.join(tmp, "mark")
        r = self.impl.execute(t.name, t.flags, t.args, self.root, tmp, self._timeout(t), mark,
                              experiment=t.experiment)
        return self._expected_failure(t, self._output(t, r, mark))

    do_buildrun = do_run

    def do_build(self, t, tmp):
        return self.do_compile(t, tmp)

    def do_compile(self, t, tmp):
        r = self.impl.check(t.name, [] if t.action == "build" else t.flags, self.root, tmp, self._timeout(t))
        if r.code != 0:
            return False, f"{r.how()}: {process.first_line(r.out)}", ""
        return True, "", ""

    def do_runoutput(self, t, tmp):
        r = self.impl.execute(t.name, t.flags, t.args, self.root, tmp, self._timeout(t))
        if r.code != 0:
            return False, f"generator: {r.how()}: {process.first_line(r.out)}", ""
        generated = os.path.join(tmp, "tmp__.go")
        with open(generated, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as f:
            f.write(r.out)
        mark = os.path.join(tmp, "mark")
        r = self.impl.execute(generated, t.flags, [], self.root, tmp, self._timeout(t), mark)
        return self._output(t, r, mark)

    def _layout(self, t, tmp):
        folder = os.path.join(self.root, t.dir)
        packages = gosuite.packages_of(folder, t.single_file_packages)
        return folder, packages, self.impl.prepare(folder, packages, tmp)

    def do_compiledir(self, t, tmp):
        _, packages, layout = self._layout(t, tmp)
        for i in range(len(packages)):
            r = self.impl.check_package(layout, i, t.flags, tmp, self._timeout(t))
            if r.code != 0:
                return False, f"{packages[i][1][0]}: {r.how()}: {process.first_line(r.out)}", ""
        return True, "", ""

    def do_rundir(self, t, tmp):
        _, packages, layout = self._layout(t, tmp)
        return self._run_last(t, tmp, packages, layout, allow_failure=False)

    def _run_last(self, t, tmp, packages, layout, allow_failure):
        last = len(packages) - 1
        for i in range(last):
            r = self.impl.check_package(layout, i, t.flags, tmp, self._timeout(t))
            if r.code != 0 and not (allow_failure and i == last - 1):
                return False, f"{packages[i][1][0]}: {r.how()}: {process.first_line(r.out)}", ""
        mark = os.path.join(tmp, "mark")
        flags = [f for f in t.flags if not f.startswith("-m")]  # what the compiler says has been looked at
        r = self.impl.run_package(layout, last, flags, t.args, tmp, self._timeout(t), mark)
        return self._output(t, r, mark)

    def do_errorcheck(self, t, tmp):
        path = os.path.join(self.root, t.name)
        r = self.impl.check(t.name, t.flags, self.root, tmp, self._timeout(t))
        return self._grade(t, r, [(path, os.path.basename(path))])

    def _grade(self, t, r, files):
        if r.timed_out or r.code < 0:
            return False, r.how(), ""
        if r.code == 0:
            return False, "compilation succeeded unexpectedly", ""
        score = expect.error_check(r.out, files, t.want_auto)
        if score.strict:
            return True, "", "strict"
        return False, score.words(), "lenient" if score.lenient else "rejected"

    def do_noerror(self, t, tmp):
        path = os.path.join(self.root, t.name)
        r = self.impl.check(t.name, t.flags, self.root, tmp, self._timeout(t))
        if r.code != 0:
            return False, f"{r.how()}: {process.first_line(r.out)}", ""
        score = expect.error_check(r.out, [(path, os.path.basename(path))], t.want_auto)
        return score.strict, score.words(), ""

    def do_errorcheck_m(self, t, tmp):
        path = os.path.join(self.root, t.name)
        r = self.impl.check(t.name, t.flags, self.root, tmp, self._timeout(t))
        if r.timed_out or r.code < 0:
            return False, r.how(), ""
        files = [(path, os.path.basename(path))]
        score = expect.error_check(r.out, files, t.want_auto)
        total = len(expect.wanted_errors(*files[0]))
        hit = total - len(score.missing) - len(score.unmatched)
        self.lines[t.name] = (hit, total)
        return score.strict and (r.code != 0) == t.want_error, score.words(), ""

    def do_errorcheckoutput(self, t, tmp):
        r = self.impl.execute(t.name, t.flags, t.args, self.root, tmp, self._timeout(t))
        if r.code != 0:
            return False, f"generator: {r.how()}: {process.first_line(r.out)}", ""
        generated = os.path.join(tmp, "tmp__.go")
        with open(generated, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as f:
            f.write(r.out)
        r = self.impl.check(generated, t.flags, self.root, tmp, self._timeout(t))
        if (r.code != 0) != t.want_error:
            return False, f"{r.how()}: {process.first_line(r.out)}", ""
        score = expect.error_check(r.out, [(generated, "tmp__.go")])
        return score.strict, score.words(), ""

    def _check_packages(self, t, tmp, packages, layout, error_package):
        folder = os.path.join(self.root, t.dir)
        for i, (_, files) in enumerate(packages):
            r = self.impl.check_package(layout, i, t.flags, tmp, self._timeout(t))
            if i == error_package and t.want_error:
                if r.code <= 0:
                    return False, f"{files[0]}: compilation succeeded unexpectedly", ""
            elif r.code != 0:
                return False, f"{files[0]}: {r.how()}: {process.first_line(r.out)}", ""
            score = expect.error_check(r.out, [(os.path.join(folder, f), f) for f in files], t.want_auto)
            if not score.strict:
                return False, score.words(), ""
        return True, "", ""

    def do_errorcheckdir(self, t, tmp):
        _, packages, layout = self._layout(t, tmp)
        return self._check_packages(t, tmp, packages, layout, len(packages) - 1)

    def do_errorcheckandrundir(self, t, tmp):
        _, packages, layout = self._layout(t, tmp)
        error_package = len(packages) - (2 if t.want_error else 1)
        result = self._check_packages(t, tmp, packages, layout, error_package)
        if not result[0]:
            return result
        return self._run_last(t, tmp, packages, layout, allow_failure=t.want_error)

    def do_runindir(self, t, tmp):
        source = os.path.join(self.root, t.dir)
        name = os.path.basename(source)
        cwd = os.path.join(tmp, "src", name)
        shutil.copytree(source, cwd)
        mod = os.path.join(cwd, "go.mod")
        if os.path.exists(mod):
            os.remove(mod)
        with open(mod, "w") as f:
            f.write(f"module {name}\ngo 1.14\n")
        mark = os.path.join(tmp, "mark")
        return self._output(t, self.impl.run_in_dir(cwd, t.flags, self._timeout(t), mark, t.experiment), mark)

    def do_builddir(self, t, tmp):
        return False, "needs an assembler", ""

    do_buildrundir = do_builddir

    def prove(self):
        """That the command runs programs and refuses wrong ones. Returns what is wrong, or None."""
        tmp = tempfile.mkdtemp(prefix="vole-conformance-")
        try:
            canary = os.path.join(tmp, "canary.go")
            with open(canary, "w") as f:
                f.write('package main\n\nimport "os"\n\nfunc main() {\n'
                        '\tprintln("canary", len(os.Args))\n\tos.Exit(3)\n}\n')
            r = self.impl.execute(canary, [], [], tmp, tmp, 20, merge=False)
            if r.code != 3 or r.err != "canary 1\n" or r.out != "":
                return f"the canary does not print and exit 3: {r.how()}, {r.err!r} {r.out!r}"
            broken = os.path.join(tmp, "broken.go")
            with open(broken, "w") as f:
                f.write("package main\n\nfunc main() {\n\tvar s string = 1\n\t_ = s\n}\n")
            for r in (self.impl.check(broken, [], tmp, tmp, 20), self.impl.execute(broken, [], [], tmp, tmp, 20)):
                if r.code == 0 or not re.search(r"broken\.go:4", r.out):
                    return f"the broken program is not refused with its line: {r.how()}, {r.out!r}"
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
        return None


def _difference(want, got):
    w, g = want.split("\n"), got.split("\n")
    for i in range(max(len(w), len(g))):
        a = w[i] if i < len(w) else "<end>"
        b = g[i] if i < len(g) else "<end>"
        if a != b:
            return f"line {i + 1}: want {a[:80]!r}, got {b[:120]!r}"
    return "line ends"


def read_expected():
    """{key: level} of the committed list."""
    expected = {}
    if os.path.exists(EXPECTED):
        for line in open(EXPECTED):
            words = line.split("#")[0].split()
            if len(words) >= 2:
                expected[f"{words[0]} {words[1]}"] = words[2] if len(words) > 2 else ""
    return expected


def write_expected(expected):
    with open(EXPECTED, "w") as f:
        f.write("# The tests of Go's suite that pass: kind, file, and for errorcheck the score.\n"
                "# Written by tools/conformance --update; it only grows.\n")
        for key in sorted(expected, key=lambda k: (KINDS.index(k.split()[0]), k)):
            f.write(f"{key} {expected[key]}".rstrip() + "\n")


def worse(o, expected):
    if o.key not in expected:
        return False
    if o.kind == "errorcheck":
        return LEVELS.index(o.level) < LEVELS.index(expected[o.key])
    return not o.passed


def select(root, kinds, rx):
    out = []
    for t in gosuite.all_tests(root):
        k = kind_of(t)
        if k in kinds and (not rx or rx.search(t.name)):
            out.append((k, t))
    return out


def run_all(driver, selected, jobs, progress=False):
    outcomes = []
    start = time.time()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        # Slow ones first, so that the end is not one long test on one core.
        order = sorted(selected, key=lambda kt: -driver.slow.get(kt[1].name, 0))
        futures = [pool.submit(driver.run, k, t) for k, t in order]
        for n, f in enumerate(concurrent.futures.as_completed(futures), 1):
            outcomes.append(f.result())
            if progress and sys.stderr.isatty():
                print(f"\r{n}/{len(futures)} {time.time() - start:.0f}s ", end="", file=sys.stderr, flush=True)
    if progress and sys.stderr.isatty():
        print(file=sys.stderr)
    outcomes.sort(key=lambda o: (KINDS.index(o.kind), o.name))
    return outcomes


def print_totals(outcomes, driver, out=sys.stdout):
    by_kind = collections.defaultdict(list)
    for o in outcomes:
        by_kind[o.kind].append(o)
    print(f"{'kind':20} {'folder':22} {'passed':>6} {'of':>5}", file=out)
    for kind in KINDS:
        group = by_kind.get(kind)
        if not group:
            continue
        folders = collections.defaultdict(list)
        for o in group:
            folders[os.path.dirname(o.name) or "."].append(o)
        for folder in sorted(folders):
            f = folders[folder]
            print(f"{kind:20} {folder:22} {sum(o.passed for o in f):6} {len(f):5}", file=out)
        total = sum(o.passed for o in group)
        line = f"{kind:20} {'total':22} {total:6} {len(group):5}  {100 * total / len(group):.1f} %"
        if kind == "errorcheck":
            rank = [LEVELS.index(o.level) for o in group]
            line += f"   rejected {sum(r >= 1 for r in rank)}, lenient {sum(r >= 2 for r in rank)}, " \
                    f"strict {sum(r >= 3 for r in rank)}"
        if kind == "errorcheck-m":
            hit, lines = (sum(x) for x in zip(*[driver.lines.get(o.name, (0, 0)) for o in group]))
            line += f"   {hit} of {lines} expected lines"
        print(line, file=out)


def compare(driver, outcomes, selected, expected, retry=True):
    """Tests that the list expects and that fail, also when run again alone with more time."""
    tests = {f"{k} {t.name}": (k, t) for k, t in selected}
    bad = [o for o in outcomes if worse(o, expected)]
    if retry and bad and len(bad) <= 100:
        patient = Driver(driver.impl, driver.root, driver.scale * 3)
        again = [patient.run(*tests[o.key]) for o in bad]
        bad = [o for o in again if worse(o, expected)]
    return bad


def main(argv=None):
    p = argparse.ArgumentParser(prog="tools/conformance", description=__doc__.split("\n\n")[0])
    p.add_argument("--kind", help="kinds, separated by commas (default: all but noerror): " + " ".join(KINDS))
    p.add_argument("--filter", help="only tests whose name matches this regular expression")
    p.add_argument("-j", type=int, default=os.cpu_count(), help="tests at a time")
    p.add_argument("--impl", default=os.path.join(ROOT, "build/release/vole"),
                   help="the command: a vole, or 'go' for the Go tools")
    p.add_argument("--update", action="store_true", help="add new passes to the committed list")
    p.add_argument("--env", action="append", default=[], help="NAME=VALUE for the command (VOLE_GCSTRESS=64)")
    p.add_argument("--scale", type=float, default=1.0, help="factor for all time limits")
    p.add_argument("--list", action="store_true", help="only list what would run")
    p.add_argument("-q", action="store_true", help="no list of failures")
    p.add_argument("--times", action="store_true", help="print the slowest tests")
    args = p.parse_args(argv)

    root = gosuite.find_root()
    if not root:
        print("tools/conformance: Go's test suite is not installed (Debian: golang-1.19-src)", file=sys.stderr)
        return 2
    kinds = args.kind.split(",") if args.kind else DEFAULT_KINDS
    for k in kinds:
        if k not in KINDS:
            p.error(f"unknown kind {k}")
    selected = select(root, kinds, re.compile(args.filter) if args.filter else None)
    if args.list:
        for k, t in selected:
            print(k, t.name, " ".join(t.flags + t.args))
        return 0
    if args.impl == "go":
        impl = impls.Gc()
    else:
        impl = impls.Vole(args.impl, env=dict(e.split("=", 1) for e in args.env))
    driver = Driver(impl, root, args.scale)
    wrong = driver.prove()
    if wrong:
        print(f"tools/conformance: this command proves nothing: {wrong}", file=sys.stderr)
        return 2
    start = time.time()
    outcomes = run_all(driver, selected, args.j, progress=True)
    seconds = time.time() - start
    if not args.q:
        for o in outcomes:
            if not o.passed:
                print(f"FAIL {o.kind} {o.name}{' (' + o.level + ')' if o.level else ''}: {process.first_line(o.why)}")
    if args.times:
        for o in sorted(outcomes, key=lambda o: -o.seconds)[:40]:
            print(f"{o.seconds:7.2f} s {o.kind} {o.name}")
    print_totals(outcomes, driver)
    print(f"{seconds:.0f} s")

    if impl.name != "vole":
        return 0 if all(o.passed for o in outcomes) else 1
    expected = read_expected()
    bad = compare(driver, outcomes, selected, expected)
    for o in bad:
        print(f"REGRESSION {o.key} {expected[o.key]}: {process.first_line(o.why)}")
    grown = dict(expected)
    for o in outcomes:
        if o.kind == "errorcheck":
            if LEVELS.index(o.level) > LEVELS.index(expected.get(o.key, "")):
                grown[o.key] = o.level
        elif o.passed:
            grown.setdefault(o.key, "")
    new = sum(grown[k] != expected.get(k) for k in grown)
    if new and args.update and not args.env:
        write_expected(grown)
        print(f"{new} passes added to the list, {len(grown)} in all")
    elif new:
        print(f"{new} passes are not in the list; add them with tools/conformance --update")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
