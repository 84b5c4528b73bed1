#!/usr/bin/env python3
"""The table in stdlib/README.md: its numbers of external tests are those of tools/exttests.expected, and a package that has
its own text is called own. The rest of it needs runs: tools/stdtable --write."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools/testlib"))
import exttests  # noqa: E402


def main():
    wrong = []
    with open(os.path.join(ROOT, "stdlib/README.md"), encoding="utf-8") as f:
        rows = re.findall(r"^\| `([\w/]+)` \| ([^|]*) \| ([^|]*) \|", f.read(), re.M)
    want = exttests.read_expected(os.path.join(ROOT, "tools/exttests.expected"))
    for name, state, tests in rows:
        have = "%d of %d" % want[name][:2] if name in want else ""
        if tests.strip() != have:
            wrong.append(f"{name}: {tests.strip() or 'nothing'}, tools/exttests.expected has {have or 'nothing'}")
        folder = os.path.join(ROOT, "stdlib", name)
        own = os.path.isdir(folder) and any(f.endswith(".go") for f in os.listdir(folder))
        if own and state.strip() != "own" and not os.path.exists(os.path.join(folder, "fallback.go")):
            wrong.append(f"{name}: has its own text, and is called {state.strip()}")
    for w in wrong:
        print(f"stdlib/README.md: {w}: run tools/stdtable --write")
    return 1 if wrong or not rows else 0


sys.exit(main())
