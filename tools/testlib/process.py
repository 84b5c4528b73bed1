"""Runs one command under limits and reports how it ended.

Output goes to files, not pipes: a child that outlives its parent cannot make us wait. Every command
gets a process group of its own, which is killed when the command is done.
"""

import dataclasses
import os
import resource
import signal
import subprocess
import tempfile
import threading

GIB = 1 << 30


@dataclasses.dataclass
class Result:
    code: int  # exit code; -N: killed by signal N
    out: str
    err: str  # empty if merged into out
    timed_out: bool = False
    cpu: float = 0.0  # user + system seconds
    rss_kb: int = 0

    @property
    def signal(self):
        return -self.code if self.code < 0 else 0

    def how(self):
        """The end in words."""
        if self.timed_out:
            return "timed out"
        if self.code < 0:
            try:
                name = signal.Signals(-self.code).name
            except ValueError:
                name = str(-self.code)
            return f"killed by {name}"
        return f"exit {self.code}"


def _limits(address_space, file_size):
    def apply():
        if address_space:
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return apply


def run(cmd, *, cwd=None, env=None, timeout=10.0, address_space=4 * GIB, merge=False, stdin=None,
        file_size=256 << 20):
    """Runs cmd (a list). env entries are added to ours. merge: stderr into out. stdin: bytes or a path."""
    full_env = None
    if env is not None:
        full_env = dict(os.environ)
        for k, v in env.items():
            if v is None:
                full_env.pop(k, None)
            else:
                full_env[k] = v
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        if isinstance(stdin, bytes):
            source = tempfile.TemporaryFile()
            source.write(stdin)
            source.seek(0)
        elif stdin:
            source = open(stdin, "rb")
        else:
            source = tempfile.TemporaryFile()
        with source:
            p = subprocess.Popen(
                cmd, cwd=cwd, env=full_env, stdin=source, stdout=out,
                stderr=subprocess.STDOUT if merge else err, start_new_session=True,
                preexec_fn=_limits(address_space, file_size))
        timed_out = threading.Event()

        def expire():
            timed_out.set()
            try:
                os.killpg(p.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

        timer = threading.Timer(timeout, expire)
        timer.daemon = True
        timer.start()
        _, status, usage = os.wait4(p.pid, 0)
        timer.cancel()
        p.returncode = os.waitstatus_to_exitcode(status)
        try:
            os.killpg(p.pid, signal.SIGKILL)  # whatever it left behind
        except (ProcessLookupError, PermissionError):
            pass
        texts = []
        for f in (out, err):
            f.seek(0)
            texts.append(f.read().decode("utf-8", "surrogateescape"))
    return Result(p.returncode, texts[0], texts[1], timed_out.is_set(),
                  usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def first_line(text):
    """The first line that says something, for reports."""
    for line in text.splitlines():
        line = line.strip()
        if line:
            return line[:200]
    return ""
