"""Dialogues with the read-eval-print loop in a pseudo-terminal: testdata/repl/*.dialogue, which read as what the
person at the terminal saw. testdata/repl/README.md describes the format.

Nothing here sleeps to wait for the session: a step ends when the screen (testlib/screen.py) shows what the dialogue
says, and fails when it does not within the time-out. That the editor reads is known by the terminal's bracketed paste
mode, which it switches on while it does.
"""

import concurrent.futures
import difflib
import fcntl
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time

import screen

TIMEOUT = float(os.environ.get("VOLE_DIALOGUE_TIMEOUT", "30"))
KEYS = {
    "tab": "\t", "enter": "\r", "esc": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "delete": "\x1b[3~", "backspace": "\x7f", "space": " ",
    "paste": "\x1b[200~", "/paste": "\x1b[201~", "nl": "\n",
    **{f"ctrl-{c}": chr(ord(c) & 31) for c in "abcdefghijklmnopqrstuvwxyz\\"},
    **{f"alt-{c}": "\x1b" + c for c in "abcdefghijklmnopqrstuvwxyz"},
}
_KEY = re.compile("<(" + "|".join(re.escape(k) for k in sorted(KEYS, key=len, reverse=True)) + ")>")
PATTERNS = {
    "addr": r"0x[0-9a-f]+", "int": r"-?\d+", "any": r".*", "hex": r"[0-9a-f]+",
    "time": r"(\d+(\.\d+)?(ns|µs|ms|m|h|s))+", "float": r"-?\d+(\.\d+)?(e[+-]\d+)?",
}
PROMPTS = {">": "> ", ".": "... "}  # as a dialogue writes it: as the screen shows it


READS = b"\x1b[?2004h"  # the editor begins to read


class Failure(Exception):
    pass


class Session:
    """A command in a pseudo-terminal and what its screen shows."""

    def __init__(self, command, env, cwd, rows=24, cols=80):
        self.screen = screen.Screen(rows, cols)
        self.log = bytearray()  # all that came from the command
        master, slave = os.openpty()
        self.fd = master
        self._set_size(slave, rows, cols)
        # setsid makes the terminal the controlling one, as a shell's child would find it, without a fork of ours.
        self.process = subprocess.Popen(["setsid", "--ctty", *command], stdin=slave, stdout=slave, stderr=slave, env=env,
                                        cwd=cwd, close_fds=True)
        os.close(slave)
        os.set_blocking(master, False)
        self.ended = False

    @staticmethod
    def _set_size(fd, rows, cols):
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def resize(self, rows, cols):
        self.screen.resize(rows, cols)
        self._set_size(self.fd, rows, cols)

    def pump(self, timeout):
        """Draws what has come, waiting for it at most `timeout` seconds; False if nothing came."""
        if self.ended:
            return False
        ready, _, _ = select.select([self.fd], [], [], max(0, timeout))
        if not ready:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except BlockingIOError:
            return False
        except OSError:  # EIO: nobody has the terminal any more
            data = b""
        if not data:
            self.ended = True
            return False
        self.log += data
        self.screen.feed(data)
        return True

    def send(self, text):
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        deadline = time.monotonic() + TIMEOUT
        while data:
            # What the session prints meanwhile must be taken away, or both sides wait for each other.
            _, writable, _ = select.select([], [self.fd], [], 0)
            if writable:
                try:
                    # The kernel keeps at most 4095 bytes of a line that is not yet read.
                    n = os.write(self.fd, data[:1024])
                    data = data[n:]
                    deadline = time.monotonic() + TIMEOUT
                    self.pump(0)
                    continue
                except BlockingIOError:
                    pass
                except OSError:
                    raise Failure("the session is gone")
            self.pump(0.01)
            if self.ended or time.monotonic() > deadline:
                raise Failure("the session takes no more input")

    def until(self, condition, timeout=None):
        """Draws until the condition holds; False if it does not in time."""
        deadline = time.monotonic() + (timeout or TIMEOUT)
        while True:
            # All that is there, but what prints without end may be faster than we draw.
            look = time.monotonic() + 0.1
            while self.pump(0) and time.monotonic() < look:
                pass
            if condition():
                return True
            left = deadline - time.monotonic()
            if left <= 0 or self.ended:
                return condition()
            self.pump(min(left, 0.5))

    def quiet(self, seconds):
        """Draws until nothing has come for a while, at most until the time-out."""
        deadline = time.monotonic() + TIMEOUT
        while self.pump(seconds) and time.monotonic() < deadline:
            pass

    def editing(self):
        return self.screen.pasting

    def prompt(self):
        """The prompt that waits for input with nothing typed, or None."""
        s = self.screen
        if s.cols < 3:  # too narrow to be read
            return "> " if self.editing() else None
        line = s.text(s.y)
        for p in PROMPTS.values():
            if line == p.rstrip() and s.x == min(len(p), s.cols - 1) and (self.editing() or self.dumb):
                return p
        return None

    dumb = False  # a terminal without bracketed paste

    def wait(self, timeout=None):
        """The exit code."""
        self.until(lambda: self.ended, timeout)
        try:
            return self.process.wait(timeout or TIMEOUT)
        except subprocess.TimeoutExpired:
            return None

    def close(self):
        if self.process.poll() is None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self.process.kill()
        self.process.wait()
        os.close(self.fd)


