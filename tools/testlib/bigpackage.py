"""Makes one large package of real code: packages of Go's library, with the names that clash told apart by a number.

The renaming works on tokens: a package-level name is renamed wherever it stands, except as a field, a method, a key that
names a field, or behind a dot (unless it is an embedded type). That is right for the packages below, which import
nothing internal; `vole vet` says so each time.
"""

import glob
import os
import re

PACKAGES = """encoding/json go/printer encoding/xml archive/tar database/sql go/scanner regexp/syntax go/constant
encoding/asn1 mime html net/mail net/url text/tabwriter container/list container/ring encoding/csv image/color image/png
image/gif compress/flate compress/bzip2 compress/lzw index/suffixarray encoding/hex encoding/base64 encoding/binary log
flag expvar debug/pe debug/macho debug/gosym debug/elf math/rand math/cmplx go/doc/comment net/rpc go/token encoding/pem
crypto/x509/pkix""".split()

TOKEN = re.compile(r"//[^\n]*|/\*.*?\*/|`[^`]*`|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|[0-9][\w.]*|\n|"
                   r"[ \t]+|\.\.\.|.", re.S)
WORD = re.compile(r"[A-Za-z_]")
OTHER_SYSTEMS = re.compile(r"_(js|windows|plan9|darwin|arm64|s390x|ppc64x|arm|wasm|solaris|aix|mips\w*|riscv64|386)\.go$")
OTHER_BUILDS = re.compile(r"^//go:build.*(ignore|js|windows|!amd64|gofuzz|compiler_bootstrap|purego)", re.M)


def is_space(token):
    return token.isspace() or token.startswith(("//", "/*"))


def opens(token, before):
    """What a bracket opens: s a struct, i an interface, else itself."""
    if token == "{" and before in ("struct", "interface"):
        return before[0]
    return token


def ends_line(tokens, k):
    for t in tokens[k + 1:]:
        if t == "\n" or t.startswith("//"):
            return True
        if not t.isspace():
            return False
    return True


def top_level_names(tokens):
    real = [t for t in tokens if t == "\n" or not is_space(t)]
    names, depth, group = set(), 0, False

    def listed(i):
        names.add(real[i])
        while real[i + 1] == ",":
            i += 2
            names.add(real[i])

    for i, t in enumerate(real):
        starts = i == 0 or real[i - 1] == "\n"
        if t in "({[":
            depth += 1
        elif t in ")}]":
            depth -= 1
            group = group and depth > 0
        elif depth == 0 and t == "func" and real[i + 1] != "(":
            names.add(real[i + 1])
        elif depth == 0 and starts and t in ("type", "var", "const"):
            group = real[i + 1] == "("
            if not group:
                listed(i + 1)
        elif depth == 1 and group and starts and WORD.match(t):
            listed(i)
    return names - {"_", "init", "main"}


def members(tokens):
    """(names of fields and methods, names of embedded types)"""
    fields, embedded, stack, before, starts = set(), set(), [], "", True
    for k, t in enumerate(tokens):
        if t == "\n":
            starts = True
            continue
        if is_space(t):
            continue
        if t in "({[":
            stack.append(opens(t, before))
        elif t in ")}]":
            if stack:
                stack.pop()
        elif WORD.match(t):
            if stack and stack[-1] == "s":
                if starts or before in ("{", ",", ";"):
                    (embedded if ends_line(tokens, k) else fields).add(t)
                elif before == "*" and ends_line(tokens, k):
                    embedded.add(t)
            elif not stack and before == ")":
                fields.add(t)
        before, starts = t, False
    return fields, embedded


def rename(tokens, names, fields, embedded, suffix):
    out, stack, before, starts = [], [], "", True
    for k, t in enumerate(tokens):
        if is_space(t):
            out.append(t)
            starts = starts or t == "\n"
            continue
        if t in "({[":
            stack.append(opens(t, before))
        elif t in ")}]":
            if stack:
                stack.pop()
        word = t
        if t in names:
            after = next((x for x in tokens[k + 1:k + 20] if not x.isspace()), "")
            where = stack[-1] if stack else ""
            if before == ".":
                keep = t not in embedded or t in fields
            elif where == "s" and (starts or before in ("{", ",", ";")) and not ends_line(tokens, k):
                keep = True
            elif where == "i" and (starts or before == "{") and after == "(":
                keep = True
            elif before == ")" and after == "(" and not stack:
                line = "".join(out[-60:]).rsplit("\n", 1)[-1]
                keep = re.fullmatch(r"func \([^()]*\) ", line) is not None
            else:
                keep = after == ":" and t in fields and before != "case" and (before in ("{", ",") or starts)
            if not keep:
                word = t + suffix
        out.append(word)
        before, starts = t, t == ";"
    return "".join(out)


def imports_of(text):
    found = set()
    for block in re.findall(r"^import (\(.*?^\)|[^\n]*)", text, re.M | re.S):
        found |= set(re.findall(r'"([\w/]+)"', block))
    return found


def make(goroot, folder, lines):
    """Writes the files of the package; returns (lines, imports)."""
    packages = []
    for path in PACKAGES:
        texts = {}
        for name in sorted(glob.glob(os.path.join(goroot, "src", path, "*.go"))):
            if name.endswith("_test.go") or OTHER_SYSTEMS.search(name):
                continue
            with open(name, encoding="utf-8") as f:
                text = f.read()
            if not OTHER_BUILDS.search(text):
                texts[os.path.basename(name)] = text
        if not texts or any(re.search(r'"(.*/)?internal/', t) for t in texts.values()):
            continue
        packages.append((path, {n: TOKEN.findall(t) for n, t in texts.items()}))
    count, found = {}, []
    for path, files in packages:
        names, fields, embedded = set(), set(), set()
        for tokens in files.values():
            names |= top_level_names(tokens)
            f, e = members(tokens)
            fields |= f
            embedded |= e
        found.append((names, fields, embedded))
        for n in names:
            count[n] = count.get(n, 0) + 1
    short = {os.path.basename(m) for _, files in packages for tokens in files.values() for m in imports_of("".join(tokens))}
    total, used = 0, set()
    for i, (path, files) in enumerate(packages):
        if total >= lines:
            break
        names, fields, embedded = found[i]
        names = {n for n in names if count[n] > 1 or n in short}
        for name, tokens in files.items():
            text = rename(tokens, names, fields, embedded, f"_{i}")
            text = re.sub(r"^package \w+", "package p", text, count=1, flags=re.M)
            text = re.sub(r"//go:linkname[^\n]*", "", text)
            used |= imports_of(text)
            total += text.count("\n")
            with open(os.path.join(folder, f"f{i}_{path.replace('/', '_')}_{name}"), "w", encoding="utf-8") as f:
                f.write(text)
    return total, used
