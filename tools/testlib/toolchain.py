"""Go's own tools as programs to run: gofmt, compiler, linker and disassembler from Go's sources, by Vole and as installed.
And the other way round: programs that call C build with Go against the API of the real purego.

The compiler alone is 130 000 lines that use maps, closures, goroutines, reflection and unsafe in every way; its object files
tell the smallest difference."""

import os
import shutil
import subprocess
import tempfile

import process

# Packages of the library that are compiled, and what the program that is linked prints.
PACKAGES = ["sort", "strconv", "container/list", "text/tabwriter"]
PROGRAM = """package main

type shape interface{ area() int }
type square struct{ side int }
type sum []shape

func (s *square) area() int { return s.side * s.side }
func (s sum) area() (n int) {
	for _, x := range s {
		n += x.area()
	}
	return n
}

func main() {
	m := map[string]shape{"a": &square{3}, "b": sum{&square{4}, &square{5}}}
	defer func() { println(recover().(error).Error()) }()
	println(m["a"].area()+m["b"].area(), len(m))
	println(m["c"].area())
}
"""
# What github.com/ebitengine/purego declares on Linux.
PUREGO = """package purego

const (
	RTLD_DEFAULT = 0x00000
	RTLD_LAZY    = 0x00001
	RTLD_NOW     = 0x00002
	RTLD_LOCAL   = 0x00000
	RTLD_GLOBAL  = 0x00100
)

type CDecl struct{}
type Dlerror struct{ s string }

func (e Dlerror) Error() string                                     { return e.s }
func Dlopen(path string, mode int) (uintptr, error)                 { return 0, nil }
func Dlsym(handle uintptr, name string) (uintptr, error)            { return 0, nil }
func Dlclose(handle uintptr) error                                  { return nil }
func RegisterLibFunc(fptr interface{}, handle uintptr, name string) {}
func RegisterFunc(fptr interface{}, cfn uintptr)                    {}
func SyscallN(fn uintptr, args ...uintptr) (r1, r2, err uintptr)    { return }
func NewCallback(fn interface{}) uintptr                            { return 0 }
"""
PRINTS = "50 2\nruntime error: invalid memory address or nil pointer dereference\n"


def purego(programs):
    """Yields (name, what is wrong or "") for each of the programs."""
    module = "github.com/ebitengine/purego"
    with tempfile.TemporaryDirectory() as tmp:
        os.mkdir(os.path.join(tmp, "purego"))
        for name, text in (("purego/purego.go", PUREGO), ("purego/go.mod", f"module {module}\n\ngo 1.18\n"),
                           ("go.mod", f"module x\n\ngo 1.18\n\nrequire {module} v0.0.0\n\nreplace {module} => ./purego\n")):
            with open(os.path.join(tmp, name), "w", encoding="utf-8") as f:
                f.write(text)
        for path in programs:
            folder = os.path.join(tmp, os.path.basename(path)[:-3])
            os.mkdir(folder)
            shutil.copy(path, folder)
            r = process.run(["go", "build", "-o", folder + ".exe", folder], cwd=tmp, timeout=300, merge=True, address_space=0)
            yield f"go build {os.path.basename(path)}", "" if r.code == 0 else r.out[-2000:]


def run(vole, programs):
    """Yields (name, what is wrong or ""); nothing without an installed Go with its commands' sources."""
    try:
        root = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return
    yield from purego(programs)
    source = os.path.join(root, "src")
    library = os.path.join(root, "pkg/linux_amd64")
    if not os.path.isdir(os.path.join(source, "cmd/compile")) or not os.path.isdir(library):
        return

    def both(tool, args, cwd, out):
        """Runs the tool twice, with OUT in args replaced by a file; (what is wrong, the two results, the two files)."""
        results, files = [], []
        for i, command in enumerate(([vole, "run", os.path.join(source, "cmd", tool)],
                                     [os.path.join(root, "bin/gofmt")] if tool == "gofmt" else ["go", "tool", tool])):
            file = f"{out}.{i}"
            results.append(process.run(command + [file if a == "OUT" else a for a in args], cwd=cwd, timeout=300, address_space=0))
            files.append(file)
        a, b = results
        if (a.code, a.out, a.err) != (b.code, b.out, b.err):
            return f"{a.how()}, want {b.how()}\n{a.out[-1000:]}{a.err[-1000:]}", results, files
        return "", results, files

    def same(files):
        with open(files[0], "rb") as f, open(files[1], "rb") as g:
            return f.read() == g.read()

    with tempfile.TemporaryDirectory() as tmp:
        program = os.path.join(tmp, "program.go")
        with open(program, "w", encoding="utf-8") as f:
            f.write(PROGRAM)
        untidy = os.path.join(tmp, "untidy.go")
        with open(untidy, "w", encoding="utf-8") as f:
            f.write("package  p\nimport(\"os\";\"fmt\")\nfunc f( a int,b  string)(int,error){if a>1{return 1,nil};x:=map[string]int{\"a\":1,\n\"bcd\":2}\nreturn x[b],nil}\n")
        why, _, _ = both("gofmt", ["-s", "-d", untidy, program], tmp, os.path.join(tmp, "gofmt"))
        yield "cmd/gofmt", why.replace(tmp, "TMP") if "diff" not in why else ""
        for package in PACKAGES:
            folder = os.path.join(source, package)
            listed = subprocess.run(["go", "list", "-f", "{{join .GoFiles \" \"}}", package], capture_output=True, text=True)
            files = [os.path.join(folder, f) for f in listed.stdout.split()]
            out = os.path.join(tmp, package.replace("/", "_"))
            why, _, objects = both("compile", ["-p", package, "-std", "-m", "-I", library, "-o", "OUT", "-trimpath", tmp, *files], folder, out)
            yield f"cmd/compile {package}", why or ("" if same(objects) else "another object file than Go's")
        why, _, objects = both("compile", ["-p", "main", "-o", "OUT", "-trimpath", tmp, program], tmp, os.path.join(tmp, "main"))
        yield "cmd/compile main", why or ("" if same(objects) else "another object file than Go's")
        if why:
            return
        # Our compress/zlib is zlib, which makes other bytes than Go's own packer: not compressed, they are the same.
        why, _, exes = both("link", ["-compressdwarf=false", "-o", "OUT", "-L", library, objects[0]], tmp, os.path.join(tmp, "exe"))
        if not why:
            r = process.run([exes[0]], merge=True, address_space=0)
            if r.out != PRINTS:
                why = f"the linked program: {r.how()}\n{r.out}"
            elif not same(exes):
                why = "another executable than Go's"
        yield "cmd/link", why
        if not why:
            why, _, _ = both("objdump", ["-s", "^main\\.", exes[0]], tmp, os.path.join(tmp, "dump"))
            yield "cmd/objdump", why