class Step:
    """One line of input and what must be seen after it."""

    def __init__(self, line, kind, text):
        self.line, self.kind, self.text = line, kind, text  # kind: ">" "." "+" or a directive's name
        self.output = []  # (line number, text) of lines printed
        self.shown = []  # of the screen from the prompt's row on ("| ")
        self.body = []  # what stands between a directive and !end


class Dialogue:
    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)
        with open(path, encoding="utf-8") as f:
            self.lines = f.read().split("\n")
        if self.lines and not self.lines[-1]:
            self.lines.pop()
        self.steps = []
        self.options = {"nowrite": None, "norun": None, "exit": 0, "size": (24, 80), "args": [], "env": {}, "dumb": False}
        self._parse()

    def _parse(self):
        i = option = 0  # the line of the last option
        while i < len(self.lines):
            line = self.lines[i]
            i += 1
            if not line or line.startswith("#"):
                continue
            if line.startswith("!"):
                name, _, rest = line[1:].partition(" ")
                step = Step(i, name, rest)
                if name in ("file", "paste"):
                    while self.lines[i] != "!end":
                        step.body.append(self.lines[i])
                        i += 1
                    i += 1
                if name in ("size", "args", "env", "dumb", "nowrite", "norun"):
                    option = i
                if name == "size":
                    self.options["size"] = tuple(int(n) for n in rest.split())
                elif name == "args":
                    self.options["args"] = rest.split()
                elif name == "env":
                    k, _, v = rest.partition("=")
                    self.options["env"][k] = v
                elif name == "nowrite":
                    self.options["nowrite"] = rest or "no"
                elif name == "norun":
                    self.options["norun"] = rest or "no"
                elif name == "exit":
                    self.options["exit"] = int(rest)
                    self.steps.append(step)
                elif name == "dumb":
                    self.options["dumb"] = True
                else:
                    self.steps.append(step)
            elif line[:2] in ("> ", ". ", "+ ") or line in (">", ".", "+"):
                self.steps.append(Step(i, line[0], line[2:]))
            elif line[:2] == "| " or line == "|":
                self.steps[-1].shown.append((i, line[2:]))
            else:
                if all(t.kind in ("file", "sh") for t in self.steps) and (not self.steps or option > self.steps[-1].line):
                    self.steps.append(Step(option, "start", ""))  # printed before the first prompt
                self.steps[-1].output.append((i, line[1:] if line.startswith("\\") else line))


def pattern(text):
    out = ""
    for part in re.split("(‹.*?›)", text):
        if part.startswith("‹") and part.endswith("›"):
            out += "(?:" + PATTERNS.get(part[1:-1], part[1:-1]) + ")"
        else:
            out += re.escape(part)
    return re.compile(out + r"\Z", re.DOTALL)


def matches(got, expected):
    """Do the lines match? A line `...` stands for any lines."""
    if not expected:
        return not got
    if expected[0] == "...":
        return any(matches(got[i:], expected[1:]) for i in range(len(got) + 1))
    return bool(got) and bool(pattern(expected[0].rstrip()).match(got[0].rstrip())) and matches(got[1:], expected[1:])


def expand(text):
    """The pieces to send: text between keys, and keys as (name, bytes)."""
    pieces, at = [], 0
    for m in _KEY.finditer(text):
        if m.start() > at:
            pieces.append((None, text[at:m.start()]))
        pieces.append((m.group(1), KEYS[m.group(1)]))
        at = m.end()
    if at < len(text):
        pieces.append((None, text[at:]))
    return pieces


