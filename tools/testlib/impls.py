"""The commands the suite can be run with: vole, and Go's own tools as the proof that the driver is right.

Both answer the same four questions: check a file, run a file, and the same for the packages of a folder.
"""

import os
import re
import shutil

import gosuite
import process

# Flags of the compiler that vole understands where it checks or runs a program.
_KNOWN = re.compile(r"-(lang=.*|l|l=\d+|N|e|e=0|C|m|m=\d|complete|smallframes|std|\+|race|p=.*)$")


def _for_vole(flags):
    """The flags of a test that mean something to vole; those of gc's back end do not."""
    out = []
    flags = list(flags)
    while flags:
        f = flags.pop(0)
        if f in ("-gcflags", "--gcflags"):
            out += _for_vole(flags.pop(0).removeprefix("all=").split()) if flags else []
        elif f.startswith(("-gcflags=", "--gcflags=")):
            out += _for_vole(f.partition("=")[2].removeprefix("all=").split())
        elif f == "-ldflags":
            break
        elif _KNOWN.match(f) and not f.startswith("-l="):
            out.append(f)
    return out


class Vole:
    name = "vole"

    def __init__(self, command, lang="go1.19", env=None):
        self.command = os.path.abspath(command)
        self.lang = lang
        self.env = {"GOOS": "linux", "GOARCH": "amd64", **(env or {})}  # as run.go sets them

    def _flags(self, flags):
        known = _for_vole(flags)
        if self.lang and not any(f.startswith("-lang=") for f in known):
            known.insert(0, f"-lang={self.lang}")
        return known

    def check(self, file, flags, cwd, tmp, timeout, cut_columns=True):
        """gc's compilation of one file: exit code and messages."""
        columns = ["-C"] if cut_columns else []
        if any(f.startswith("-m") for f in flags):
            columns.append("-std")  # the bare compiler lets anyone import internal packages
        # The whole path, as run.go has it: messages may name positions inside their text.
        return process.run([self.command, "vet", "-e", *columns, *self._flags(flags), os.path.join(cwd, file)],
                           cwd=cwd, timeout=timeout, merge=True, env=self.env)

    def execute(self, file, flags, args, cwd, tmp, timeout, mark=None, merge=True, experiment=""):
        env = dict(self.env)
        if mark:
            env["VOLE_MARK"] = mark
        if experiment:
            env["GOEXPERIMENT"] = experiment
        return process.run([self.command, "run", *self._flags(flags), file, *args],
                           cwd=cwd, timeout=timeout, merge=merge, env=env)

    # A folder of packages becomes a module "test" with a folder each, since that is what gc sees too
    # (-D test): "./a" is the package test/a.

    def prepare(self, folder, packages, tmp):
        module = os.path.join(tmp, "mod")
        os.mkdir(module)
        with open(os.path.join(module, "go.mod"), "w") as f:
            f.write("module test\n\ngo 1.19\n")
        dirs = []
        for _, files in packages:
            base = files[0].removesuffix(".go")
            d = os.path.join(module, base)
            os.mkdir(d)
            for name in files:
                with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape", newline="\n") as f:
                    text = f.read()
                # gc is handed these files by name; a loader would leave out what looks like a test.
                copy = name.replace("_test.go", "_test_.go")
                with open(os.path.join(d, copy), "w", encoding="utf-8", errors="surrogateescape", newline="\n") as f:
                    f.write(_absolute_imports(text))
            dirs.append("./" + base)
        return module, dirs

    def check_package(self, layout, i, flags, tmp, timeout):
        module, dirs = layout
        return process.run([self.command, "vet", "-e", "-C", *self._flags(flags), dirs[i]],
                           cwd=module, timeout=timeout, merge=True, env=self.env)

    def run_package(self, layout, i, flags, args, tmp, timeout, mark=None):
        module, dirs = layout
        env = dict(self.env)
        if mark:
            env["VOLE_MARK"] = mark
        return process.run([self.command, "run", *self._flags(flags), dirs[i], *args],
                           cwd=module, timeout=timeout, merge=True, env=env)

    def run_in_dir(self, cwd, flags, timeout, mark=None, experiment=""):
        env = dict(self.env)
        if mark:
            env["VOLE_MARK"] = mark
        if experiment:
            env["GOEXPERIMENT"] = experiment
        return process.run([self.command, "run", *self._flags(flags), "."], cwd=cwd, timeout=timeout, merge=True, env=env)


