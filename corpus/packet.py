"""Everything an editor needs to run an article again, as plain data: text, pictures by address, whom to ask, what to
check, where it already ran, who took it."""

from typing import Any

from corpus.families import family
from corpus.store import Corpus
from corpus.tags import record
from nlp.text import sentences

MOST_PLACES = 40  # places listed to check; longer lists are reports, not stories
Span = dict[str, Any]


def packet(corpus: Corpus, identity: str) -> dict[str, Any]:
    """The packet of an article: `{id, url, title, sapo, paragraphs, images, author, credit, published_at, modified_at,
    section, series, withdrawn, tagged, paper, places, figures, names, models, family}`.

    `paper` is `{id, name, site, hosts, contact}`: `contact` is None where no way to reach it is known. `places` are
    `{then, now, changed, role, field, start, end, sentence}`, `then` a unit, `now` a list of today's; `figures`,
    `names` and `models` have the sentence they stand in with its field, and their offsets there; figures also what they
    count (`of`), names `role` and `place`, models `holder` and `place`, each None where the text does not say. `family`
    is that of `corpus.families.family`. Raises CorpusError when there is no such article.
    """
    with corpus.reading():
        found = record(corpus, identity)
        tree = family(corpus, identity)
        source = corpus.sources().get(found["source"])
    texts = {"title": found["title"], "sapo": found["sapo"] or "", "body": found["body"]}
    bounds = {name: sentences(text) for name, text in texts.items()}
    check = _Check(texts, bounds)
    keys = ("id", "url", "title", "sapo", "images", "author", "credit", "published_at", "modified_at", "section", "series",
            "withdrawn")  # fmt: skip
    return {
        **{key: found[key] for key in keys},
        "paragraphs": [line for line in found["body"].split("\n") if line],
        "tagged": found["campaign"]["score"] is not None,
        "paper": _paper(found["source"], source),
        "places": [_place(one, check) for one in found["localities"] if one["then"]["name"]][:MOST_PLACES],
        "figures": [_kept(one, check, "text", "of") for one in found["figures"]],
        "names": [_kept(one, check, "name", "role", "place") for one in found["people"]],
        "models": [_kept(one, check, "name", "holder", "place") for one in found["models"]],
        "family": tree,
    }


def _paper(identity: str, source: dict[str, Any] | None) -> dict[str, Any]:
    """The paper as the corpus knows it; its site is the host it has today."""
    hosts = source["hosts"] if source else []
    return {"id": identity, "name": source["name"] if source else identity, "hosts": hosts,
            "site": f"https://{hosts[0]}/" if hosts else None, "contact": (source or {}).get("contact")}  # fmt: skip


class _Check:
    """Where something stands that must be checked: field, offsets, and the sentence around it."""

    def __init__(self, texts: dict[str, str], bounds: dict[str, list[tuple[int, int]]]) -> None:
        self._texts, self._bounds = texts, bounds

    def __call__(self, spans: list[Span]) -> dict[str, Any]:
        span = next((one for one in spans if one["field"] in self._texts), None)
        if span is None:
            return {"field": None, "start": None, "end": None, "sentence": None}
        start, end = self._around(span)
        return {"field": span["field"], "start": span["start"], "end": span["end"],
                "sentence": self._texts[span["field"]][start:end]}  # fmt: skip

    def _around(self, span: Span) -> tuple[int, int]:
        for start, end in self._bounds[span["field"]]:
            if start <= span["start"] < end:
                return start, end
        return span["start"], span["end"]


def _kept(tag: dict[str, Any], check: _Check, *names: str) -> dict[str, Any]:
    return {**{name: tag[name] for name in names}, **check(tag["spans"])}


def _place(tag: dict[str, Any], check: _Check) -> dict[str, Any]:
    now = tag["now"] if isinstance(tag["now"], list) else [tag["now"]] if tag["now"] else []
    then = tag["then"]
    same = len(now) == 1 and all(now[0][key] == then[key] for key in ("name", "level", "province"))
    return {"then": then, "now": now, "changed": bool(now) and not same, "role": tag["role"], **check(tag["spans"])}
