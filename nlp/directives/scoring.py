"""The citations of a labelled article held against what was read in it, mention by mention.

A label is `{"text", "id" | "number" | "candidates"}` with, as wanted, `"role"` and `"basis": "implied"`; `text` is the
printed span. A document outside the catalogue has its canonical number, or null where it is named without one.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from nlp.records import Directive
from nlp.text import normalise

Answer = tuple[str, set[str], set[str], dict[str, float] | None, list[str]]


def answers(labels: list[dict[str, Any]], found: list[Directive]) -> Iterable[Answer]:
    """`(axis, wanted, said, scores, evidence)` of four axes: `citations` (span and document), `citation_spans` (span
    alone), `citation_roles` (of the mentions labelled with a role and found), `implied` (documents).

    Raises ValueError when a label has no text or names no document.
    """
    for label in labels:
        _check(label)
    cited = [label for label in labels if label.get("basis", "cited") == "cited"]
    mentions = [(span.text, tag) for tag in found if tag.basis == "cited" for span in tag.spans]
    shown = [f"{text} → {_said(tag)}" for text, tag in mentions]
    wanted = [(normalise(label["text"]), label) for label in cited]
    said = [_key(text, _said(tag)) for text, tag in mentions]
    sure = {key: tag.score for key, (_, tag) in zip(_numbered(said), mentions, strict=True)}
    yield "citations", set(_numbered(_key(t, _wanted(label)) for t, label in wanted)), set(sure), sure, shown
    yield "citation_spans", set(_numbered(t for t, _ in wanted)), set(_numbered(t for t, _ in mentions)), None, shown
    roles = {_key(text, _said(tag)): tag.role for text, tag in mentions}
    ruled = {_key(t, _wanted(label)): label["role"] for t, label in wanted if label.get("role")}
    both = ruled.keys() & roles.keys()
    if both:
        yield "citation_roles", {f"{k}: {ruled[k]}" for k in both}, {f"{k}: {roles[k]}" for k in both}, None, shown
    implied = {label["id"] for label in labels if label.get("basis") == "implied"}
    tags = [tag for tag in found if tag.basis == "implied" and tag.id]
    yield "implied", implied, {str(t.id) for t in tags}, {str(t.id): t.score for t in tags}, [str(t.id) for t in tags]


def _check(label: dict[str, Any]) -> None:
    if not isinstance(label, dict) or not isinstance(label.get("text"), str):
        raise ValueError(f"citations: {label!r} has no text")
    if not label.keys() & {"id", "number", "candidates"}:
        raise ValueError(f"citations: {label['text']!r} names no id, number or candidates")
    if label.get("basis") == "implied" and not isinstance(label.get("id"), str):
        raise ValueError(f"citations: {label['text']!r} is implied and has no id")


def _key(text: str, document: str) -> str:
    return f"{text} → {document}"


def _wanted(label: dict[str, Any]) -> str:
    return _document(label.get("id"), label.get("candidates") or [], label.get("number"))


def _said(tag: Directive) -> str:
    return _document(tag.id, tag.candidates, tag.number)


def _document(identity: str | None, candidates: list[str], number: str | None) -> str:
    open_ = f"perhaps {' or '.join(sorted(candidates))}" if candidates else ""  # one candidate is not yet an answer
    return identity or open_ or number or "no number"


def _numbered(keys: Iterable[str]) -> list[str]:
    """The same words twice are two mentions."""
    seen: Counter[str] = Counter()
    out = []
    for key in keys:
        seen[key] += 1
        out.append(key if seen[key] == 1 else f"{key} ({seen[key]})")
    return out