class Run:
    """One dialogue being held."""

    def __init__(self, dialogue, vole, update=False, written=None):
        self.d, self.vole, self.update = dialogue, vole, update
        self.written = written  # where :write shall put the program at the end, or None
        self.home = tempfile.mkdtemp(prefix="vole-dialogue-")
        self.session = None
        self.start_y = 0  # the row of the prompt that took the step's input
        self.reads = 0  # lines that had been read before
        self.recorded = {}  # step -> its output lines, for --update
        self.typed = None  # the line just entered, to be found on the screen
        self.sent_enter = False
        self.earlier = []  # what the steps before expect of the same input

    def environment(self):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith(("XDG_", "VOLE_", "LC_", "EDITOR", "GODEBUG"))}
        env.update(HOME=self.home, TERM="xterm", LANG="C.UTF-8", PWD=self.home, GOCACHE=go_cache())
        if "VOLE_LIBRARY" in os.environ:
            env["VOLE_LIBRARY"] = os.environ["VOLE_LIBRARY"]
        for k, v in self.d.options["env"].items():
            env[k] = v.replace("$HOME", self.home)
        return env

    def begin(self):
        rows, cols = self.d.options["size"]
        self.session = Session([self.vole, *self.d.options["args"]], self.environment(), self.home, rows, cols)
        self.session.dumb = self.d.options["dumb"]
        self.start_y = self.reads = 0
        self.typed = None
        self.sent_enter = False

    def fail(self, step, why, expected=None, got=None):
        text = f"line {step.line}: {why}"
        if expected is not None:
            text += "\n" + "\n".join(difflib.unified_diff(expected, got, "expected", "got", lineterm="", n=3))
        else:
            s = self.session.screen
            text += "\nthe screen's end:\n" + "\n".join(s.block(max(0, len(s.lines) - 12), len(s.lines)))
        raise Failure(text)

    def prompt_row(self, prompt=None):
        # A screen too narrow to be read may still show the line that was entered.
        s = self.session.screen
        if s.cols < 3 and self.sent_enter and len(s.unpasted) <= self.reads:
            return False
        p = self.session.prompt()
        return p is not None and (prompt is None or p == prompt) and (
            self.typed is None or self.session.screen.y > self.start_y)

    def output(self, to_end=False):
        """The lines between the input and the prompt."""
        s = self.session.screen
        # Output begins where the editor stopped reading.
        first = self.start_y + (self.typed is not None)
        if len(s.unpasted) > self.reads and self.typed is not None:
            first = s.unpasted[self.reads]
        last = len(s.lines) if to_end else s.y
        if to_end:
            while last > first and not s.text(last - 1):
                last -= 1
        return s.block(first, last)

    def run(self):
        try:
            steps = list(self.d.steps)
            # What must be there before the session starts.
            while steps and steps[0].kind in ("file", "sh"):
                self.prepare(steps.pop(0))
            self.begin()
            if steps[0].kind != "start" and self.session.screen.cols > 2:
                steps.insert(0, Step(0, "start", ""))  # nothing is printed before the first prompt
            for i, step in enumerate(steps):
                following = steps[i + 1] if i + 1 < len(steps) else None
                self.step(step, following)
            if not any(s.kind == "exit" for s in steps[-1:]):
                self.finish()
            return ""
        except Failure as e:
            return str(e)
        finally:
            if self.session:
                self.session.close()
            shutil.rmtree(self.home, ignore_errors=True)

    def prepare(self, step):
        if step.kind == "file":
            path = os.path.join(self.home, step.text)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(step.body) + "\n")
        else:
            r = subprocess.run(step.text, shell=True, cwd=self.home, env=self.environment(), capture_output=True, text=True)
            got = (r.stdout + r.stderr).split("\n")[:-1]
            self.judge(step, got, [t for _, t in step.output])

    def judge(self, step, got, expected):
        if not matches(got, expected):
            if self.update:
                self.recorded[step] = got
            else:
                self.fail(step, "other output", expected, got)

    def step(self, step, following):
        s = self.session
        kind = step.kind
        if kind in ("file", "sh"):
            self.prepare(step)
            return
        if kind == "restart":
            self.finish(write=False)
            s.close()
            self.begin()
            return
        if kind == "start":
            pass
        elif kind in (">", "."):
            if not s.until(lambda: self.prompt_row(PROMPTS[kind])):
                self.fail(step, f"no prompt {kind!r}")
            self.here()
            self.type(step)
        elif kind == "+":
            self.settle()
            self.type(step)
        elif kind == "paste" or kind == "paste-lines":
            if kind == "paste":
                text = "\n".join(step.body) + ("" if step.text == "open" else "\n")
            else:
                count, _, template = step.text.partition(" ")
                text = "".join(template.replace("$i", str(i)) + "\n" for i in range(int(count)))
            if not s.until(lambda: self.prompt_row(None) if self.sent_enter or self.typed is None else s.editing()):
                self.fail(step, "no prompt to paste at")
            self.here()
            s.send("\x1b[200~" + text + "\x1b[201~")
            self.typed = ""
            self.sent_enter = False
        elif kind == "type-lines":  # as a terminal without bracketed paste pastes
            count, _, template = step.text.partition(" ")
            if not s.until(lambda: self.prompt_row("> ")):
                self.fail(step, "no prompt")
            self.here()
            reads = s.log.count(READS)
            s.send("".join(template.replace("$i", str(i)) + "\r" for i in range(int(count))))
            self.typed, self.sent_enter = "", True
            # Between any two lines there is a prompt; the last one counts.
            if not s.until(lambda: s.log.count(READS) >= reads + int(count), 4 * TIMEOUT):
                self.fail(step, "not all lines were taken")
        elif kind == "bytes":
            if not s.until(lambda: self.prompt_row()):
                self.fail(step, "no prompt")
            self.here()
            s.send(bytes.fromhex(step.text))
            self.typed, self.sent_enter = "", True
        elif kind == "signal":
            self.settle()
            os.kill(s.process.pid, getattr(signal, "SIG" + step.text))
        elif kind == "resize":
            rows, cols = (int(n) for n in step.text.split())
            s.resize(rows, cols)
        elif kind == "wait":
            want = pattern(step.text)
            if not s.until(lambda: any(want.match(t) for t in s.screen.block(self.start_y, len(s.screen.lines)))):
                self.fail(step, f"{step.text!r} does not appear")
        elif kind == "exit":
            self.exit(step)
            return
        else:
            raise Failure(f"line {step.line}: unknown directive !{kind}")
        self.check(step, following)

    def here(self):
        """What comes is read at this prompt."""
        self.start_y, self.reads = self.session.screen.y, len(self.session.screen.unpasted)

    def type(self, step):
        s = self.session
        pieces = expand(step.text)
        keys = any(name for name, _ in pieces)
        if not keys and not step.shown:
            pieces.append(("enter", "\r"))
        for name, text in pieces:
            before = len(s.log)
            s.send(text)
            if name == "tab":
                # Further keys wait for the answer: a tab with more behind it is taken as pasted text.
                s.until(lambda: len(s.log) > before)
                s.quiet(0.02)
            if name == "esc":
                s.quiet(0.06)  # an escape with more behind it is a key's sequence
        self.typed = step.text
        self.sent_enter = bool(pieces) and pieces[-1][0] in ("enter", "ctrl-c", "ctrl-d", "ctrl-j", "ctrl-m")

    def settle(self):
        """After a line that was entered: until the session has taken it."""
        if self.sent_enter:
            s = self.session
            s.until(lambda: len(s.screen.unpasted) > self.reads or s.dumb and s.screen.y > self.start_y)

    def check(self, step, following):
        s = self.session
        expected = self.earlier + [t for _, t in step.output]
        self.earlier = []
        shown = [t for _, t in step.shown]
        if shown:
            def now():
                return s.screen.block(self.start_y, s.screen.y + 1)

            if not s.until(lambda: matches(now(), shown), 2 if self.update else None):
                if self.update:
                    self.recorded[step] = ["| " + t for t in now()]
                else:
                    self.fail(step, "the screen shows something else", shown, now())
            return
        if following is not None and following.kind in ("exit",):
            return  # judged there
        goes_on = following is not None and following.kind not in (">", ".", "restart", "file", "sh", "paste",
                                                              "paste-lines", "type-lines", "bytes")
        if goes_on and not self.sent_enter and not expected:
            return
        if goes_on:
            if expected and not s.until(lambda: matches(self.output(to_end=True), expected)):
                self.fail(step, "other output", expected, self.output(to_end=True))
            self.earlier = expected
            return
        if step.kind in ("resize", "wait") and not expected:
            return
        if self.update:
            if not s.until(lambda: self.prompt_row()):
                self.fail(step, "no prompt afterwards")
            s.until(lambda: self.prompt_row() and matches(self.output(), expected), 0.5)
            if not matches(self.output(), expected):
                self.recorded[step] = self.output()[len(expected) - len(step.output):]
            return
        if not s.until(lambda: self.prompt_row() and matches(self.output(), expected)):
            if not self.prompt_row():
                self.fail(step, "no prompt afterwards")
            self.fail(step, "other output", expected, self.output())
        if step.kind in (">", ".") and not _KEY.search(step.text) and not self.d.options["dumb"]:
            echo = s.screen.block(self.start_y, s.screen.y + 1)[0]
            want = (PROMPTS[step.kind] + step.text).rstrip().expandtabs(8)
            # Where a wide character does not fit into a row, the row ends with a blank.
            wide = any(screen.char_width(c) != 1 for c in want)
            if s.screen.rows > 2 and s.screen.cols >= 20 and not wide and echo.rstrip() != want:
                self.fail(step, "the line is not shown as it was typed", [want], [echo])

    def exit(self, step):
        s = self.session
        previous = [t for p in self.d.steps if p.line < step.line for _, t in p.output
                    if p is max((q for q in self.d.steps if q.line < step.line), key=lambda q: q.line)]
        expected = (self.earlier or previous) + [t for _, t in step.output]
        code = s.wait()
        if code is None:
            self.fail(step, "the session does not end")
        got = self.output(to_end=True)
        if not matches(got, expected):
            if self.update:
                self.recorded[step] = got
            else:
                self.fail(step, "other output at the end", expected, got)
        if code != self.d.options["exit"]:
            self.fail(step, f"exit code {code}, expected {self.d.options['exit']}")

    def finish(self, write=True):
        """Has the program written, leaves by Ctrl-D."""
        s = self.session
        here = Step(len(self.d.lines), "end", "")
        if not s.until(lambda: self.prompt_row("> ")):
            self.fail(here, "no prompt at the end")
        if write and self.written and not self.d.options["nowrite"]:
            y = s.screen.y
            s.send(f":write {self.written}\r")
            if not s.until(lambda: s.screen.y > y and s.prompt() == "> "):
                self.fail(here, ":write does not come back")
            if not os.path.exists(self.written):
                self.fail(here, ":write wrote nothing")
        s.send("\x04")
        code = s.wait()
        if code is None:
            self.fail(here, "the session does not end by Ctrl-D")
        if code != 0:
            self.fail(here, f"exit code {code} after Ctrl-D")

    def rewrite(self):
        """--update: the dialogue's file with what was recorded."""
        if not self.recorded:
            return
        drop, insert = set(), {}
        for step, got in self.recorded.items():
            drop.update(n for n, _ in step.output + step.shown)
            if step.kind == "exit":
                before = [p for p in self.d.steps if p.line < step.line][-1:]
                drop.update(n for p in before for n, _ in p.output)
            insert[step.line + (len(step.body) + 1 if step.body else 0)] = [
                t if t.startswith("| ") else quote(t) for t in got]
        out = []
        if 0 in insert:
            out += insert[0]
        for n, line in enumerate(self.d.lines, 1):
            if n not in drop:
                out.append(line)
            out += insert.get(n, [])
        with open(self.d.path, "w", encoding="utf-8") as f:
            f.write("\n".join(out) + "\n")


