"""tools/test [PART...]: runs the tests and ends with the line "N passed, N failed".

Without arguments all parts run; a PART is one of
  unit          the doctest programs beside the sources
  golden        testdata/ (also: any sub-folder or file of testdata/, as run/select)
  stress        testdata/run with a collection at every 64th allocation and the stack moved at every call
  sched         programs with goroutines, of testdata/ and of Go's suite, on 1, 2 and 8 processors,
                with a yield at every fourth safepoint
  proof         Go's suite and testdata/ with the stack moved at every call, with a collection at every 64th allocation, with
                each marking checked by a second one; their programs with goroutines under five seeded schedules
  lint          tools/lint/
  limits        inputs of absurd size and depth; programs stopped by -timeout, -max-mem and their like
  faults        signals, GOTRACEBACK, bad environments, ulimit, descriptors running out, peers that reset, every kind of deadlock
  conformance   Go's own suite against tools/conformance.expected
  sanitize      testdata/ and the run time's unit tests in builds with AddressSanitizer and UndefinedBehaviorSanitizer,
                the unit tests with ThreadSanitizer as well; fuzzing of parser, checker and code generator for a while
  decisions     how -m prints: JSON, terminals
  repl          sessions in a pseudo-terminal, statements through a pipe (testdata/repl/README.md; repl/NAME: those dialogues)
  cli           help, man page, completions, usage errors, vole env, vole fmt beside gofmt, vole doc beside go doc
  gotest        `vole test` over testdata/gotest, against what `go test` prints
  toolchain     Go's own compiler, linker, gofmt and objdump run from source, against the installed ones
  exttests      the external tests of Go's own packages against our library (tools/exttests)
  examples      the Example functions of Go's own packages against our library (tools/examples)
  package       the Debian package: built, unpacked into an empty root, run there
  crash         a sample of the cut and changed files of Go's suite
Options: --update (rewrite golden output), --oracle=go (compare golden programs with the real go),
-j N, --seed N.
"""

import argparse
import concurrent.futures
import glob
import os
import re
import shutil
import sys
import tempfile
import time

import cli
import conformance
import decisions
import faults
import golden
import gosuite
import gotest
import impls
import limits
import package
import process
import proof
import repl as sessions
import runlimits
import toolchain

ROOT = conformance.ROOT
VOLE = os.environ.get("VOLE", os.path.join(ROOT, "build/release/vole"))
PARTS = ["unit", "lint", "golden", "stress", "sched", "proof", "limits", "faults", "decisions", "repl", "cli", "gotest", "exttests", "toolchain", "examples", "conformance",
         "package", "sanitize", "crash"]

# Files of the crash run (of some 3 000, 40 cases each); all of them take an hour.
CRASH_FILES = 60

STRESS = {"VOLE_GCSTRESS": "64", "VOLE_STACKSTRESS": "1"}


# Of testdata/, what the scheduler part runs again and again.
SCHED = ["sched", "seeds", "run/goroutines", "run/channels", "run/select", "run/sync"]
# Schedules as environments, and how many times Go's tests run under each; our own programs do so twice at most.
GOLDEN_TIMES = 2
SCHEDULES = [({"GOMAXPROCS": "1"}, 20), ({"GOMAXPROCS": "2"}, 20), ({"GOMAXPROCS": "8"}, 20),
             ({"GOMAXPROCS": "4", "VOLE_PREEMPT": "4"}, 1)]


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, ok, name, why=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {name}: {why.rstrip()}", flush=True)

    def part(self, name, fn):
        before = self.passed, self.failed
        start = time.time()
        fn()
        print(f"{name}: {self.passed - before[0]} passed, {self.failed - before[1]} failed, "
              f"{time.time() - start:.1f} s", flush=True)


def unit(tally, args):
    programs = sorted(glob.glob(os.path.join(ROOT, "build/release/*_test")))
    with concurrent.futures.ThreadPoolExecutor(args.j) as pool:
        for path, r in zip(programs, pool.map(lambda p: process.run([p, "--minimal"], timeout=300, merge=True,
                                                                    address_space=0), programs)):
            tally.add(r.code == 0, os.path.basename(path), f"{r.how()}\n{r.out[-3000:]}")


def lint(tally, args):
    for path in sorted(glob.glob(os.path.join(ROOT, "tools/lint/*.py"))):
        r = process.run([sys.executable, path], cwd=ROOT, timeout=120, merge=True, address_space=0)
        tally.add(r.code == 0, os.path.relpath(path, ROOT), r.out)


def repl(tally, args):
    names = [a[len("repl/"):] for a in args.parts if a.startswith("repl/")]
    for name, why in sessions.run(ROOT, VOLE, args.update, max(args.j, 8), args.seed, names):
        tally.add(not why, name, why)
    if names:
        return
    for path in sorted(glob.glob(os.path.join(ROOT, "testdata/repl/*.in"))):
        with open(path, "rb") as f:
            r = process.run([VOLE], stdin=f.read(), timeout=60, merge=True)
        got = re.sub(r" \+0x[0-9a-f]+$", " +0x0", f"{r.out}exit {r.code}\n", flags=re.M)
        expected = path[:-3] + ".out"
        if args.update:
            with open(expected, "w", encoding="utf-8") as f:
                f.write(got)
        with open(expected, encoding="utf-8") as f:
            tally.add(got == f.read(), os.path.relpath(path, ROOT), got)


