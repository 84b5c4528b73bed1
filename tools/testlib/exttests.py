"""The external tests (package x_test) of Go's own packages, under `vole test` and under `go test`.

A file counts if it is of package x_test and builds under go without x's in-package test files, which an overlay deletes;
`vole test` leaves out what does not check, and names it."""

import json
import os
import re
import tempfile

import process

# The packages that are to be complete (stdlib/README.md says which of them are our own text).
PACKAGES = """bufio bytes cmp compress/flate compress/gzip compress/zlib container/heap container/list container/ring context
crypto/hmac crypto/md5 crypto/rand crypto/sha1 crypto/sha256 crypto/sha512 embed encoding/base64 encoding/binary encoding/csv
encoding/hex encoding/json errors flag fmt hash hash/adler32 hash/crc32 hash/crc64 hash/fnv hash/maphash io io/fs io/ioutil log
math math/big math/bits math/cmplx math/rand net net/netip net/url os os/exec os/signal path path/filepath reflect regexp runtime
runtime/debug sort strconv strings sync sync/atomic text/tabwriter time unicode unicode/utf16 unicode/utf8""".split()

# A test must not run for ever; what a package may take in all.
TIMEOUT = 150
# A test that ends the program is left out of the next round.
ROUNDS = 8

RESULT = re.compile(r"^--- (PASS|FAIL|SKIP): (\S+) \(", re.M)
STARTED = re.compile(r"^=== RUN   ([^/\s]+)$", re.M)


def normal(text):
    """Output without what no two runs share: times, addresses, temporary names."""
    text = re.sub(r"\(\d+\.\d\ds\)", "(Ts)", text)
    text = re.sub(r"\b\d+\.\d{3}s\b", "Ts", text)
    return re.sub(r"0xc?[0-9a-f]{6,}", "0xADDR", text)


def results(text):
    return {name: how for how, name in RESULT.findall(text)}


def died(text, ended):
    """The test that was running when the program ended without its last line."""
    if ended:
        return None
    done = results(text)
    open_tests = [n for n in STARTED.findall(text) if n not in done]
    if open_tests:
        return open_tests[-1]
    failed = re.findall(r"^--- FAIL: (\S+) \(", text, re.M)
    return failed[-1] if failed else None


def run_vole(vole, package, timeout=TIMEOUT, skip=()):
    """(results by test, names of files left out, output of the first round, exit code)."""
    done, skip, first, code, left = {}, list(skip), "", 0, []
    for _ in range(ROUNDS):
        args = [vole, "test", "-v", "-short", "-count=1", f"-timeout={timeout}s"]
        if skip:
            args.append("-skip=^(" + "|".join(re.escape(s) for s in skip) + ")$")
        r = process.run([*args, package], timeout=timeout + 20, merge=True, address_space=0, file_size=4 << 30)
        m = re.search(r"^vole: left out, .*?: (.*)\n", r.out, re.M)
        left = m.group(1).split() if m else []
        if not first:
            first, code = r.out, r.code
        got = results(r.out)
        bad = died(r.out, re.search(r"^(PASS|FAIL)$", r.out, re.M))
        if bad:
            got[bad] = "FAIL"
        for name, how in got.items():
            done.setdefault(name, how)
        if not bad or bad in skip:
            break
        skip.append(bad)
    return done, left, first, code


def run_go(go, src, package, timeout=TIMEOUT):
    """(results by test, output, exit code) of go test over the external test files that build."""
    # The overlay is by the path go itself uses, which may be a link.
    goroot = process.run([go, "env", "GOROOT"], address_space=0).out.strip()
    folder = os.path.join(goroot or os.path.dirname(src), "src", package)
    gone = {}
    for name in os.listdir(folder):
        if not name.endswith("_test.go"):
            continue
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8", errors="replace") as f:
            m = re.search(r"^package (\w+)", f.read(), re.M)
        if not m or not m.group(1).endswith("_test"):
            gone[path] = ""
    with tempfile.TemporaryDirectory() as tmp:
        overlay = os.path.join(tmp, "overlay.json")
        for _ in range(ROUNDS):
            with open(overlay, "w", encoding="utf-8") as f:
                json.dump({"Replace": gone}, f)
            r = process.run([go, "test", "-overlay", overlay, "-vet=off", "-gcflags=-e", "-v", "-short", "-count=1", f"-timeout={timeout}s",
                             package], timeout=timeout + 300, merge=True, address_space=0, file_size=4 << 30, cwd=tmp)
            more = {os.path.join(folder, os.path.basename(x)) for x in re.findall(r"^(\S+_test\.go):\d+", r.out, re.M)} - set(gone)
            if "[build failed]" not in r.out or not more:
                break
            gone.update(dict.fromkeys(more, ""))
    return results(r.out), r.out, r.code


# The reasons of tests that do not count begin so; of those that are not even run.
NOT_RUN = "not counted: not run:"
NOT_COUNTED = "not counted:"


def read_expected(path):
    """{package: (passed, run, {test: reason})}"""
    want = {}
    if not os.path.exists(path):
        return want
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            if line.startswith("\t"):
                name, _, reason = line.strip().partition(" ")
                want[package][2][name] = reason.strip()
            else:
                package, passed, run = line.split()
                want[package] = (int(passed), int(run), {})
    return want
