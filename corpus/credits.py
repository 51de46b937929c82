"""Where an article says it was taken from: its credit line, the stamp before its lead, its last line.

The words are those of `datasets/reprints.toml`; papers are known by the name and the hosts of their sources. What
names nobody we know by one of these ways says nothing, but for a credit line: that always names somebody.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.paths import datasets
from nlp.text import fold

# A stamp stands at the very beginning, in brackets or before a dash.
_STAMP = re.compile(r"\s*(?:\(([^()\n]{2,40})\)|([\w&.+ ]{2,14}?)(?=\s*[-–—]))\s*[-–—:.]?")
_SIGNS = ' .()[]–-:;"“”'
STARTS = 80  # characters of a text's beginning that are looked at


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says: the source's id where it is one of the corpus, how (credit, stamp, closing), its words."""

    source: str | None
    how: str
    text: str


@cache
def knowledge() -> dict[str, dict[str, Any]]:
    """`datasets/reprints.toml`."""
    return tomllib.loads((datasets() / "reprints.toml").read_text(encoding="utf-8"))


class Papers:
    """How texts name the sources of a corpus (`Corpus.sources`): by name or host, as whole words."""

    def __init__(self, sources: Mapping[str, Mapping[str, Any]]) -> None:
        self._patterns = []
        for source in sources.values():
            names = [fold(source["name"]), *(host.removeprefix("www.").lower() for host in source["hosts"])]
            either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
            self._patterns.append((str(source["id"]), re.compile(rf"(?<![\w-])(?:{either})(?![\w-]|\.\w)")))

    def named(self, line: str) -> set[str]:
        """Ids of the sources a line names: those with the longest name, where names lie in one another."""
        key = fold(line[:500])
        found = [(len(match[0]), source) for source, pattern in self._patterns
                 for match in [pattern.search(key)] if match]  # fmt: skip
        longest = max(found, default=(0, ""))[0]
        return {source for size, source in found if size == longest}

    def said(self, row: Mapping[str, Any]) -> Said | None:
        """What an article (a row with source, credit, and `opening` and `closing` if known) says of its origin."""
        credit = " ".join((row.get("credit") or "").split())
        if credit:
            return self._credit(credit, row["source"])
        return self._stamp(row.get("opening") or "", row["source"]) or self._closing(
            row.get("closing") or "", row["source"]
        )

    def _credit(self, credit: str, own: str) -> Said | None:
        named = self.named(credit)
        if named - {own} and len(named - {own}) == 1:
            return Said((named - {own}).pop(), "credit", credit)
        if own in named or fold(credit).strip(_SIGNS) in _own():
            return None
        return Said(None, "credit", credit)

    def _stamp(self, opening: str, own: str) -> Said | None:
        match = _STAMP.match(opening[:STARTS])
        if match is None:
            return None
        stamp = (match[1] or match[2]).strip()
        known = knowledge()["stamps"].get(stamp)
        named = {known} if known else self.named(stamp) if match[1] else set()
        if len(named) == 1 and own not in named:
            return Said(named.pop(), "stamp", stamp)
        return Said(None, "stamp", stamp) if fold(stamp) in _outside() else None

    def _closing(self, closing: str, own: str) -> Said | None:
        line = closing.strip()
        bare = line.strip(_SIGNS)
        words = bare.split()
        if not words or len(words) > knowledge()["closing"]["words"]:
            return None
        headed = fold(words[0]).strip(_SIGNS) in {fold(head) for head in knowledge()["closing"]["heads"]}
        if not headed and fold(bare) not in _outside():
            return None
        named = self.named(line)
        if len(named) == 1 and own not in named:
            return Said(named.pop(), "closing", bare)
        rest = fold(" ".join(words[1:]) if headed else bare).strip(_SIGNS)
        return Said(None, "closing", bare) if rest in _outside() else None


@cache
def _outside() -> frozenset[str]:
    return frozenset(fold(name) for name in knowledge()["outside"]["names"])


@cache
def _own() -> frozenset[str]:
    return frozenset(fold(name) for name in knowledge()["own"]["names"])
