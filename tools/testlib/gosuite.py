"""Go's own test suite (the test/ folder of the Go sources): which tests there are and what each asks for.

Follows run.go: the folders it walks, its reading of the first lines, of flags and of build constraints.
"""

import dataclasses
import os
import re

import expect

FOLDERS = [".", "ken", "chan", "interface", "syntax", "dwarf", "fixedbugs", "codegen", "runtime", "abi",
           "typeparam", "typeparam/mdempsky"]

ACTIONS = {"compile", "compiledir", "build", "builddir", "buildrundir", "run", "buildrun", "runoutput", "rundir",
           "runindir", "asmcheck", "errorcheckandrundir", "errorcheck", "errorcheckwithauto", "errorcheckdir",
           "errorcheckoutput", "skip"}

# Build tags that are true: the platform and the compiler.
TAGS = {"linux", "amd64", "gc", "test_run", "cgo"}

# Tests that gc 1.19 itself fails (the lists types2Failures and go118Failures of run.go).
EXPECTED_FAILURES = {
    "notinheap.go", "shift1.go", "fixedbugs/issue10700.go", "fixedbugs/issue18331.go", "fixedbugs/issue18419.go",
    "fixedbugs/issue20233.go", "fixedbugs/issue20245.go", "fixedbugs/issue31053.go",
    "typeparam/nested.go", "typeparam/issue51521.go",
}

def find_root():
    """The test/ folder of the installed Go 1.19 sources, None if there is none."""
    for root in ("/usr/share/go-1.19/test", "/usr/lib/go-1.19/test", "/usr/local/go/test"):
        if os.path.exists(os.path.join(root, "run.go")):
            return root
    return None


@dataclasses.dataclass
class Test:
    name: str  # "fixedbugs/bug001.go"
    action: str
    flags: list
    args: list
    want_error: bool = False
    want_auto: bool = False
    single_file_packages: bool = False
    timeout: int = 0  # from -t
    experiment: str = ""

    @property
    def folder(self):
        return os.path.dirname(self.name) or "."

    @property
    def dir(self):
        """The folder of the kinds ...dir."""
        return self.name.replace(".go", ".dir")


def read_test(root, name):
    """The test in a file; None if run.go would not run it here."""
    with open(os.path.join(root, name), encoding="utf-8", errors="surrogateescape", newline="\n") as f:
        src = f.read()
    if src.startswith("\n"):
        return None
    action, blank, _ = src.partition("\n\n")
    if not blank:
        return None
    first, newline, rest = action.partition("\n")
    if newline and "+build" in first:
        action = rest
    action = action.removeprefix("//")
    header, package, _ = src.partition("\npackage")
    if not package:
        header = action
    if not expect.should_test(header, TAGS):
        return None
    words = expect.split_quoted(action)
    if words is None:
        return None
    t = Test(name, words[0] if words else "", [], words[1:])
    if t.action not in ACTIONS or t.action == "skip":
        return None
    if t.action == "errorcheckwithauto":
        t.action, t.want_auto, t.want_error = "errorcheck", True, True
    elif t.action in ("errorcheck", "errorcheckdir", "errorcheckoutput"):
        t.want_error = True
    while t.args and t.args[0].startswith("-"):
        a = t.args.pop(0)
        if a == "-1":
            t.want_error = True
        elif a == "-0":
            t.want_error = False
        elif a == "-s":
            t.single_file_packages = True
        elif a == "-t":
            t.timeout = int(t.args.pop(0))
        elif a == "-goexperiment":
            t.experiment = t.args.pop(0)
        else:
            t.flags.append(a)
    return t


def all_tests(root):
    tests = []
    for folder in FOLDERS:
        for entry in sorted(os.listdir(os.path.join(root, folder))):
            if entry.endswith(".go") and not entry.startswith("."):
                t = read_test(root, os.path.normpath(os.path.join(folder, entry)))
                if t:
                    tests.append(t)
    return tests


_PACKAGE = re.compile(r"^package (\w+)", re.MULTILINE)


def packages_of(folder, single_file_packages):
    """The packages of a ...dir folder in run.go's order: [(name, [file names])]."""
    packages = []
    by_name = {}
    for entry in sorted(os.listdir(folder)):
        if not entry.endswith(".go"):
            continue
        with open(os.path.join(folder, entry), encoding="utf-8", errors="surrogateescape") as f:
            m = _PACKAGE.search(f.read())
        name = m.group(1) if m else ""
        if single_file_packages or name not in by_name:
            by_name[name] = (name, [])
            packages.append(by_name[name])
        by_name[name][1].append(entry)
    return packages
