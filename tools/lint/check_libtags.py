#!/usr/bin/env python3
"""Checks that escape/library_tags.def promises no more than an analysis of the library finds (tools/libtags)."""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

if __name__ == "__main__":
    sys.exit(subprocess.run([sys.executable, os.path.join(ROOT, "tools/libtags")], check=False).returncode)
