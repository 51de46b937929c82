"""What editors picked, noted and took, folded from the entries of `decisions.db`.

Every entry keeps the article's id, address, title and source, so that a list stays readable when the corpus is made
anew or an article is gone from it; entries of one address are one article, whatever its id.
"""

from dataclasses import dataclass, field
from typing import Any

from corpus.decisions import Decision, Decisions
from corpus.errors import CorpusError, QueryError
from corpus.store import Corpus

KINDS = ("shortlist", "note", "taken")
MOST = 5000  # characters of a reason or a note: a page; longer ones are pasted by mistake


@dataclass(slots=True)
class Pick:
    """An article people decided about. `state`: listed (picked), done (taken after it was picked, or without), noted
    (neither). `notes` are `{at, who, text}`, `taken` `{at, who, by, for, note}`, both oldest first. `changed`: its text
    is another one now than when it was picked; None where that is unknown."""

    id: str
    url: str | None
    title: str | None
    source: str | None
    state: str = "noted"
    at: str | None = None
    who: str | None = None
    why: str | None = None
    notes: list[dict[str, Any]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    changed: bool | None = None


def add(decisions: Decisions, corpus: Corpus, names: list[str], *, why: str | None = None,
        who: str | None = None) -> list[str]:  # fmt: skip
    """Put articles (ids or addresses) on the shortlist; returns their ids. Raises CorpusError when one is not there:
    then none is put on it."""
    return _enter(decisions, corpus, "shortlist", names, {"do": "add", "why": _text(why)}, who)


def note(decisions: Decisions, corpus: Corpus, name: str, text: str, *, who: str | None = None) -> str:
    """Note something about an article; returns its id. Raises QueryError for a note without words."""
    said = _text(text)
    if not said:
        raise QueryError("a note without words", "write it behind the id")
    return _enter(decisions, corpus, "note", [name], {"text": said}, who)[0]


def done(decisions: Decisions, corpus: Corpus, names: list[str], *, by: str | None = None, paper: str | None = None,
         remark: str | None = None, who: str | None = None) -> list[str]:  # fmt: skip
    """Write into the ledger that articles were taken, `by` whom and for which `paper`; returns their ids."""
    data = {"by": _text(by) or who, "for": _text(paper), "note": _text(remark)}
    return _enter(decisions, corpus, "taken", names, data, who)


def picks(decisions: Decisions, corpus: Corpus | None = None) -> list[Pick]:
    """Every article somebody decided about, the last decided first."""
    folded: dict[str, Pick] = {}
    order: dict[str, int] = {}
    sums: dict[str, str | None] = {}
    ids: dict[str, str] = {}
    for entry in decisions.entries(*KINDS):
        key = ids.setdefault(entry.article_id, entry.data.get("url") or entry.article_id)
        pick = folded.setdefault(key, Pick(entry.article_id, None, None, None))
        _fold(pick, entry)
        order[key] = entry.id or 0
        sums[key] = entry.text_sha256 or sums.get(key)
    if corpus is not None:
        for key, pick in folded.items():
            here = corpus.find(pick.url or pick.id)
            then, now = sums[key], corpus.stored_sha256(here) if here else None
            pick.id = here or pick.id
            pick.changed = then != now if then and now else None
    return [folded[key] for key in sorted(order, key=lambda one: -order[one])]


def shortlist(decisions: Decisions, corpus: Corpus | None = None) -> list[Pick]:
    """What is on the shortlist now: picked and not yet taken."""
    return [pick for pick in picks(decisions, corpus) if pick.state == "listed"]


def ledger(decisions: Decisions, article: str | None = None) -> list[dict[str, Any]]:
    """Everything that was taken (of one article by its id, or of all), oldest first:
    `{at, who, by, for, note, id, url, title, source}`."""
    return [
        {"at": entry.at, "who": entry.who, "by": entry.data.get("by"), "for": entry.data.get("for"),
         "note": entry.data.get("note"), "id": entry.article_id, "url": entry.data.get("url"),
         "title": entry.data.get("title"), "source": entry.data.get("source")}
        for entry in decisions.entries("taken", article_id=article)
    ]  # fmt: skip


def _fold(pick: Pick, entry: Decision) -> None:
    data = entry.data
    pick.id = entry.article_id
    for name in ("url", "title", "source"):
        setattr(pick, name, data.get(name) or getattr(pick, name))
    if entry.kind == "shortlist":
        listed = data.get("do") == "add"
        pick.state, pick.at, pick.who = "listed" if listed else "noted", entry.at, entry.who
        pick.why = data.get("why") if listed else pick.why
    elif entry.kind == "taken":
        pick.state = "done"
        pick.taken.append({"at": entry.at, "who": entry.who, "by": data.get("by"), "for": data.get("for"),
                           "note": data.get("note")})  # fmt: skip
    elif data.get("text"):
        pick.notes.append({"at": entry.at, "who": entry.who, "text": data["text"]})


def _enter(decisions: Decisions, corpus: Corpus, kind: str, names: list[str], data: dict[str, Any],
           who: str | None) -> list[str]:  # fmt: skip
    found = [_known(decisions, corpus, name) for name in dict.fromkeys(names)]
    for identity, about, sha256 in found:
        decisions.add(kind, identity, {**data, **about}, who=who, text_sha256=sha256)
    return [identity for identity, _, _ in found]


def _known(decisions: Decisions, corpus: Corpus, name: str) -> tuple[str, dict[str, Any], str | None]:
    """Id, address, title and source, and checksum of an article of the corpus, or of one decided about before."""
    identity = corpus.find(name)
    if identity is not None:
        article = corpus.article(identity)
        about = {"url": article.url, "title": article.title, "source": article.source}
        return identity, about, corpus.stored_sha256(identity)
    for pick in picks(decisions):
        if name in (pick.id, pick.url):
            return pick.id, {"url": pick.url, "title": pick.title, "source": pick.source}, None
    raise CorpusError(f"no article {name[:200]} in {corpus.path}", "try `guong search`")


def _text(value: str | None) -> str | None:
    clean = "".join(char for char in value or "" if char.isprintable() or char == "\n")  # half a character is none
    return clean.strip()[:MOST] or None
