"""The Debian package: built, unpacked into an empty root with the libraries it depends on and nothing else, and run there by
chroot; cmake --install into a prefix."""

import glob
import os
import re
import shutil
import subprocess
import tempfile

FILES = ["usr/bin/vole", "usr/share/man/man1/vole.1.gz", "usr/share/bash-completion/completions/vole", "usr/share/zsh/vendor-completions/_vole",
         "usr/share/fish/vendor_completions.d/vole.fish", "usr/share/doc/vole/README.md", "usr/share/doc/vole/copyright"]

HELLO = 'package main\n\nimport "fmt"\n\nfunc main() {\n\tx := 1\n\tp := &x\n\tfmt.Println("hello", *p)\n}\n'
SCRIPT = '#!/usr/bin/vole\npackage main\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n)\n\nfunc main() { fmt.Println(strings.Join(os.Args[1:], "+")) }\n'
NEEDS_GO = 'package main\n\nimport "text/scanner"\n\nfunc main() { var s scanner.Scanner; println(s.Line) }\n'
TEST = 'package a\n\nimport "testing"\n\nfunc TestA(t *testing.T) { t.Log("ran") }\n'
SERVER = ('package main\n\nimport (\n\t"fmt"\n\t"sync"\n)\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\tc := make(chan int, 100)\n\tfor i := 0; i < 100; i++ {\n\t\twg.Add(1)\n'
          '\t\tgo func() { defer wg.Done(); c <- i }()\n\t}\n\twg.Wait()\n\tclose(c)\n\tn := 0\n\tfor v := range c {\n\t\tn += v\n\t}\n\tfmt.Println(n)\n}\n')

# What is run in the chroot; status, stdout and stderr as regexps.
RUNS = [
    (["/usr/bin/vole", "version"], 0, r"vole version \d+\.\d+\.\d+ go1\.\d+ linux/amd64\n", ""),
    (["/usr/bin/vole", "hello.go"], 0, r"hello 1\n", ""),
    (["/usr/bin/vole", "-m", "hello.go"], 0, "", r"(?s).*\./hello\.go:8:23: \*p escapes to heap\n.*"),
    (["/script", "a", "b"], 0, r"a\+b\n", ""),
    (["/usr/bin/vole", "-e", 'fmt.Println(strings.Repeat("ab", 3))'], 0, r"ababab\n", ""),
    (["/usr/bin/vole", "goroutines.go"], 0, r"4950\n", ""),
    (["/usr/bin/vole", "run", "-timeout", "200ms", "-max-mem", "64M", "-e", "for {}"], 3, "", r"vole: limit: program ran longer than -timeout 200ms\n"),
    (["/usr/bin/vole", "test", "./t"], 0, r"ok  \t\S+\t[\d.]+s\n", ""),
    (["/usr/bin/vole", "needs.go"], 1, "", r"(?s)(\./)?needs\.go:3:8: package text/scanner is not in std.*"),
    (["/usr/bin/vole", "fmt", "hello.go"], 1, "", r"vole: fmt needs Go's sources \(package go/printer\), which are not installed: .*\n"),
    (["/usr/bin/vole", "doc", "fmt"], 1, "", r"vole: doc needs Go's sources \(package go/printer\), which are not installed: .*\n"),
    (["/usr/bin/vole", "env", "GOROOT", "GOOS"], 0, r"\nlinux\n", ""),
    (["/usr/bin/vole", "help", "run"], 0, r"(?s)usage: vole .*", ""),
]


def output(cmd, **kw):
    r = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, **kw)
    return r.returncode, r.stdout.decode(errors="replace")


def libraries(binary):
    return re.findall(r"(/\S+) \(0x", subprocess.run(["ldd", binary], capture_output=True, text=True).stdout)


def owner(path):
    """The package a library belongs to; its path may be known under /lib or under /usr/lib."""
    for p in (path, os.path.realpath(path), "/usr" + path, path.removeprefix("/usr")):
        r = subprocess.run(["dpkg", "-S", p], capture_output=True, text=True)
        if r.returncode == 0:
            return r.stdout.split(":")[0]
    return f"nobody ({path})"


def chrooted(root):
    """A prefix for commands to run in root; None if this user may not."""
    for prefix in ([], ["unshare", "--user", "--map-root-user"]):
        cmd = [*prefix, "chroot", root]
        if shutil.which(cmd[0]) and subprocess.run([*cmd, "/usr/bin/vole", "version"], capture_output=True).returncode == 0:
            return cmd
    return None


def run(root):
    """Yields (name, what is wrong or "")."""
    code, text = output([os.path.join(root, "tools/package")])
    debs = glob.glob(os.path.join(root, "build/release/package/*.deb"))
    yield "tools/package", "" if code == 0 and len(debs) == 1 else text
    if len(debs) != 1:
        return
    with tempfile.TemporaryDirectory(prefix="vole-package-") as tmp:
        os.chmod(tmp, 0o755)
        clean = os.path.join(tmp, "root")
        os.mkdir(clean)
        code, text = output(["dpkg", "-x", debs[0], clean])
        missing = [f for f in FILES if not os.path.isfile(os.path.join(clean, f))]
        yield "the package's files", text or (f"without {missing}" if missing else "")
        binary = os.path.join(clean, "usr/bin/vole")
        depends = subprocess.run(["dpkg-deb", "-f", debs[0], "Depends"], capture_output=True, text=True).stdout
        named = {d.split()[0] for d in depends.split(",") if d.strip()}
        needed = {owner(l) for l in libraries(binary)}
        yield "the package's dependencies", "" if needed == named else f"names {sorted(named)}, needs {sorted(needed)}"
        for lib in libraries(binary):
            os.makedirs(clean + os.path.dirname(lib), exist_ok=True)
            shutil.copy(lib, clean + lib)
        for name, text in (("hello.go", HELLO), ("script", SCRIPT), ("needs.go", NEEDS_GO), ("goroutines.go", SERVER), ("t/a_test.go", TEST), ("t/go.mod", "module a\n\ngo 1.22\n")):
            path = os.path.join(clean, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        os.chmod(os.path.join(clean, "script"), 0o755)
        prefix = chrooted(clean)
        yield "a chroot", "" if prefix or os.geteuid() != 0 else "cannot be entered"
        env = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}
        for cmd, status, out, err in RUNS if prefix else []:
            r = subprocess.run([*prefix, *cmd], cwd=clean, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
            ok = r.returncode == status and re.fullmatch(out, r.stdout) and re.fullmatch(err, r.stderr)
            yield f"in the chroot: {' '.join(cmd)}", "" if ok else f"exit {r.returncode}: {r.stdout}{r.stderr}"
        there = os.path.join(tmp, "prefix")
        code, text = output(["cmake", "--install", os.path.join(root, "build/release"), "--prefix", there])
        missing = [f for f in FILES if not os.path.isfile(os.path.join(there, f.removeprefix("usr/")))]
        ran = output([os.path.join(there, "bin/vole"), os.path.join(clean, "hello.go")])
        yield "cmake --install", "" if code == 0 and not missing and ran == (0, "hello 1\n") else f"{text}{missing}{ran}"
