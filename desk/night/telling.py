"""What a night says while it runs: dated lines where nobody watches, a bar where somebody does; everything in a log."""

import contextlib
import sys
import time
from pathlib import Path
from typing import IO, Any

from corpus.clock import HANOI, moment
from desk.night.plan import numbers
from desk.night.process import Done
from desk.say import text


class Teller:
    """Lines as `2026-11-22T01:00:03+07:00 step crawl started`, at most one a minute while a step runs.

    What the steps themselves say goes to the log file only. Neither a closed output nor a full disk under the log
    stops a night.
    """

    def __init__(self, out: IO[str], log: Path | None = None) -> None:
        self._out, self._log = out, log
        self._step, self._began, self._told, self._last = "", 0.0, 0.0, ""

    def line(self, said: str) -> None:
        """One dated line."""
        dated = f"{moment().astimezone(HANOI).isoformat(timespec='seconds')} {said}"
        with contextlib.suppress(OSError, ValueError):
            self._out.write(f"{dated}\n")
            self._out.flush()
        self._keep(dated)

    def begin(self, step: str) -> None:
        """A step begins."""
        self._step, self._began, self._last = step, time.monotonic(), ""
        self._told = self._began
        self.line(f"step {step} started")

    def heard(self, line: str) -> None:
        """A step said something."""
        self._last = line
        self._keep(f"  {self._step}: {line}")

    def tick(self) -> None:
        """Time passes."""
        now = time.monotonic()
        if now - self._told >= numbers()["progress"]["every"]:
            self._told = now
            self.line(
                f"step {self._step} running for {now - self._began:.0f} s{': ' + self._last[:200] if self._last else ''}"
            )

    def end(self, done: Done) -> None:
        """A step has ended (or was not begun)."""
        took = f" in {done.seconds:.0f} s" if done.code is not None else ""
        self.line(f"step {done.name} {done.state}{took}{': ' + done.reason if done.reason else ''}")

    def page(self, text: str) -> None:
        """Lines as they are, when they can stand nowhere else."""
        with contextlib.suppress(OSError, ValueError):
            self._out.write(f"{text}\n")
            self._out.flush()

    def close(self) -> None:
        """Nothing more will be said."""

    def _keep(self, line: str) -> None:
        if self._log is None:
            return
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(f"{line}\n")
        except OSError:
            self._log = None


class Watched(Teller):
    """The same for a person at a terminal: a bar of the night's steps, the running one with its last line."""

    def __init__(self, log: Path | None, steps: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        super().__init__(sys.stderr, log)
        columns: list[Any] = [SpinnerColumn(), BarColumn(bar_width=20), TextColumn("{task.completed:.0f}/{task.total:.0f}"),
                              TimeElapsedColumn(), TextColumn("{task.description}", markup=False)]  # fmt: skip
        self._bar = Progress(*columns, console=Console(stderr=True))
        self._task = self._bar.add_task("", total=steps)
        self._bar.start()

    def line(self, said: str) -> None:
        """Only for the log: the bar shows where the night is."""
        self._keep(f"{moment().astimezone(HANOI).isoformat(timespec='seconds')} {said}")

    def begin(self, step: str) -> None:
        """A step begins."""
        super().begin(step)
        self._bar.update(self._task, description=text(f"step_{step}"))

    def heard(self, line: str) -> None:
        """A step said something."""
        super().heard(line)
        self._bar.update(self._task, description=f"{text(f'step_{self._step}')}: {line[:100]}")

    def page(self, text: str) -> None:
        """Shown in the end in any case."""

    def end(self, done: Done) -> None:
        """A step has ended."""
        super().end(done)
        said = f"{text(f'step_{done.name}')}: {text(f'night_{done.state}')}{' – ' + done.reason if done.reason else ''}"
        self._bar.console.print(said, markup=False, highlight=False)
        self._bar.advance(self._task)

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()
