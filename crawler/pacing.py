"""The pace of each host: one request at a time, a pause after each, longer when it asks or stumbles, and an end.

All of a crawl's manners meet here: the source's delay and robots.txt's Crawl-delay (the longer), Retry-After, back-off
with jitter, and the point where a host is left alone for this run.
"""

import heapq
import itertools
import random
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scrapy import Request

from crawler.robots import Rules
from crawler.sources import Source
from nlp.paths import datasets

_counter = itertools.count()


@cache
def pace() -> dict[str, Any]:
    """The numbers of datasets/pace.toml; its comments give the reasons."""
    return tomllib.loads((datasets() / "pace.toml").read_text(encoding="utf-8"))


@dataclass
class Host:
    """One host of a source. Times are those of the clock given to `Hosts`, in seconds."""

    name: str
    source: Source | None
    delay: float
    at_once: int = 1
    next_at: float = 0.0
    under_way: int = 0
    failures: int = 0
    rules: Rules | None = None
    asking: bool = False  # for its robots.txt, from the first request until the rules are known
    closed: tuple[str, str] | None = None  # kind and reason: nothing more is asked in this run
    has_more: bool = False  # the frontier may hold addresses of this host
    queue: list[tuple[int, int, Request]] = field(default_factory=list)

    def push(self, request: Request) -> None:
        """Wait in line: higher priority first, then first come."""
        heapq.heappush(self.queue, (-request.priority, next(_counter), request))

    def asks_for_robots(self) -> bool:
        """Is a request for robots.txt first in line (a redirected one, or one that is tried again)?"""
        return bool(self.queue) and self.queue[0][2].meta.get("kind") == "robots"

    def pop(self) -> Request | None:
        """The first in line."""
        return heapq.heappop(self.queue)[2] if self.queue else None


class Hosts:
    """Every host a crawl may ask, and when each may be asked again.

    `clock` gives seconds; under replay (`waiting=False`) there is nobody to wait for. `gentle` stretches every pause
    (a back-fill beside the nightly work), `backoff` is the first pause after a failure where the data's is not wanted.
    """

    def __init__(self, sources: Iterable[Source], clock: Callable[[], float], *, waiting: bool = True,
                 gentle: float = 1.0, backoff: float | None = None) -> None:  # fmt: skip
        rules = pace()["host"]
        self.clock, self.waiting, self._gentle = clock, waiting, gentle
        self._first = float(rules["backoff_first"]) if backoff is None else backoff
        self._longest, self._jitter = float(rules["backoff_longest"]), float(rules["backoff_jitter"])
        self.patience, self.waits, self.give_up = float(rules["patience"]), int(rules["waits"]), int(rules["give_up"])
        self._at_once = int(rules["replay_at_once"])
        self._hosts: dict[str, Host] = {}
        for source in sources:
            for name in source.hosts:
                key = name.removeprefix("www.")
                if key not in self._hosts:
                    self._hosts[key] = self._made(key, source)

    def _made(self, name: str, source: Source | None) -> Host:
        delay = source.delay * self._gentle if source and self.waiting else 0.0
        return Host(name, source, delay, at_once=1 if self.waiting else self._at_once)

    def __iter__(self) -> Iterator[Host]:
        return iter(list(self._hosts.values()))

    def get(self, name: str) -> Host:
        """The host of this name; a stranger's has no source."""
        if name not in self._hosts:
            self._hosts[name] = self._made(name, None)
        return self._hosts[name]

    def free(self, host: Host) -> bool:
        """May this host be asked now?"""
        return host.under_way < host.at_once and (not self.waiting or self.clock() >= host.next_at)

    def asked(self, host: Host) -> None:
        """A request goes out."""
        host.under_way += 1
        host.next_at = max(host.next_at, self.clock() + host.delay)

    def answered(self, host: Host) -> None:
        """A request is back, with or without an answer. The pause counts from here: the host's clock is not ours."""
        host.under_way = max(0, host.under_way - 1)
        host.next_at = max(host.next_at, self.clock() + host.delay)

    def sound(self, host: Host) -> None:
        """It answered as it should: what went wrong before is forgiven."""
        host.failures = 0

    def stumbled(self, host: Host, wait: float | None = None) -> float:
        """It failed or asked us to wait: hold it back; returns for how many seconds.

        Without a wish of the host's own the pause doubles with each failure in a row, and is drawn from a band so
        that many hosts behind one wall are not asked again all at once.
        """
        host.failures += 1
        if wait is None:
            pause = min(self._longest, self._first * 2 ** (host.failures - 1))
            wait = pause * random.uniform(1 - self._jitter, 1 + self._jitter)
        host.next_at = max(host.next_at, self.clock() + wait)
        return wait

    def keep_delay(self, host: Host, seconds: float | None) -> None:
        """robots.txt's Crawl-delay, when it is longer than ours."""
        if seconds and self.waiting:
            host.delay = max(host.delay, seconds)

    def soonest(self) -> float | None:
        """Seconds until the next host that has something waiting may be asked; None when none has."""
        times = [host.next_at for host in self._hosts.values() if (host.queue or host.has_more) and not host.under_way]
        return max(0.0, min(times) - self.clock()) if times and self.waiting else None
