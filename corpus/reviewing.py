"""Reviewing: articles offered one by one for a person's label on one axis; every answer is kept at once.

Nothing of a session is held in memory only: a review that is broken off goes on from what was decided.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.decided import AXES, SEVERAL, checked, labels, standing
from corpus.decisions import Decisions
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.records import Article
from corpus.store import Corpus

Strategy = Literal["uncertain", "disagreement", "random"]
STRATEGIES = ("uncertain", "disagreement", "random")
EVEN = 0.5  # the score at which yes and no are equally likely


@dataclass(frozen=True, slots=True)
class Item:
    """One article to decide on. `said` is the reading's label on the axis (None: not sure), `scores` what it gave
    labels, `spans` its evidence; `others` the labels of other people, shown only after one's own."""

    id: str
    article: Article
    sha256: str | None
    said: Any
    scores: dict[str, float]
    spans: list[dict[str, Any]]
    others: dict[str, Any] = field(default_factory=dict)


class Review:
    """A person's way through a queue of articles on one axis.

    Articles this person decided on or skipped are not offered again. `done` counts answers of this session.
    """

    def __init__(self, corpus: Corpus, decisions: Decisions, axis: str, *, strategy: Strategy = "uncertain",
                 who: str, seed: int = 0, filters: Filters | None = None, limit: int | None = None) -> None:  # fmt: skip
        """Make the queue. Raises QueryError for an axis or a strategy that is none."""
        if axis not in AXES:
            raise QueryError(f"unknown axis {axis!r}", f"one of {', '.join(AXES)}")
        if strategy not in STRATEGIES:
            raise QueryError(f"unknown strategy {strategy!r}", f"one of {', '.join(STRATEGIES)}")
        self.corpus, self.decisions, self.axis, self.who = corpus, decisions, axis, who
        self.queue = _queue(corpus, decisions, axis, strategy, who, seed, filters or Filters())[:limit]
        self.at = self.done = 0
        self._given: list[int] = []  # numbers of this session's entries, for undo

    @property
    def total(self) -> int:
        """How many articles the queue holds."""
        return len(self.queue)

    def current(self) -> Item | None:
        """The article to decide on now; None at the end."""
        if self.at >= len(self.queue):
            return None
        identity = self.queue[self.at]
        said, scores, spans = _reading(self.corpus, identity, self.axis)
        others = {who: given[identity].data.get("value") for who, given in labels(self.decisions, self.axis).items()
                  if who != self.who and identity in given}  # fmt: skip
        return Item(identity, self.corpus.article(identity), self.corpus.stored_sha256(identity), said, scores, spans,
                    others)  # fmt: skip

    def label(self, value: Any, *, unsure: bool = False) -> None:
        """Decide on the current article and go on; `unsure` marks that the person hesitated.

        Raises CorpusError for a label the codebook does not know.
        """
        more = {"hesitated": True} if unsure else {}
        self._add("label", {"axis": self.axis, "value": checked(self.axis, value), **more})

    def skip(self) -> None:
        """Leave the current article undecided and do not offer it again."""
        self._add("skip", {"axis": self.axis})

    def note(self, text: str) -> None:
        """Write a note on the current article; it stays the current one."""
        self.decisions.add("note", self.queue[self.at], {"axis": self.axis, "text": text}, who=self.who)

    def undo(self) -> bool:
        """Take back this session's last answer and go back to its article; False when there is none."""
        if not self._given:
            return False
        self.at -= 1
        self.done -= 1
        self.decisions.add("undo", self.queue[self.at], {"of": self._given.pop()}, who=self.who)
        return True

    def _add(self, kind: str, data: dict[str, Any]) -> None:
        identity = self.queue[self.at]
        sha256 = self.corpus.stored_sha256(identity)
        self._given.append(self.decisions.add(kind, identity, data, who=self.who, text_sha256=sha256))
        self.at += 1
        self.done += 1


def _reading(corpus: Corpus, identity: str, axis: str) -> tuple[Any, dict[str, float], list[dict[str, Any]]]:
    """(label, scores of labels, evidence) of the stored reading on an axis."""
    row = corpus.conn.execute("SELECT * FROM readings WHERE article_id = ?", [identity]).fetchone()
    if row is None:
        return None, {}, []
    scores, evidence = json.loads(row["scores"]), json.loads(row["evidence"])
    if axis == "on_campaign":
        on = None if row["on_campaign"] is None else bool(row["on_campaign"])
        return on, {"yes": row["campaign_score"] or 0.0}, json.loads(row["campaign_spans"])
    if axis in SEVERAL:
        given = scores.get(axis) or {}
        table, column = axis, axis.removesuffix("s")
        said = [r[0] for r in corpus.conn.execute(
            f"SELECT {column} FROM {table} WHERE article_id = ? ORDER BY position", [identity])]  # fmt: skip
        return said, given, evidence.get(axis, [])
    return row[axis], {str(row[axis]): scores.get(axis) or 0.0} if row[axis] else {}, evidence.get(axis, [])


def _queue(corpus: Corpus, decisions: Decisions, axis: str, strategy: str, who: str, seed: int,
           filters: Filters) -> list[str]:  # fmt: skip
    where, values = filters.sql()
    with corpus.reading() as conn:
        rows = conn.execute(
            "SELECT a.id, r.on_campaign, r.campaign_score, r.exemplar, r.genre, r.scores FROM articles a "
            f"JOIN readings r ON r.article_id = a.id WHERE {where} ORDER BY a.num", values).fetchall()  # fmt: skip
    entries = standing(decisions.entries("label", "skip", "undo"))
    answered = {e.article_id for e in entries if e.who == who and e.data.get("axis") == axis}
    # Beside the campaign's own, axes are judged on articles of the campaign: the codebook scores them there only.
    offered = [row for row in rows if row["id"] not in answered and (axis == "on_campaign" or row["on_campaign"])]
    shuffled = {row["id"]: hashlib.sha256(f"{seed}\0{row['id']}".encode()).hexdigest() for row in offered}
    if strategy == "random":
        return sorted(shuffled, key=lambda identity: shuffled[identity])
    if strategy == "uncertain":
        sure = {row["id"]: _sure(row, axis) for row in offered}
        return sorted(sure, key=lambda identity: (sure[identity], shuffled[identity]))
    rank = {row["id"]: _disagreement(row["id"], corpus, decisions, axis) for row in offered}
    return sorted((i for i in rank if rank[i]), key=lambda identity: (-rank[identity], shuffled[identity]))


def _sure(row: Any, axis: str) -> float:
    """How sure the reading is, 0 to 1: for yes or no the distance from the middle, else the least score given."""
    if axis == "on_campaign":
        return float(abs((row["campaign_score"] or EVEN) - EVEN) * 2)
    scores = json.loads(row["scores"]).get(axis)
    if axis in SEVERAL:
        return float(min(scores.values(), default=0.0)) if scores else 0.0
    return float(scores or 0.0) if row[axis] else 0.0


def _disagreement(identity: str, corpus: Corpus, decisions: Decisions, axis: str) -> int:
    """2 where people differ, 1 where people and reading differ, 0 where nothing does or nobody decided."""
    said = [_key(given[identity].data.get("value")) for given in labels(decisions, axis).values() if identity in given]
    if not said:
        return 0
    if len(set(said)) > 1:
        return 2
    return int(said[0] != _key(_reading(corpus, identity, axis)[0]))


def _key(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, list) else value
