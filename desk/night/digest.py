"""The digest as people read it: plain text, one HTML page that needs nothing from outside, an Atom feed.

It shows what `corpus.digest.digest` found, with `night` (the name of a night) or `since` (a day) beside it.
"""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from corpus.clock import HANOI, parsed
from desk.editors.pages import line, render
from desk.editors.shown import clipped, day, points
from desk.say import printable, text, translated

FIRST = 5  # stories to read before all others
EACH = 10  # stories of one province that are shown; the rest is counted, and stands in the JSON
WHY = 3  # reasons shown for a story: its heaviest
ABSENT = {"best": [], "fields": [], "new_models": [], "repeats": [], "undated": 0, "bodies_missing": 0, "crawls": None}


def title(found: dict[str, Any]) -> str:
    """The page's headline."""
    if found.get("night"):
        return text("digest_title", night=found["night"])
    return text("digest_since_title", day=found["since"])


def plain(found: dict[str, Any]) -> str:
    """The digest as plain text."""
    page = _page(found)
    lines = [page["title"], page["head"], "", *([page["nothing"], ""] if page["nothing"] else [])]
    if page["first"]:
        lines += [text("digest_best"), ""]
        lines += [f"{i}. {one['title']} ({one['about']})" for i, one in enumerate(page["first"], 1)] + [""]
    for part in page["provinces"]:
        lines += [part["name"].upper(), ""]
        for one in part["articles"]:
            lines += [f"* {one['title']}{one['points']}", f"  {one['about']}", f"  {printable(one['url'])}"]
            lines += [f"  {said}" for said in (*one["named"], *one["why"])]
            lines.append("")
        lines += [part["more"], ""] if part["more"] else []
    for part in page["lists"]:
        lines += [part["title"], *(f"- {said}" for said in part["plain"]), ""]
    return "\n".join(lines)


def html(found: dict[str, Any]) -> str:
    """The digest as one HTML page: everything escaped, no script, nothing loaded, links to http and https only."""
    return render("digest.html.j2", **_page(found))


def atom(found: dict[str, Any], updated: str) -> str:
    """The digest as an Atom 1.0 feed (RFC 4287), an entry a story, best first; `updated` is a moment of the corpus."""
    articles = {one["id"]: one for part in found["provinces"] for one in part["articles"]}
    entries = [{**_article(one), "id": _urn(one["url"]), "updated": _moment(one["published_at"]) or _moment(updated),
                "published": _moment(one["published_at"]), "author": line(one["source_name"] or one["source"]),
                "fields": one.get("fields") or []}
               for one in (articles[i] for i in found["best"])]  # fmt: skip
    return render("digest.atom.j2", title=line(title(found)), id=_urn("guong:digest"), updated=_moment(updated),
                  entries=entries)  # fmt: skip


def _urn(name: str) -> str:
    """A name that stays the same for an address: a UUID of version 5 (RFC 9562)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, line(name)).urn


def _moment(written: str | None) -> str | None:
    """A date as RFC 3339 wants it: a day begins at midnight in Hà Nội."""
    if not written:
        return None
    try:
        when = parsed(written)
    except ValueError:
        return None
    return when.astimezone(HANOI if len(written) <= 10 else when.tzinfo or datetime.UTC).isoformat(timespec="seconds")


def _page(found: dict[str, Any]) -> dict[str, Any]:
    """Everything the page shows, in words."""
    found = {**ABSENT, **found}
    articles = {one["id"]: one for part in found["provinces"] for one in part["articles"]}
    shown = len(articles)
    provinces = []
    for part in found["provinces"]:
        left = len(part["articles"]) - EACH
        provinces.append({"name": line(part["province"]) or text("digest_nowhere"),
                          "articles": [_article(one) for one in part["articles"][:EACH]],
                          "more": text("digest_more", count=left) if left > 0 else ""})  # fmt: skip
    return {
        "title": title(found),
        "head": text("digest_head", shown=shown, stored=found["stored"], copies=found["copies_left_out"]),
        "first": [_article(articles[i]) for i in found["best"][:FIRST]] if shown > FIRST else [],
        "provinces": provinces, "nothing": "" if shown else text("digest_nothing"),
        "lists": [part for part in _lists(found, articles) if part["items"]],
    }  # fmt: skip


def _article(one: dict[str, Any]) -> dict[str, Any]:
    about = [printable(one["source_name"] or one["source"]), day(one["published_at"]), printable(one["place"] or "")]
    if one["copies"]:
        about.append(text("digest_copies", count=one["copies"]))
    named = [f"{text(key)}: {printable('; '.join(one[name]))}"
             for key, name in (("f_models", "models"), ("f_people", "people")) if one[name]]  # fmt: skip
    reasons = [reason for reason in one.get("reasons") or [] if reason["weight"] > 0 and reason["spans"]][:WHY]
    why = [f"{text('why_' + reason['what'])}: {clipped(reason['spans'][0]['text'])}" for reason in reasons]
    score = one.get("score")
    return {"title": line(one["title"]), "url": one["url"], "about": " · ".join(part for part in about if part),
            "named": named, "why": why,
            "points": f" ({text('stories_score', score=points(score))})" if score is not None else ""}  # fmt: skip


Item = dict[str, Any]  # a link (title and url) between words before and behind it


def _lists(found: dict[str, Any], articles: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The short lists below the stories: by field, new models, repeats, what is missing."""
    fields = []
    for part in found["fields"]:
        best = articles[part["ids"][0]]
        more = f" {text('digest_more', count=len(part['ids']) - 1)}" if len(part["ids"]) > 1 else ""
        fields.append(_item(f"{text('field_code_' + part['field'])}: ", best, more))
    yield _list("digest_fields", fields)
    models = []
    for one in found["new_models"]:
        place = ", ".join(dict.fromkeys(part for part in (one["place"], one["province"]) if part))
        seen = f" ({text('digest_new_elsewhere', count=one['elsewhere'])})" if one["elsewhere"] else ""
        models.append(_item(f"“{line(one['name'])}”{' – ' + place if place else ''}{seen}: ", one))
    yield _list("digest_new_models", models)
    repeats = []
    for one in found["repeats"]:
        first = one["first"]
        how = text("digest_repeat_of" if first["surely"] else "digest_repeat_maybe")
        behind = f" ({line(one['source_name'] or one['source'])}) {how} {line(first['source_name'])}, {day(first['published_at'])}"
        repeats.append(_item("", one, behind))
    yield _list("digest_repeats", repeats)
    yield _list("digest_missing", [_item(said) for said in _missing(found)])


def _item(before: str, link: dict[str, Any] | None = None, behind: str = "") -> Item:
    return {"before": before, "title": line(link["title"]) if link else "", "url": link["url"] if link else None,
            "behind": behind}  # fmt: skip


def _list(name: str, items: list[Item]) -> dict[str, Any]:
    return {"title": text(name), "items": items,
            "plain": [f"{one['before']}{one['title']}{one['behind']}" for one in items]}  # fmt: skip


def _missing(found: dict[str, Any]) -> list[str]:
    counts = (("digest_untagged", "untagged"), ("digest_undated", "undated"), ("digest_bodies", "bodies_missing"))
    lines = [text("digest_no_crawl")] if found["crawls"] == 0 else []
    lines += [text(key, count=found[name]) for key, name in counts if found[name]]
    return lines + [text("digest_silent", name=printable(one["name"]), reason=printable(translated(one["reason"] or "?", "reasons")))
                    for one in found["not_heard"]]  # fmt: skip
