"""What every count gives: a table, what was counted, and how complete that is."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """A table with `columns` and `rows` (a dict each, keyed by column; None: not known).

    `about` says what was counted (selection, query as read, sizes, notes), `completeness` what is missing
    (`corpus.counting.completeness`). `as_dict` is the JSON the commands print.
    """

    kind: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    about: dict[str, Any]
    completeness: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The result as plain JSON values."""
        return asdict(self)
