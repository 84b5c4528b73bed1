"""Inputs too big to keep: made here, handed to vole, judged by how it ends.

Each must end with an error in Go's words and Go's exit code, or run; never by a signal, never past the limits
of time and memory.
"""

import os
import re
import tempfile

import process

MIB = 1 << 20


def _cases(folder):
    """Yields (name, command tail, exit codes allowed, regexp for the output)."""
    def write(name, parts):
        path = os.path.join(folder, name)
        with open(path, "w") as f:
            for p in parts:
                f.write(p)
        return name

    head = "package main\n\nfunc main() {\n"
    n = 1_000_000
    deep = r":\d+: .*(nest|too deep|too many)"
    yield "1 000 000 parentheses", ["vet", write("paren.go", [head, "\t_ = ", "(" * n, "1", ")" * n, "\n}\n"])], [1], deep
    yield "1 000 000 open braces", ["vet", write("brace.go", [head, "{" * n])], [1], r":\d+"
    yield "1 000 000 unary operators", ["vet", write("unary.go", [head, "\tx := 1\n\t_ = ", "-+" * (n // 2), "x\n}\n"])], [0, 1], r""
    yield "1 000 000 additions", ["vet", write("sum.go", [head, "\tx := 1\n\t_ = x", " + x" * n, "\n}\n"])], [0, 1], r""
    yield "1 000 000 pointers", ["vet", write("star.go", ["package main\n\nvar x ", "*" * n, "int\n\nfunc main() {}\n"])], [0, 1], r""
    yield "100 000 nested slices types", ["vet", write("slice.go", ["package main\n\nvar x ", "[]" * 100000, "int\n\nfunc main() {}\n"])], [0, 1], r""
    yield "100 000 nested functions", ["vet", write("func.go", [head, "func() {" * 100000])], [1], r":\d+"
    yield "100 000 nested ifs", ["vet", write("if.go", [head, "if true {" * 100000])], [1], r":\d+"
    yield "100 000 else ifs", ["vet", write("else.go", [head, "if true {}", " else if true {}" * 100000, "\n}\n"])], [0, 1], r""
    yield "100 000 calls in a chain", ["vet", write("chain.go", ["package main\n\ntype T struct{}\n\nfunc (t T) f() T { return t }\n\nfunc main() {\n\tvar t T\n\tt", ".f()" * 100000, "\n}\n"])], [0, 1], r""
    yield "a source line of 100 MB", ["vet", write("line.go", [head, "\t_ = 1", "+1" * (50 * MIB), "\n}\n"])], [0, 1], r""
    yield "a comment of 100 MB", ["vet", write("comment.go", [head, "\t// ", "x" * (100 * MIB), "\n}\n"])], [0], r""
    yield "a string of 100 MB", ["vet", write("string.go", [head, '\t_ = "', "x" * (100 * MIB), '"\n}\n'])], [0, 1], r""
    yield "an identifier of 10 MB", ["vet", write("name.go", [head, "\t", "x" * (10 * MIB), " := 1\n\t_ = ", "x" * (10 * MIB), "\n}\n"])], [0, 1], r""
    yield "a constant shift by 2 000 000 000", ["vet", write("shift.go", [head, "\tconst c = 1 << 2000000000\n}\n"])], [1], r"shift\.go:4:\d+: .*(shift|overflow)"
    yield "a constant multiplied by itself", ["vet", write("square.go", ["package main\n\nconst c0 = 1 << 500\n"] + [f"const c{i + 1} = c{i} * c{i}\n" for i in range(40)] + ["\nfunc main() {}\n"])], [1], r"square\.go:\d+:\d+: .*overflow"
    yield "an exponent past all bounds", ["vet", write("float.go", [head, "\tconst c = 1e999999999\n\t_ = c\n}\n"])], [1], r"float\.go:4:\d+: "
    yield "1e1000000 digits of a number", ["vet", write("digits.go", [head, "\t_ = ", "9" * n, "\n}\n"])], [1], r"digits\.go:4:\d+: "
    yield "100 000 package variables in a row of dependencies", ["vet", write("vars.go", ["package main\n\nvar v0 = 1\n"] + [f"var v{i + 1} = v{i}\n" for i in range(100000)] + ["\nfunc main() {}\n"])], [0, 1], r""
    yield "nested generic instances", ["vet", write("generic.go", ["package main\n\ntype T[P any] struct{ p *P }\n\nvar x ", "T[" * 5000, "int", "]" * 5000, "\n\nfunc main() {}\n"])], [0, 1], r""
    yield "recursion without end in types", ["vet", write("types.go", ["package main\n\ntype T[P any] struct{ f *T[T[P]] }\n\nvar x T[int]\n\nfunc main() {}\n"])], [1], r":\d+:\d+: .*instantiation cycle"
    yield "no text at all", ["vet", write("empty.go", [""])], [1], r"empty\.go:\d+:\d+: "
    yield "zero bytes", ["vet", write("zero.go", ["\0" * 1000])], [1], r"zero\.go:\d+:\d+: "
    yield "standard input without a program", ["run", "-"], [1], r""


def _escape_cases(folder):
    """What is hard for the escape analysis: each for -m, for -m -l and running."""
    def write(name, parts):
        with open(os.path.join(folder, name), "w") as f:
            f.write("package main\n\n")
            for p in parts:
                f.write(p)
        return name

    n = 100_000
    programs = [
        ("a function of 100 000 statements", lambda: write("many.go", [
            "func main() {\n\tx := 1\n", *(f"\tx = x*3 + {i}\n" for i in range(n)), "\tprintln(x)\n}\n"])),
        ("100 000 statements with variables that flow into each other", lambda: write("flow.go", [
            "func main() {\n\tx := 1\n\tp := &x\n\tfor *p == 0 {\n\t\ty := 1\n\t\tp = &y\n\t}\n",
            *(f"\tv{i} := &x\n\tp = v{i}\n\tv{i} = p\n" for i in range(n // 3)), "\tprintln(*p)\n}\n"])),
        ("10 000 functions that call each other in a circle", lambda: write("cycle.go", [
            "type T struct {\n\tp *T\n\tn int\n}\n\n",
            *(f"func f{i}(t *T, n int) *T {{\n\tif n == 0 {{\n\t\treturn t\n\t}}\n\treturn f{(i + 1) % 10000}(&T{{p: t}}, n-1)\n}}\n"
              for i in range(10000)), "\nfunc main() { println(f0(nil, 20000).n) }\n"])),
        ("literals in literals, 1 000 deep", lambda: write("deep.go", [
            "func main() {\n\tx := 0\n", *(f"func() {{\nv{i} := &x\n*v{i}++\n" for i in range(1000)), "x++\n", "}()\n" * 1000,
            "\tprintln(x)\n}\n"])),
        ("2 000 deferred literals in loops", lambda: write("defer.go", [
            "func main() {\n\tvar a []*int\n",
            "\tfor i := 0; i < 3; i++ {\n\t\tv := i\n\t\ta = append(a, &v)\n\t\tdefer func() { v += *a[0] }()\n\t}\n" * 2000,
            "\tprintln(len(a))\n}\n"])),
    ]
    for name, make in programs:
        file = make()
        for flags in (["-m", "-l"], ["-m"], ["run"]):
            yield f"{name}: {' '.join(flags)}", [*flags, file]


def run(vole):
    """[(name, what is wrong or '')]"""
    results = []
    with tempfile.TemporaryDirectory(prefix="vole-limits-") as folder:
        for name, tail in _escape_cases(folder):
            # A fraction of a second when nothing else runs; what is quadratic takes minutes.
            r = process.run([os.path.abspath(vole), *tail], cwd=folder, timeout=60, merge=True, address_space=4 << 30)
            why = "" if r.code == 0 and not r.timed_out else f"{r.how()}: {process.first_line(r.out)}"
            results.append((name, why))
    with tempfile.TemporaryDirectory(prefix="vole-limits-") as folder:
        for name, tail, codes, rx in _cases(folder):
            r = process.run([os.path.abspath(vole), *tail], cwd=folder, timeout=60, merge=True, address_space=4 << 30)
            why = ""
            if r.timed_out or r.code not in codes:
                why = f"{r.how()}: {process.first_line(r.out)}"
            elif not re.search(rx, r.out):
                why = f"the message is {process.first_line(r.out)!r}"
            results.append((name, why))
            for f in os.listdir(folder):
                os.remove(os.path.join(folder, f))
    return results