def run_golden(tally, args, parts, stress=None):
    go = None
    if args.oracle:
        go = args.oracle
    runner = golden.Golden(ROOT, VOLE, args.update, stress, go)
    paths = golden.find(ROOT, parts)
    skipped = 0
    for r in runner.run_all(paths, args.j):
        if r.skipped:
            skipped += 1
        else:
            tally.add(r.passed, r.path, r.why)
    if skipped:
        print(f"({skipped} skipped)")


def run_conformance(tally, args):
    driver = conformance.Driver(impls.Vole(VOLE), gosuite.find_root())
    wrong = driver.prove()
    tally.add(not wrong, "the canary of the conformance run", wrong or "")
    if wrong:
        return
    expected = conformance.read_expected()
    selected = conformance.select(driver.root, conformance.DEFAULT_KINDS, None)
    outcomes = conformance.run_all(driver, selected, args.j)
    conformance.print_totals(outcomes, driver)
    bad = {o.key: o for o in conformance.compare(driver, outcomes, selected, expected)}
    ran = {o.key for o in outcomes}
    for key in expected:
        if key in bad:
            tally.add(False, key, f"was {expected[key] or 'passing'}, now {bad[key].level or 'failing'}: {bad[key].why}")
        elif key in ran:
            tally.add(True, key)
    new = sum(1 for o in outcomes if o.passed and o.key not in expected)
    if new:
        print(f"({new} more pass than the list expects: tools/conformance --update)")


# Limits on memory and depth are tested elsewhere: sanitizers need more of both.
SANITIZED = ["run", "panic", "fatal", "stdlib", "seeds"]
SANITIZER_ENV = {"ASAN_OPTIONS": "detect_leaks=0:handle_segv=0:allow_user_segv_handler=1", "TSAN_OPTIONS": "halt_on_error=1"}


FUZZ = ["parse_fuzz", "check_fuzz"]
FUZZ_SECONDS = 15


def fuzz(tally, preset):
    """Changed programs of testdata/ through the targets of tools/fuzz; what was found stays in build/."""
    with tempfile.TemporaryDirectory() as tmp:
        seeds, corpus = os.path.join(tmp, "seeds"), os.path.join(tmp, "corpus")
        os.mkdir(seeds)
        os.mkdir(corpus)
        for i, path in enumerate(golden.find(ROOT, SANITIZED)):
            shutil.copy(path, os.path.join(seeds, str(i)))
        for target in FUZZ:
            found = os.path.join(ROOT, "build", f"{target}-")
            r = process.run([os.path.join(ROOT, "build", preset, target), f"-max_total_time={FUZZ_SECONDS}", "-timeout=20",
                             "-max_len=4000", "-rss_limit_mb=4000", f"-artifact_prefix={found}", corpus, seeds],
                            timeout=300, merge=True, address_space=0)
            tally.add(r.code == 0, target, f"{r.how()}\n{r.out[-3000:]}")


def build(preset, targets):
    """Configures and builds a preset; the end of the log when that fails."""
    for cmd in (["cmake", "--preset", preset], ["cmake", "--build", "--preset", preset, "--target", *targets]):
        r = process.run(cmd, cwd=ROOT, timeout=3600, merge=True, address_space=0, file_size=4 << 30)
        if r.code != 0:
            return f"{' '.join(cmd)}: {r.how()}\n{r.out[-3000:]}"
    return ""


def sanitize(tally, args):
    os.environ.update(SANITIZER_ENV)
    for preset, targets in (("asan", ["vole", "runtime_test", *FUZZ]), ("tsan", ["runtime_test"])):
        why = build(preset, targets)
        tally.add(not why, f"the build {preset}", why)
        if why:
            continue
        test = glob.glob(os.path.join(ROOT, "build", preset, "runtime_test"))
        for path in test:
            r = process.run([path, "--minimal"], timeout=600, merge=True, address_space=0)
            tally.add(r.code == 0, f"{preset} {os.path.basename(path)}", f"{r.how()}\n{r.out[-3000:]}")
        if "vole" in targets:
            fuzz(tally, preset)
            runner = golden.Golden(ROOT, os.path.join(ROOT, "build", preset, "vole"), sanitized=True)
            for r in runner.run_all(golden.find(ROOT, SANITIZED), args.j):
                if not r.skipped:
                    tally.add(r.passed, f"{preset} {r.path}", r.why)


