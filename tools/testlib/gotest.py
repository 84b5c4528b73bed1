"""testdata/gotest/: modules for `vole test`. The file cases of each names command lines, one a line:

    NAME [DIR:] ARGUMENT...

NAME.want beside it is what the real `go test` does there: exit code, standard output, standard error and the files a case
writes, less what no two runs share (normal). `tools/test --oracle=go gotest` writes them anew."""

import difflib
import glob
import os
import re
import shlex
import tempfile

import process


def normal(text, folder):
    text = text.replace(folder, "$DIR")
    # Times, as text, in benchmarks and in events.
    text = re.sub(r"\(cached\)", "Ts", text)
    text = re.sub(r"\b[0-9.]+m?s\b", "Ts", text)
    text = re.sub(r"\\t[0-9.]+s", r"\\tTs", text)
    text = re.sub(r'"Time":"[^"]*"', '"Time":"T"', text)
    text = re.sub(r'"Elapsed":[0-9.e-]+', '"Elapsed":E', text)
    text = re.sub(r"[0-9.]+ (ns/op|MB/s)", r"N \1", text)
    text = re.sub(r"^(cpu: ).*", r"\1NAME", text, flags=re.M)
    text = re.sub(r'"cpu: [^"]*"', r'"cpu: NAME\\n"', text)
    text = re.sub(r"(\t|\\t) *(N|\d+)(?= (ns/op|MB/s|B/op|allocs/op))", r"\1\2", text)
    # Where a benchmark's line is cut into events depends on the moment.
    text = re.sub(r'(Benchmark\S+) *\\t"\}\n.*"Output":"', r"\1 \\t", text)
    # The part of the columns that depends on the number of processors.
    text = re.sub(r"^(Benchmark\S+?)(-\d+)? +(?=\t)", r"\1 ", text, flags=re.M)
    text = re.sub(r'"(Benchmark[^\s"]+?)(-\d+)? +\\t', r'"\1 \\t', text)
    # Traces: arguments, program counters, numbers of goroutines, lines of the library.
    text = re.sub(r"^((?:[\w.*()/-]+\.)+[\w.*()]+|panic)\(.*\)$", r"\1(...)", text, flags=re.M)
    text = re.sub(r"^\t/\S+/src/(\S+)/\w+\.go:\d+.*$", r"\t\1", text, flags=re.M)
    text = re.sub(r"^\t_testmain\.go:\d+.*$", "\t_testmain.go", text, flags=re.M)
    text = re.sub(r"( {4}|\")(testing|common|fuzz|panic)\.go:\d+: ", r"\1LIBRARY: ", text)
    text = re.sub(r" \+0x[0-9a-f]+$", "", text, flags=re.M)
    text = re.sub(r"^goroutine \d+ ", "goroutine N ", text, flags=re.M)
    text = re.sub(r"0x[0-9a-f]{6,}", "0xADDR", text)
    # What is ours: the command's name, the place of the program, -skip of Go 1.20.
    text = re.sub(r"/tmp/(go-build\d+/b\d+|vole-test\w+)/", "", text)
    text = re.sub(r"(?m)^Run '.*\n", "", text).replace("usage: go test", "usage: vole test")
    return re.sub(r"(?m)^  -test.skip regexp\n.*\n", "", text)


def run_case(command, folder, line, name):
    where = folder
    args = shlex.split(line)
    if args and args[0].endswith(":"):
        where = os.path.join(folder, args.pop(0)[:-1])
    with tempfile.TemporaryDirectory() as tmp:
        args = [a.replace("$TMP", tmp) for a in args]
        r = process.run([command, "test", *args], cwd=where, timeout=120, address_space=0)
        text = f"exit {r.code}\n--- out\n{r.out}--- err\n{r.err}"
        for file in sorted(os.listdir(tmp)):
            with open(os.path.join(tmp, file), encoding="utf-8") as f:
                lines = f.read().split("\n")
            # A profile's files come in any order.
            blocks = lines[:1] + sorted(lines[1:], key=lambda x: x.split(":")[0])
            text += f"--- {file}\n" + "\n".join(blocks)
        return normal(text.replace(tmp, "$TMP"), folder)


def run(root, vole, oracle):
    """Yields (name, what is wrong or "")."""
    for cases in sorted(glob.glob(os.path.join(root, "testdata/gotest/*/cases"))):
        folder = os.path.dirname(cases)
        with open(cases, encoding="utf-8") as f:
            lines = [x for x in f.read().split("\n") if x and not x.startswith("#")]
        for line in lines:
            name, _, rest = line.partition(" ")
            path = os.path.join(folder, name + ".want")
            got = run_case(oracle or vole, folder, rest, name)
            if oracle:
                with open(path, "w", encoding="utf-8") as f:
                    f.write(got)
                continue
            with open(path, encoding="utf-8") as f:
                want = f.read()
            diff = difflib.unified_diff(want.split("\n"), got.split("\n"), "go test", "vole test", n=1, lineterm="")
            yield os.path.relpath(path, root), "" if got == want else "\n    ".join(["differs", *diff])


def examples(root, vole, goroot, packages, timeout=60):
    """Passed and run Example functions of Go's own packages, by package."""
    for name in packages:
        r = process.run([vole, "test", "-v", "-run", "^Example", name], cwd=root, timeout=timeout, merge=True, address_space=0)
        passed = len(re.findall(r"^--- PASS: ", r.out, re.M))
        failed = len(re.findall(r"^--- FAIL: ", r.out, re.M))
        yield name, passed, failed, "" if r.code == 0 or failed else process.first_line(r.out)