def quote(text):
    """A line of output as the dialogue's file has it."""
    text = re.sub(r"0x[0-9a-f]{6,}", "‹addr›", text)
    # Traces: numbers of goroutines, offsets, places in the library.
    text = re.sub(r"^goroutine \d+ \[", "goroutine ‹int› [", text)
    text = re.sub(r"(:\d+) \+0x[0-9a-f]+$", r"\1 +‹addr›", text)
    text = re.sub(r"^( +)/\S+/src/(\S+):\d+ ", r"\1‹any›/src/\2:‹int› ", text)
    text = re.sub(r"^( +)stdlib/(\S+):\d+ ", r"\1stdlib/\2:‹int› ", text)
    if not text or text[:2] in ("> ", ". ", "+ ", "| ") or text in (">", ".", "+", "|") or text[0] in "#!\\":
        return "\\" + text
    return text


def go_cache():
    """Where go keeps what it has built; the home of a dialogue has none."""
    return os.environ.get("GOCACHE") or os.path.join(os.path.expanduser("~"), ".cache", "go-build")


def find(root, names=()):
    folder = os.path.join(root, "testdata/repl")
    paths = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(".dialogue"))
    if names:
        paths = [p for p in paths if any(n in os.path.basename(p) for n in names)]
    return paths


def hold(path, vole, update=False, written=None):
    """What is wrong with the dialogue, or ''."""
    try:
        run = Run(Dialogue(path), vole, update, written)
    except (IndexError, ValueError) as e:
        return f"the dialogue cannot be read: {e}"
    why = run.run()
    if update:
        run.rewrite()
    return why


def run_all(root, vole, update=False, jobs=8, names=(), written=None):
    """Yields (name, what is wrong or ''). Dialogues mostly wait, so there are more at once than processors."""
    paths = find(root, names)

    def one(path):
        to = os.path.join(written, os.path.basename(path)[:-9] + ".go") if written else None
        return os.path.relpath(path, root), hold(path, vole, update, to)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(one, paths)
