#!/usr/bin/env python3
"""Checks the files themselves: no paths of a developer's machine, no stray white space, headers guarded;
reports long files with --report (over 800 lines deserve a second look for the seam inside).
"""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODE = (".cc", ".h", ".re", ".def", ".go", ".py", ".cmake", ".sh")
LONG = 800
# Above this a file is an error, unless it is a table.
TOO_LONG = 1500
TABLES = {"frontend/base/unicode_tables.h", "stdlib/unicode/tables.go"}
# Split so that this file does not match itself.
_MACHINE = re.compile("/" + r"(root|home/\w+|tmp/\w+|work/\w+)/")


def tracked():
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [f for f in out.split("\n") if f and os.path.isfile(os.path.join(ROOT, f))]


def main():
    problems, long = [], []
    for path in tracked():
        if not path.endswith(CODE):
            continue
        try:
            with open(os.path.join(ROOT, path), encoding="utf-8") as f:
                text = f.read()
        except UnicodeDecodeError:
            continue  # test data may be anything
        lines = text.split("\n")
        if path.startswith("testdata/"):
            continue
        if len(lines) > LONG:
            long.append((len(lines), path))
        if len(lines) > TOO_LONG and path not in TABLES:
            problems.append(f"{path}: {len(lines)} lines; split it")
        if path.endswith(".h") and "#pragma once" not in text:
            problems.append(f"{path}: no #pragma once")
        for n, line in enumerate(lines, 1):
            if line.endswith((" ", "\t")):
                problems.append(f"{path}:{n}: white space at the end of the line")
            if _MACHINE.search(line) and not path.startswith("tools/lint/"):
                problems.append(f"{path}:{n}: a path of somebody's machine")
        if text and not text.endswith("\n"):
            problems.append(f"{path}: no newline at the end")
    if "--report" in sys.argv:
        for n, path in sorted(long, reverse=True):
            print(f"{n:6} {path}")
        return 0
    for p in problems:
        print(p)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
