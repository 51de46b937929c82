"""One step in a process of its own: what it says is read, its time is limited, whatever it leaves behind is ended.

No thread and no file stands between: a full disk or a step that floods its output cannot stop the night.
"""

import contextlib
import ctypes
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desk.cli import STOPPED
from desk.night.plan import Step

TICK = 0.2  # seconds between two looks at the clock: how soon a stop is passed on
TAIL = 60  # last lines of standard error that are kept: a traceback with its message
MOST_SAID = 16 * 1024 * 1024  # bytes of a step's answer; the report's figures of 200 sources are under one
LONGEST = 2000  # characters of a line that are kept
_PR_SET_PDEATHSIG = 1  # prctl(2)
# Loaded here: between fork and exec as little as possible may happen.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Done:
    """How a step went: `state` (done, partly, failed, killed, time_limit, stopped, skipped), exit code, seconds,
    why (None when all was well), the JSON it gave, the last lines it said."""

    name: str
    state: str
    code: int | None = None
    seconds: float = 0.0
    reason: str | None = None
    answer: dict[str, Any] | None = None
    tail: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """True when nothing of it failed."""
        return self.state == "done"

    def row(self) -> dict[str, Any]:
        """What the report keeps of it."""
        return {"step": self.name, "state": self.state, "code": self.code, "seconds": round(self.seconds, 1),
                "reason": self.reason}  # fmt: skip


class Runner:
    """Runs one step at a time, in the environment `env`. `heard` gets every line it says, `tick` is called meanwhile.
    `stop` is for a signal handler; `grace`: seconds a step that was told to end has before it is killed."""

    def __init__(
        self, *, grace: float, env: dict[str, str], heard: Callable[[str], None], tick: Callable[[], None]
    ) -> None:
        self.grace, self.env, self.heard, self.tick = grace, env, heard, tick
        self.stopping = False
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Ask the running step to end (from a signal handler: only a mark is made)."""
        self.stopping = True

    def kill(self) -> None:
        """End the running step and all it started, at once."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def run(self, step: Step, *, limit: float | None = None, last: bool = False) -> Done:
        """Run a step to its end, or to its limit (seconds); `last`: run it although the night is being stopped."""
        began = time.monotonic()
        try:
            process = subprocess.Popen(
                step.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env,
                start_new_session=True, preexec_fn=_humble)  # fmt: skip
        except OSError as error:
            return Done(step.name, "failed", reason=f"{step.command[0]}: {error.strerror}")
        self._process = process
        pipes = Pipes(process, step.stdin, self.heard)
        ended, told_at = "", 0.0
        while process.poll() is None:
            pipes.read(TICK)
            self.tick()
            passed = time.monotonic() - began
            if not told_at:
                ended = self._why_stop(passed, step.limit if limit is None else limit, last)
                if ended:
                    told_at = time.monotonic()
                    process.terminate()
            elif time.monotonic() - told_at > self.grace:
                self.kill()
        pipes.drain()
        self.kill()  # workers it may have left behind
        self._process = None
        done = Done(
            step.name,
            "done",
            process.returncode,
            time.monotonic() - began,
            answer=pipes.answer(),
            tail=list(pipes.tail),
        )
        return _judged(done, ended)

    def _why_stop(self, passed: float, limit: float, last: bool) -> str:
        if self.stopping and not last:
            return "stopped"
        return "time_limit" if passed >= limit else ""


class Pipes:
    """The three pipes of a process, read and written without ever waiting for one of them alone."""

    def __init__(self, process: "subprocess.Popen[bytes]", stdin: str, heard: Callable[[str], None]) -> None:
        self.tail: deque[str] = deque(maxlen=TAIL)
        self._heard, self._said, self._rest = heard, bytearray(), b""
        self._input = memoryview(stdin.encode("utf-8", "surrogatepass"))
        self._selector = selectors.DefaultSelector()
        if not (process.stdin and process.stdout and process.stderr):
            raise ValueError("a process without its three pipes")
        for pipe, event in ((process.stdout, selectors.EVENT_READ), (process.stderr, selectors.EVENT_READ),
                            (process.stdin, selectors.EVENT_WRITE)):  # fmt: skip
            os.set_blocking(pipe.fileno(), False)
            self._selector.register(pipe, event)
        self._stdin, self._stdout = process.stdin, process.stdout

    def read(self, seconds: float) -> bool:
        """Move what is ready within so many seconds; False when nothing was."""
        if not self._selector.get_map():
            time.sleep(seconds)
            return False
        ready = self._selector.select(seconds)
        for key, _ in ready:
            if key.fileobj is self._stdin:
                self._write()
            else:
                self._take(key.fileobj)
        return bool(ready)

    def drain(self) -> None:
        """Take what an ended process left in its pipes, and close them; one still held open by others is not waited for."""
        for _ in range(MOST_SAID // 65536):
            if not self._selector.get_map() or not self.read(0):
                break
        if self._rest:
            self._line(self._rest)
        for key in list(self._selector.get_map().values()):
            self._end(key.fileobj)
        self._selector.close()

    def answer(self) -> dict[str, Any] | None:
        """The JSON object the process printed, None when it printed none."""
        try:
            found = json.loads(self._said.decode("utf-8").strip().rpartition("\n")[2] or "null")
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    def _write(self) -> None:
        try:
            sent = os.write(self._stdin.fileno(), self._input[:65536]) if self._input else 0
        except BlockingIOError:
            return
        except OSError:  # it does not listen
            self._input = self._input[:0]
        else:
            self._input = self._input[sent:]
        if not self._input:
            self._end(self._stdin)

    def _take(self, pipe: Any) -> None:
        try:
            block = os.read(pipe.fileno(), 65536)
        except BlockingIOError:
            return
        except OSError:
            block = b""
        if not block:
            self._end(pipe)
        elif pipe is self._stdout:
            self._said += block[: max(0, MOST_SAID - len(self._said))]
        else:
            *lines, self._rest = (self._rest + block).split(b"\n")
            self._rest = self._rest[-LONGEST:]
            for line in lines:
                self._line(line)

    def _line(self, raw: bytes) -> None:
        decoded = raw[:LONGEST].decode("utf-8", "replace").rstrip()
        line = "".join(char if char.isprintable() else " " for char in decoded)
        if line.strip():
            self.tail.append(line)
            self._heard(line)

    def _end(self, pipe: Any) -> None:
        self._selector.unregister(pipe)
        with contextlib.suppress(OSError):
            pipe.close()


def _judged(done: Done, ended: str) -> Done:
    """What an exit code, and why we ended the step if we did, make of it."""
    code = done.code or 0
    if ended:
        done.state = ended
        done.reason = None if ended == "stopped" else f"{done.seconds:.0f} s"
    elif code == STOPPED:  # told so by somebody else
        done.state = "stopped"
    elif code < 0:
        done.state = "killed"
        with contextlib.suppress(ValueError):
            done.reason = f"ended by {signal.Signals(-code).name}"
    elif code:
        done.state = "partly" if code == 1 else "failed"
        done.reason = _said(done.tail)
    return done


def _said(tail: list[str]) -> str | None:
    """Of what a step said last: the line a command says its error in, else the last line (of a traceback, the error)."""
    errors = [line.split(": ", 1)[1] for line in tail if line.startswith(("Lỗi: ", "Error: "))]
    lines = errors or [line for line in tail if not line.startswith("→ ")]
    return lines[-1].strip()[:300] if lines else None


def _humble() -> None:
    """In the child: out of memory takes the step before the night, and a night that is killed takes its step along.

    Both are Linux's and optional: where they fail the step runs all the same.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("500")  # of 1000: proc(5)
