"""Records written one after another, in whatever form: only one of them is in memory."""

from collections.abc import Callable, Iterable
from typing import IO, Any


def write_each(
    records: Iterable[dict[str, Any]], out: IO[bytes], form: Callable[[dict[str, Any]], Iterable[str]]
) -> int:
    """Write what `form` makes of each record; returns how many there were."""
    count = 0
    for record in records:
        out.write("".join(form(record)).encode())
        count += 1
    return count