def run_sched(tally, args):
    root = gosuite.find_root()
    expected = conformance.read_expected()
    keys = set(proof.goroutine_tests(root, expected)) if root else set()
    driver = conformance.Driver(impls.Vole(VOLE), root) if root else None
    selected = [(k, t) for k, t in conformance.select(root, ["run"], None) if f"{k} {t.name}" in keys] if root else []
    for env, times in SCHEDULES:
        what = " ".join(f"{k}={v}" for k, v in env.items())
        saved = dict(os.environ)
        os.environ.update(env)
        for i in range(times):
            # The golden driver gives a program's own -env= precedence over the schedule.
            runner = golden.Golden(ROOT, VOLE)
            for r in runner.run_all(golden.find(ROOT, SCHED), args.j) if i < GOLDEN_TIMES else []:
                if not r.skipped:
                    tally.add(r.passed, f"{what} {r.path}", r.why)
            if driver:
                outcomes = conformance.run_all(driver, selected, args.j)
                for o in outcomes:
                    tally.add(o.passed, f"{what} {o.key}", o.why)
        os.environ.clear()
        os.environ.update(saved)


def run_proof(tally, args):
    proof.run(ROOT, VOLE, args.j, args.seed, tally.add)


def run_limits(tally, args):
    for name, why in limits.run(VOLE) + runlimits.run(VOLE):
        tally.add(not why, name, why)


def run_faults(tally, args):
    for name, why in faults.run(VOLE):
        tally.add(not why, f"faults: {name}", why)


def run_decisions(tally, args):
    for name, why in decisions.run(ROOT, VOLE):
        tally.add(not why, name, why)


def run_gotest(tally, args):
    for name, why in gotest.run(ROOT, VOLE, args.oracle):
        tally.add(not why, name, why)


def run_toolchain(tally, args):
    programs = sorted(glob.glob(os.path.join(ROOT, "testdata/stdlib/purego/*.go")))
    for name, why in toolchain.run(VOLE, programs):
        tally.add(not why, name, why)


def run_cli(tally, args):
    for name, why in cli.run(ROOT, VOLE, args.j):
        tally.add(not why, name, why)


def run_package(tally, args):
    for name, why in package.run(ROOT):
        tally.add(not why, name, why)


def run_examples(tally, args):
    r = process.run([os.path.join(ROOT, "tools/examples")], timeout=1200, merge=True, address_space=0)
    lines = r.out.strip().split("\n")
    for line in lines:
        if line.startswith("FAIL "):
            tally.add(False, "examples", line)
    m = re.search(r"(\d+) passed, (\d+) failed", lines[-1])
    if m:
        tally.passed += int(m.group(1))
        print(lines[-2])
    else:
        tally.add(False, "examples", r.out[-1000:])


def run_exttests(tally, args):
    r = process.run([os.path.join(ROOT, "tools/exttests"), "-j", str(args.j)], timeout=1200, merge=True, address_space=0, file_size=4 << 30)
    lines = r.out.strip().split("\n")
    for line in lines:
        if line.startswith("FAIL "):
            tally.add(False, "exttests", line)
    m = re.search(r"(\d+) passed, (\d+) failed", lines[-1])
    if m:
        tally.passed += int(m.group(1))
        print(lines[-2])
    else:
        tally.add(False, "exttests", r.out[-1000:])


def crash(tally, args):
    r = process.run([os.path.join(ROOT, "tools/crash"), "--seed", str(args.seed), "--files", str(CRASH_FILES),
                     "--jobs", str(args.j)], timeout=1200, merge=True, address_space=0)
    lines = r.out.strip().split("\n")
    for line in lines[:-1]:
        tally.add(False, "crash", line)
    m = re.search(r"(\d+) runs, (\d+) bad", lines[-1])
    if m:
        tally.passed += int(m.group(1)) - int(m.group(2))
    else:
        tally.add(False, "crash", r.out[-1000:])


def main():
    p = argparse.ArgumentParser(prog="tools/test", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("parts", nargs="*", metavar="PART")
    p.add_argument("--update", action="store_true")
    p.add_argument("--oracle", metavar="go")
    p.add_argument("-j", type=int, default=os.cpu_count())
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    tally = Tally()
    named = [a for a in args.parts if a in PARTS]
    if any(a.startswith("repl/") for a in args.parts):
        named.append("repl")
    folders = [a for a in args.parts if a not in PARTS and not a.startswith("repl/")]
    if not args.parts:
        named = PARTS
    run_parts = {
        "unit": lambda: unit(tally, args),
        "lint": lambda: lint(tally, args),
        "golden": lambda: run_golden(tally, args, []),
        "stress": lambda: run_golden(tally, args, ["run"], STRESS),
        "sched": lambda: run_sched(tally, args),
        "proof": lambda: run_proof(tally, args),
        "limits": lambda: run_limits(tally, args),
        "faults": lambda: run_faults(tally, args),
        "decisions": lambda: run_decisions(tally, args),
        "repl": lambda: repl(tally, args),
        "conformance": lambda: run_conformance(tally, args),
        "sanitize": lambda: sanitize(tally, args),
        "cli": lambda: run_cli(tally, args),
        "package": lambda: run_package(tally, args),
        "gotest": lambda: run_gotest(tally, args),
        "toolchain": lambda: run_toolchain(tally, args),
        "exttests": lambda: run_exttests(tally, args),
        "examples": lambda: run_examples(tally, args),
        "crash": lambda: crash(tally, args),
    }
    for name in PARTS:
        if name in named:
            tally.part(name, run_parts[name])
    if folders:
        tally.part("golden", lambda: run_golden(tally, args, folders))
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
