"""Go's own suite and testdata/ while everything that may happen at any time happens often.

Each entry of STRESSES is an environment and what runs under it: the tests of the kind "run" that pass without stress
(tools/conformance.expected), all of them or those that start a goroutine, and folders of testdata/.
"""

import os
import re

import conformance
import golden
import gosuite
import impls

# Too slow under stress: each makes some hundred million calls, every one of which looks at its stack. They pass when left
# alone for minutes.
LONG = {"run " + name for name in (
    "abi/fibish.go", "abi/fibish_closure.go", "abi/uglyfib.go", "divmod.go", "peano.go", "fixedbugs/issue13169.go",
    "fixedbugs/issue16249.go")}

# (environment, tests of the suite: "all", "goroutines" or a part "1/3" that changes with the seed, folders of testdata/)
GOROUTINES = ["seeds", "run/goroutines", "run/channels", "run/select", "run/sync", "run/net", "run/os"]
STRESSES = [
    ({"VOLE_STACKSTRESS": "1"}, "all", ["run", "panic", "fatal"]),
    ({"VOLE_GCSTRESS": "64"}, "all", ["run", "panic", "fatal"]),
    ({"VOLE_GCSTRESS": "64", "VOLE_STACKSTRESS": "1", "GOMAXPROCS": "8"}, "goroutines", GOROUTINES),
    ({"VOLE_GCSTRESS": "512", "GODEBUG": "gccheckmark=1"}, "goroutines", ["seeds", "run/goroutines", "run/maps", "run/slices"]),
    *[({"VOLE_SCHED": f"seed:{n}"}, "goroutines", GOROUTINES) for n in range(1, 6)],
]


def goroutine_tests(root, expected):
    """The run tests of Go's suite that pass and start a goroutine."""
    for key in expected:
        kind, _, name = key.partition(" ")
        if kind != "run":
            continue
        with open(os.path.join(root, name), encoding="utf-8", errors="replace") as f:
            if re.search(r"^\s*go (func\b|[\w.]+\()", f.read(), re.M):
                yield key


def select(root, which, expected, seed):
    tests = [(k, t) for k, t in conformance.select(root, ["run"], None) if f"{k} {t.name}" in expected and f"{k} {t.name}" not in LONG]
    if which == "goroutines":
        keys = set(goroutine_tests(root, expected))
        return [(k, t) for k, t in tests if f"{k} {t.name}" in keys]
    if "/" in which:
        return tests[seed % int(which.split("/")[1])::int(which.split("/")[1])]
    return tests


def run(root_dir, vole, jobs, seed, add):
    """Calls add(ok, name, why) for every test."""
    root = gosuite.find_root()
    expected = conformance.read_expected()
    for env, which, folders in STRESSES:
        what = " ".join(f"{k}={v}" for k, v in env.items())
        saved = dict(os.environ)
        os.environ.update(env)
        try:
            # A program that says -env= of its own has the last word.
            for r in golden.Golden(root_dir, vole, stress=env).run_all(golden.find(root_dir, folders), jobs):
                if not r.skipped:
                    add(r.passed, f"{what} {r.path}", r.why)
            if root:
                driver = conformance.Driver(impls.Vole(vole), root, 3.0)
                selected = select(root, which, expected, seed)
                outcomes = conformance.run_all(driver, selected, jobs)
                bad = {o.key: o for o in conformance.compare(driver, outcomes, selected, expected)}
                for o in outcomes:
                    add(o.key not in bad, f"{what} {o.key}", bad[o.key].why if o.key in bad else "")
        finally:
            os.environ.clear()
            os.environ.update(saved)
