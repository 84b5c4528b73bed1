#!/usr/bin/env python3
"""Checks the man page with mandoc and with man's own warnings, whichever is installed."""

import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(ROOT, "doc/vole.1")


def main():
    said = ""
    if shutil.which("mandoc"):
        said += subprocess.run(["mandoc", "-T", "lint", "-W", "warning", PAGE], capture_output=True, text=True).stdout
    if shutil.which("man") and shutil.which("groff"):
        env = dict(os.environ, LC_ALL="C.UTF-8", MANROFFSEQ="", MANWIDTH="80")
        r = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", PAGE], env=env, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True)
        said += r.stderr
    print(said, end="")
    return 1 if said else 0


sys.exit(main())
