"""How often readings of each kind were right, as counted on our articles: the scores that localities carry."""

import tomllib
from functools import cache

from nlp import paths

Kind = tuple[str, str]  # table and kind


@cache
def _counts() -> dict[str, dict[str, list[int]]]:
    with (paths.datasets() / "gazetteer" / "precision.toml").open("rb") as file:
        data: dict[str, dict[str, list[int]]] = tomllib.load(file)
    return data


@cache
def share(table: str, kind: str) -> float:
    """Right of all readings of a kind, of which there were [right, all]; (right + 1) / (all + 2), for counts are small.

    Laplace's rule of succession. Raises KeyError for a kind that was never counted.
    """
    good, every = _counts()[table][kind]
    return round((good + 1) / (every + 2), 2)


def kinds() -> dict[str, list[str]]:
    """The kinds of evidence by table, in the order of the file."""
    return {table: list(rows) for table, rows in _counts().items()}
