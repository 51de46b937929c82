"""Running `guong` as people do: in a process of its own."""

import atexit
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.support.forks import Forks

ROOT = Path(__file__).resolve().parents[2]
# Where Python looks first in the processes of tests.
PATHS = os.pathsep.join((str(ROOT / "tests" / "support" / "bare"), str(ROOT)))
NAMES = ROOT / "tests" / "support" / "names"  # a DNS that answers what a test says
# What Python reads when it starts, and the report of a process's memory: a fork would not do.
AT_THE_START = ("PYTHONIOENCODING", "LC_ALL", "GUONG_TEST_PEAK")
# A first pause after a failure so short that tests need not wait for it; `os.environ` passes it to every crawl.
os.environ.setdefault("GUONG_BACKOFF", "0.05")


def command(*args: object) -> list[str]:
    """The command line of `guong` with these arguments."""
    return [sys.executable, "-m", "desk", *map(str, args)]


def environment(**more: str) -> dict[str, str]:
    """What a process that a test starts finds in its environment."""
    return {**os.environ, "PYTHONPATH": PATHS, **more}


def guong(*args: object, stdin: bytes = b"", cwd: Path | None = None, timeout: float = 90,
          **env: str) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run `guong` to its end; output as text.

    After `timeout` seconds it is killed with all it started, and subprocess.TimeoutExpired is raised.
    """
    line, whole = command(*args), environment(**env)
    if any(name in env for name in AT_THE_START):
        done = subprocess.run(line, input=stdin, capture_output=True, cwd=cwd or ROOT, timeout=timeout, env=whole)
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        code, out, err = forks().run(line[3:], stdin=stdin, cwd=cwd or ROOT, env=whole, timeout=timeout)
    return subprocess.CompletedProcess(line, code, out.decode(), err.decode())


@cache
def forks() -> Forks:
    """The one process whose forks are `guong`; it ends with the tests."""
    made = Forks(ROOT, environment(PYTHONPATH=f"{NAMES}{os.pathsep}{PATHS}"))
    atexit.register(made.close)
    return made
