"""testdata/gotest/: packages for `vole test`. want.txt and want-v.txt are what the real `go test` and `go test -v` print
there, times replaced by Ts; `tools/test --oracle=go gotest` writes them anew."""

import glob
import os
import re

import process

FILES = {"want.txt": [], "want-v.txt": ["-v"]}


def normal(text):
    return re.sub(r"\b[0-9.]+s\b", "Ts", text)


def run(root, vole, oracle):
    """Yields (name, what is wrong or "")."""
    for folder in sorted(glob.glob(os.path.join(root, "testdata/gotest/*/"))):
        for file, flags in FILES.items():
            path = os.path.join(folder, file)
            r = process.run([oracle or vole, "test", *flags], cwd=folder, timeout=120, merge=True, address_space=0)
            got = normal(r.out)
            if oracle:
                with open(path, "w", encoding="utf-8") as f:
                    f.write(got)
                continue
            with open(path, encoding="utf-8") as f:
                want = f.read()
            code = 1 if re.search(r"^FAIL\t", want, re.M) else 0
            why = ""
            if r.code != code:
                why = f"{r.how()}, want exit {code}"
            elif got != want:
                why = f"want:\n{want}\ngot:\n{got}"
            yield os.path.relpath(path, root), why


def examples(root, vole, goroot, packages, timeout=60):
    """Passed and run Example functions of Go's own packages, by package."""
    for name in packages:
        r = process.run([vole, "test", "-v", "-run", "^Example", name], cwd=root, timeout=timeout, merge=True, address_space=0)
        passed = len(re.findall(r"^--- PASS: ", r.out, re.M))
        failed = len(re.findall(r"^--- FAIL: ", r.out, re.M))
        yield name, passed, failed, "" if r.code == 0 or failed else process.first_line(r.out)
