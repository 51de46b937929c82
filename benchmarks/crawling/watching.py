"""A process and all its children, watched through /proc: memory and processor time."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
PAUSE = 0.05  # seconds between two looks: a peak shorter than that is not seen


@dataclass
class Watch:
    """What was seen of a process tree. Megabytes (10^6 bytes) resident; seconds of processor time by process."""

    peak: float = 0.0  # main and workers together; pages they share count for each of them
    main_peak: float = 0.0
    main: float = 0.0  # at the last look
    processes: int = 0
    cpu: dict[int, float] = field(default_factory=dict)

    def main_cpu(self, pid: int) -> float:
        """Seconds of processor time of the first process."""
        return self.cpu.get(pid, 0.0)


def _stat(pid: int) -> tuple[int, float, float] | None:
    """Parent, seconds of processor time, megabytes resident; None when the process is gone."""
    try:
        after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(after[1]), (int(after[11]) + int(after[12])) / _TICK, int(after[21]) * _PAGE / 1e6


def tree(pid: int) -> dict[int, tuple[float, float]]:
    """Processor time and memory of a process and all its descendants."""
    seen = {int(name): stat for name in os.listdir("/proc") if name.isdigit() and (stat := _stat(int(name)))}
    kept = {pid}
    for _ in range(4):  # main → fork server → worker is three
        kept |= {one for one, (parent, _, _) in seen.items() if parent in kept}
    return {one: seen[one][1:] for one in kept if one in seen}


class Watcher(threading.Thread):
    """Looks at a process tree until the process ends; `seen` is what it saw."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self.process, self.seen = process, Watch()
        self.start()

    def run(self) -> None:
        pid, seen = self.process.pid, self.seen
        while self.process.poll() is None:
            now = tree(pid)
            if pid in now:
                seen.main = now[pid][1]
                seen.main_peak = max(seen.main_peak, seen.main)
                seen.peak = max(seen.peak, sum(memory for _, memory in now.values()))
                seen.processes = max(seen.processes, len(now))
                for one, (cpu, _) in now.items():
                    seen.cpu[one] = max(cpu, seen.cpu.get(one, 0.0))
            time.sleep(PAUSE)
