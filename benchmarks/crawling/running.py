"""Crawls as the benchmark starts them: a server in its own process, a crawl in its own, both watched."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.crawling.watching import Watch, Watcher

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass
class Served:
    """Papers on loopback; what they saw stands in `seen` when they are closed."""

    hosts: list[str]
    seen: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """One crawl: seconds from start to end, what the processes took, how many the server was asked for."""

    seconds: float
    watch: Watch
    pid: int
    output: str
    served: dict[str, Any] = field(default_factory=dict)

    @property
    def busy(self) -> float:
        """Seconds from the first request the server saw to the end of the last process."""
        return float(self.served["ended"] - self.served["first"])


@contextmanager
def serving(kind: str, pages: int, hosts: int, sections: int = 0) -> Iterator[Served]:
    """Papers in a process of their own (see `server.py`)."""
    line = [sys.executable, str(HERE / "server.py"), kind, str(pages), str(hosts), str(sections)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        served = Served(json.loads(server.stdout.readline())["hosts"])
        try:
            yield served
        finally:
            server.stdin.close()
            served.seen = json.loads(server.stdout.readline() or "{}")


def sources(folder: Path, hosts: list[str], *, delay: float = 0.0, sections: int = 0) -> Path:
    """A source file with one paper per host."""
    entries = []
    for n, host in enumerate(hosts):
        lists = [f"http://{host}/muc-{i}" for i in range(sections)]
        entries.append(f'[[source]]\nid = "thu{n}"\nname = "Báo Thử"\nprovince = "22"\nhosts = ["{host}"]\n'
                       f'delay = {delay}\nsitemaps = ["http://{host}/sitemap.xml"]\nsections = {json.dumps(lists)}\n')  # fmt: skip
    file = folder / "sources.toml"
    file.write_text("\n".join(entries), encoding="utf-8")
    return file


def watched(line: list[str], hosts: list[str], each: Callable[[float, Watch], None] | None = None) -> Run:
    """Run a command to its end; `each(seconds, watch)` is called a few times a second meanwhile."""
    env = {**os.environ, "GUONG_LOCAL": ",".join(hosts), "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    process = subprocess.Popen(line, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    watcher = Watcher(process)
    while each is not None and process.poll() is None:
        each(time.monotonic() - began, watcher.seen)
        time.sleep(0.2)
    out, err = process.communicate()
    ended = time.monotonic()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(line[:4])}… ended with {process.returncode}\n{err[-2000:]}")
    return Run(ended - began, watcher.seen, process.pid, out, {"ended": ended})


def guong(file: Path, corpus: Path, hosts: list[str], each: Callable[[float, Watch], None] | None = None) -> Run:
    """Our crawl, everything stored."""
    line = [sys.executable, "-m", "desk", "crawl", "--sources", str(file), "--corpus", str(corpus)]
    return watched(line, hosts, each)


def rival(hosts: list[str], fast: bool = False) -> Run:
    """Scrapy with two trafilatura workers, nothing stored."""
    return watched([sys.executable, str(HERE / "rival.py"), *(["--fast"] if fast else []), *hosts], hosts)
