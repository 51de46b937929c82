"""The level of a short citation, from the body that is printed with it or shared with its neighbours."""

import re
from functools import lru_cache
from itertools import pairwise

from nlp.directives.article import Article
from nlp.directives.catalogue import Body, knowledge
from nlp.directives.citation import Citation
from nlp.directives.tail import centre
from nlp.directives.weigh import alive, in_time, matching
from nlp.text import canonical

_GAP = 24  # characters between two items of a list: ", cùng với các "
_CLAUSE = 60  # characters before a number in which the work done on it is named
_ABOUT = re.compile(r",? [“\"]?(?:về|trong)(?!\w)")  # a title of its own
_LIST_GAP = re.compile(
    r"[ ,;&+/–-]{0,3}(?:(?:và|cùng|cùng với|hoặc|hay|rồi|lẫn|đến|tới) )?(?:cả |là |đến )?(?:các |hai )?(?:số )?"
)


def in_list(low: str, end: int, start: int) -> bool:
    """True when nothing but a comma or an "and" stands between two citations."""
    return start - end <= _GAP and _LIST_GAP.fullmatch(low, end, start) is not None


def settle_levels(citations: list[Citation], article: Article) -> list[Citation]:
    """Give short citations the level of the body printed with them; drop the laws."""
    for citation in citations:
        if _is_owned(citation, article):
            citation.body, citation.body_text, citation.tail = None, None, citation.end
    for before, after in reversed(list(pairwise(citations))):
        _share(before, after, article)
    for before, after in pairwise(citations):
        _share_issuer(before, after, article)
    kept = []
    for citation in citations:
        body = citation.body
        if body and body.level == "law":
            continue
        if body and body.level == "city":
            _settle_city(citation, body, article)
        elif body and not citation.full and citation.level is None and body.level != "other":
            citation.level, citation.organ = body.level, body.organ
        kept.append(citation)
    return kept


def _is_owned(citation: Citation, article: Article) -> bool:
    """True for "sơ kết Chỉ thị 05 của Huyện ủy": the body behind a document of the campaign owns the work done on it."""
    table, body = knowledge().raw["owners"], citation.body
    if citation.full or citation.issued or body is None or citation.types[0] not in table["types"]:
        return False
    never = canonical(citation.body_text or "").startswith(tuple(canonical(word) for word in table["never"]))
    if not never and body.level not in ("lower", "province", "city"):
        return False
    low = article.lows[citation.field]
    if _ABOUT.match(low, citation.tail) or not _ours(citation, article):
        return False
    return never or _works().search(low, max(0, citation.start - _CLAUSE), citation.start) is not None


@lru_cache(maxsize=1)
def _works() -> re.Pattern[str]:
    words = "|".join(re.escape(canonical(word)) for word in knowledge().raw["owners"]["works"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^.;:\n]*$")


def _share(before: Citation, after: Citation, article: Article) -> None:
    """ "Chỉ thị 05 và Kết luận 01 của Bộ Chính trị": the body stands once, behind the last of them."""
    if before.field != after.field or before.full or before.body or not after.body or before.tail > before.end:
        return
    alike = before.head == after.head or (before.types == after.types and not _ours(before, article))
    if (not alike and after.body.level != "central") or after.issued:
        return  # "Chỉ thị 05, Kế hoạch số 12 của Tỉnh ủy": only the plan is the province's
    if in_list(article.lows[before.field], before.end, after.start):
        before.body = after.body if alike else centre()


def _share_issuer(before: Citation, after: Citation, article: Article) -> None:
    """ "Tỉnh ủy ban hành Chỉ thị 28 và Kết luận 17": the body stands once, before the first of them."""
    if not before.issued or before.body is None or after.body or before.field != after.field:
        return
    alike = after.level == before.level if after.full else not _ours(after, article)
    if alike and in_list(article.lows[before.field], before.tail, after.start):
        after.body, after.body_text, after.issued = before.body, before.body_text, True


def _ours(citation: Citation, article: Article) -> bool:
    """True when a document of the catalogue of that day has the number."""
    return any(c.id and alive(c, article.day) and in_time(c, article.day) for c in matching(citation, False))


def _settle_city(citation: Citation, body: Body, article: Article) -> None:
    """A Thành ủy is a province's committee in the cities under the centre, and a district's elsewhere."""
    cities = knowledge().raw["cities"]
    place = citation.place
    central = place in cities["names"] if place else article.document.source_province in cities["codes"]
    if citation.full and citation.level != "province":
        return
    if central:
        citation.level, citation.organ = "province", citation.organ or body.organ
    elif place or not citation.full:
        citation.level = "lower"
