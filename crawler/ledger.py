"""What a run did, written down as it happens: counts, events and hosts, in the transaction they belong to."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus import hosts, runs
from corpus.store import Corpus
from crawler.pacing import Host

GATHER = 0.1  # seconds a page that was read waits for others before it is committed; nobody waits for it meanwhile
log = logging.getLogger(__name__)


class Ledger:
    """The books of one run. Counts wait for the next transaction, so that a page costs one write to the disk."""

    def __init__(self, corpus: Corpus, run: int) -> None:
        self.corpus, self.run = corpus, run
        self.trouble = 0
        self.stored = 0
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._asked: dict[str, Host] = {}
        self._ready: list[tuple[Callable[[], None], asyncio.Future[None]]] = []

    def count(self, source: str, **amounts: int) -> None:
        """Add to a source's counts (names of `corpus.runs.COUNTS`)."""
        self._counts[source].update(amounts)
        self.stored += amounts.get("stored", 0)

    def asked(self, host: Host) -> None:
        """A host was asked."""
        if host.source is not None:
            self._asked[host.name] = host

    def event(self, kind: str, reason: str, *, source: str | None = None, url: str | None = None,
              trouble: bool = True) -> None:  # fmt: skip
        """Write down what was refused or went wrong; `trouble` is what an operator should look at."""
        runs.event(self.corpus, self.run, kind, reason, source=source, url=url)
        if trouble:
            self.trouble += 1
            log.warning("%s: %s (%s)", source or "-", " ".join(reason.split())[:300], url or "-")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, with the counts that waited. What is not committed is not counted either."""
        before = {source: Counter(amounts) for source, amounts in self._counts.items()}
        asked, trouble, stored = dict(self._asked), self.trouble, self.stored
        try:
            with self.corpus.writing():
                yield
                self.flush()
        except BaseException:
            self._counts, self._asked = defaultdict(Counter, before), asked
            self.trouble, self.stored = trouble, stored
            raise

    async def together(self, write: Callable[[], None]) -> None:
        """Run `write` in one transaction with all that is ready within GATHER; returns when it is committed.

        A commit, waited for until the disk has it, costs more than what is written in it. Raises what `write` or the
        commit raises; a page that fails takes no other with it.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._ready.append((write, done))
        if len(self._ready) == 1:
            loop.call_later(GATHER, self._write_ready)
        await done

    def _write_ready(self) -> None:
        ready, self._ready = self._ready, []
        try:
            with self.writing():
                for write, _ in ready:
                    write()
        except Exception as error:
            if len(ready) == 1:
                _tell(ready[0][1], error)
                return
            for one in ready:
                self._ready = [one]
                self._write_ready()
        else:
            for _, done in ready:
                _tell(done, None)

    def flush(self) -> None:
        """Write down what waited."""
        with self.corpus.writing():
            for source, amounts in self._counts.items():
                runs.count(self.corpus, self.run, source, **amounts)
            for host in self._asked.values():
                hosts.asked(self.corpus, host.name, host.source.id if host.source else "", host.failures)
        self._counts.clear()
        self._asked.clear()


def _tell(done: asyncio.Future[None], error: Exception | None) -> None:
    """Wake up who waits, unless the crawl's end did."""
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