_DECL = re.compile(r"^(func|type|var|const)\b", re.MULTILINE)


def _absolute_imports(text):
    m = _DECL.search(text)
    head, tail = (text[:m.start()], text[m.start():]) if m else (text, "")
    return re.sub(r'(["`])\./(\w[\w/]*)\1', r'"test/\2"', head) + tail


class Gc:
    """The Go 1.19 tools, by the commands of run.go."""
    name = "go"

    def __init__(self):
        self.go = shutil.which("go")
        self.tools = os.path.join(os.path.dirname(gosuite.find_root() or ""), "pkg/tool/linux_amd64")
        if not os.path.isdir(self.tools):
            self.tools = process.run([self.go, "env", "GOTOOLDIR"]).out.strip()

    def _tool(self, name):
        return os.path.join(self.tools, name)

    def _run(self, cmd, cwd, timeout, merge=True, experiment=""):
        return process.run(cmd, cwd=cwd, timeout=timeout, merge=merge, address_space=0,
                           env={"GOEXPERIMENT": experiment or None, "GOENV": "off", "GOFLAGS": "", "GO111MODULE": None, "GOOS": "linux", "GOARCH": "amd64"})

    def check(self, file, flags, cwd, tmp, timeout, cut_columns=True):
        return self._run([self._tool("compile"), "-p=p", "-C", "-e", "-o", os.path.join(tmp, "a.o"), *flags,
                          os.path.join(cwd, file)], tmp, timeout)

    def execute(self, file, flags, args, cwd, tmp, timeout, mark=None, merge=True, experiment=""):
        if flags or args or experiment:
            return self._run([self.go, "run", "-gcflags=all=", *flags, file, *args], cwd, 300, merge, experiment)
        r = self._run([self._tool("compile"), "-p=main", "-o", f"{tmp}/pkg.a", file], cwd, 60, merge)
        if r.code == 0:
            r = self._run([self._tool("link"), "-s", "-w", "-o", f"{tmp}/test.exe", f"{tmp}/pkg.a"], cwd, 60, merge)
        if r.code == 0:
            r = self._run([f"{tmp}/test.exe"], cwd, timeout, merge)
        return r

    def prepare(self, folder, packages, tmp):
        os.mkdir(os.path.join(tmp, "test"))
        return folder, packages

    def check_package(self, layout, i, flags, tmp, timeout):
        folder, packages = layout
        name, files = packages[i]
        cmd = [self._tool("compile"), "-e", "-D", "test", "-I", "."]
        if name == "main":
            cmd.append("-p=main")
        else:
            p = "test/" + files[0].removesuffix(".go")
            cmd += ["-o", p + ".a", "-p", p]
        if "-ldflags" in flags:
            flags = flags[:flags.index("-ldflags")]
        return self._run(cmd + flags + [os.path.join(folder, f) for f in files], tmp, timeout * 3)

    def run_package(self, layout, i, flags, args, tmp, timeout, mark=None):
        r = self.check_package(layout, i, flags, tmp, timeout)
        if r.code == 0:
            ldflags = flags[flags.index("-ldflags") + 1:] if "-ldflags" in flags else []
            object_file = layout[1][i][1][0].replace(".go", ".o")
            r = self._run([self._tool("link"), "-w", "-o", "a.exe", "-L", ".", *ldflags, object_file], tmp, 60)
        if r.code == 0:
            r = self._run([f"{tmp}/a.exe", *args], tmp, timeout)
        return r

    def run_in_dir(self, cwd, flags, timeout, mark=None, experiment=""):
        return self._run([self.go, "run", "-gcflags=all=", *flags, "."], cwd, timeout * 10, experiment=experiment)
