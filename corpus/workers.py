"""Worker processes for what texts and pages of the open world can do: each piece of work has its own time limit."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

from pebble import ProcessPool

WINDOW = 16  # jobs under way per worker: enough to keep it busy, few enough to lose little when stopped

T = TypeVar("T")


def start(workers: int, preload: str) -> ProcessPool:
    """Worker processes that have imported `preload`; one that dies takes a single job with it.

    Not forked from here: a child must never hold the corpus's connection.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    return ProcessPool(max_workers=workers, context=context)


def stop(pool: ProcessPool) -> None:
    """End the workers at once, whatever they are at."""
    pool.stop()  # type: ignore[no-untyped-call]  # pebble is untyped here
    pool.join()


def in_order(pool: ProcessPool, function: Callable[..., Any], jobs: Iterable[tuple[T, Any]], *, limit: float,
             ahead: int) -> Iterator[tuple[T, Any]]:  # fmt: skip
    """What `function(job)` gives for each (name, job), in their order, `ahead` of them under way.

    A job that raised, took over `limit` seconds or lost its worker gives the exception; a job that is an exception
    already gives itself.
    """
    under_way: deque[tuple[T, Future[Any]]] = deque()
    for name, job in jobs:
        under_way.append((name, _scheduled(pool, function, job, limit)))
        if len(under_way) >= ahead:
            yield _finished(*under_way.popleft())
    while under_way:
        yield _finished(*under_way.popleft())


def _scheduled(pool: ProcessPool, function: Callable[..., Any], job: Any, limit: float) -> Future[Any]:
    if isinstance(job, Exception):
        failed: Future[Any] = Future()
        failed.set_exception(job)
        return failed
    scheduled: Future[Any] = pool.schedule(function, args=[job], timeout=limit)
    return scheduled


def _finished(name: T, future: Future[Any]) -> tuple[T, Any]:
    try:
        return name, future.result()
    except Exception as error:  # also a worker that died or ran out of time
        return name, error
