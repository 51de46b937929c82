"""What people decided on articles, folded from the entries of `decisions.db`, and turned into labelled rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from corpus.decisions import Decision, Decisions
from corpus.errors import CorpusError
from corpus.store import Corpus
from nlp.codebook import codes
from nlp.labelled import Labelled

AXES = ("on_campaign", "exemplar", "genre", "fields", "actors")
SEVERAL = ("fields", "actors")
FILE = "decisions"  # what stands for the writer's file in labelled rows: decisions are measured as one group


@dataclass(slots=True)
class Decided:
    """Labelled rows and what stayed out: `stale` articles whose text is another by now, `gone` ones the corpus no
    longer has, `tied` (article, axis) on which as many people said one thing as another."""

    rows: list[Labelled] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    tied: list[tuple[str, str]] = field(default_factory=list)


def standing(entries: Iterable[Decision]) -> list[Decision]:
    """Entries that were not taken back, in their order; `undo` entries themselves are left out."""
    listed = list(entries)
    undone = {entry.data.get("of") for entry in listed if entry.kind == "undo"}
    return [entry for entry in listed if entry.kind != "undo" and entry.id not in undone]


def labels(decisions: Decisions, axis: str) -> dict[str, dict[str, Decision]]:
    """Person → article id → the person's last label on an axis that stands."""
    found: dict[str, dict[str, Decision]] = {}
    for entry in standing(decisions.entries("label", "undo")):
        if entry.data.get("axis") == axis:
            found.setdefault(entry.who, {})[entry.article_id] = entry
    return found


def checked(axis: str, value: Any) -> Any:
    """A label as it is kept (sets as sorted lists); raises CorpusError for one the codebook does not know."""
    known = {True, False} if axis == "on_campaign" else codes()[axis]
    given = value if axis in SEVERAL and isinstance(value, list | tuple | set | frozenset) else [value]
    wrong = [one for one in given if one not in known]
    if wrong or axis not in AXES:
        raise CorpusError(f"{axis} has no label {wrong[0] if wrong else value!r}", "see datasets/codebook.md")
    return list(dict.fromkeys(given)) if axis in SEVERAL else value


def decided(corpus: Corpus, decisions: Decisions) -> Decided:
    """One row an article with what most of those who decided on it say, each axis by itself.

    Where an axis other than the campaign was decided and nobody said whether the article is the campaign's, the
    reading's answer is assumed for choosing what to learn from, and taught to nobody.
    """
    found = Decided()
    given: dict[str, dict[str, list[Decision]]] = {}
    for axis in AXES:
        for said in labels(decisions, axis).values():
            for identity, entry in said.items():
                given.setdefault(identity, {}).setdefault(axis, []).append(entry)
    provinces = {name: source["province"] for name, source in corpus.sources().items()}
    for identity, axes in sorted(given.items()):
        row = corpus.conn.execute(
            "SELECT a.source, a.sha256, r.on_campaign FROM articles a LEFT JOIN readings r ON r.article_id = a.id "
            "WHERE a.id = ?", [identity]).fetchone()  # fmt: skip
        if row is None:
            found.gone.append(identity)
            continue
        fresh = {axis: [e for e in entries if e.text_sha256 in (None, row["sha256"])] for axis, entries in axes.items()}
        if not any(fresh.values()):
            found.stale.append(identity)
            continue
        agreed: dict[str, Any] = {}
        for axis, entries in fresh.items():
            if entries:
                value, tie = _most(axis, [entry.data.get("value") for entry in entries])
                if tie:
                    found.tied.append((identity, axis))
                else:
                    agreed[axis] = value
        if agreed:
            document = corpus.article(identity).document(provinces.get(row["source"]))
            assumed = bool(row["on_campaign"]) if "on_campaign" not in agreed else None
            found.rows.append(Labelled(identity, document, agreed, FILE, assumed))
    return found


def _most(axis: str, values: list[Any]) -> tuple[Any, bool]:
    """The value most people gave, and whether another has as many."""
    keyed = [tuple(sorted(value)) if axis in SEVERAL else value for value in values]
    ranked = Counter(keyed).most_common(2)
    best = next(value for value, key in zip(reversed(values), reversed(keyed), strict=True) if key == ranked[0][0])
    return best, len(ranked) > 1 and ranked[0][1] == ranked[1][1]
