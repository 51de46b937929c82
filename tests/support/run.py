"""Running `guong` as people do: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A first pause after a failure so short that tests need not wait for it; `os.environ` passes it to every crawl.
os.environ.setdefault("GUONG_BACKOFF", "0.05")


def command(*args: object) -> list[str]:
    """The command line of `guong` with these arguments."""
    return [sys.executable, "-m", "desk", *map(str, args)]


def guong(*args: object, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `guong` to its end; output as text."""
    done = subprocess.run(command(*args), input=stdin, capture_output=True, cwd=cwd or ROOT, timeout=90,
                          env={**os.environ, "PYTHONPATH": str(ROOT), **env})  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
