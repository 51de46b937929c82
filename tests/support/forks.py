"""Processes of `guong` that do not import the libraries each anew: one process imports them, the others are its forks.

A fork is a process of its own in all that counts here: environment, folder, standard streams, reactor, exit code.
Nothing of Guong is imported beforehand, because some of its modules read the environment while they are imported.
"""

import array
import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

# The libraries that take longest to import, and what of them `guong` uses; none starts a thread or a reactor.
LIBRARIES = ("sqlite_utils", "scrapy.crawler", "scrapy.core.downloader.handlers.http11", "scrapy.core.engine",
             "trafilatura", "htmldate", "warcio.archiveiterator", "skops.io", "sklearn.linear_model", "pebble", "jinja2",
             "rich.progress", "multiprocessing.forkserver")  # fmt: skip


class Forks:
    """The process that forks, as its client sees it. Ends with the process that made it."""

    def __init__(self, root: Path, env: dict[str, str]) -> None:
        self._line, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forks", str(theirs.fileno())], cwd=root, env=env,
            stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # fmt: skip
        theirs.close()

    def run(
        self, args: list[str], *, stdin: bytes, cwd: Path, env: dict[str, str], timeout: float
    ) -> tuple[int, bytes, bytes]:
        """Run `guong` with these arguments to its end: exit code (negative: a signal), output, errors.

        After so many seconds it is killed with all it started; raises subprocess.TimeoutExpired.
        """
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            asked = json.dumps({"args": args, "cwd": str(cwd), "env": env}).encode("utf-8") + b"\n"
            streams = array.array("i", [stream.fileno() for stream in (given, out, err)])
            self._line.sendmsg([asked[:1]], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
            self._line.sendall(asked[1:])
            pid = self._number()
            try:
                code = self._number(timeout)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):  # it ended at this moment
                    os.killpg(pid, signal.SIGKILL)
                self._number()
                raise subprocess.TimeoutExpired(["guong", *args], timeout) from None
            out.seek(0)
            err.seek(0)
            return code, out.read(), err.read()

    def close(self) -> None:
        """End the process that forks."""
        self._line.close()
        self._process.wait()

    def _number(self, seconds: float | None = None) -> int:
        """The next line that comes back, within so many seconds."""
        self._line.settimeout(seconds)
        said = b""
        while not said.endswith(b"\n"):
            byte = self._line.recv(1)
            if not byte:
                raise EOFError("the process that forks is gone")
            said += byte
        self._line.settimeout(None)
        return int(said)


def serve(line: socket.socket) -> dict[str, Any] | None:
    """Fork for everyone who asks; returns what was asked in the fork, None in the end."""
    while True:
        first, streams, *_ = socket.recv_fds(line, 1, 3)
        if not first:
            return None
        with line.makefile("r", encoding="utf-8") as rest:
            asked = json.loads(first.decode() + rest.readline())
        pid = os.fork()
        if pid == 0:
            line.close()
            os.setpgid(0, 0)
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            return asked
        with contextlib.suppress(OSError):  # both do it, whoever comes first: a kill may follow at once
            os.setpgid(pid, pid)
        for stream in streams:
            os.close(stream)
        line.sendall(b"%d\n" % pid)
        status = os.waitpid(pid, 0)[1]
        line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def become(asked: dict[str, Any]) -> None:
    """Be `python -m desk` as if it had been started so."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    sys.path[:0] = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry not in sys.path]
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        errors = "backslashreplace" if name == "stderr" else "strict"
        setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", errors=errors, closefd=False))  # noqa: SIM115  # for good
    sys.argv = ["guong", *asked["args"]]
    code = 0
    try:
        runpy.run_module("desk", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    _end(code)


def _end(code: int) -> NoReturn:
    """End as Python does, but for the freeing of every object, which would touch all the memory that is shared."""
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    for library in LIBRARIES:
        importlib.import_module(library)
    gc.freeze()  # the forks need not look at it, so it stays shared
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        request = serve(connection)
    if request is not None:
        become(request)
