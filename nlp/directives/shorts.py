"""Short forms such as `Chỉ thị 05`, and the lists in which several numbers share one type word."""

import re
from functools import lru_cache

from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.directives.counts import goes_on, is_count, is_counted_item, is_named
from nlp.directives.heads import DASH, codes, head_of, head_types, matches
from nlp.records import FieldName

# What joins two numbers that share a type word: "Chỉ thị 06, 03 rồi đến 05".
JOINER = (
    r"(?: ?[,;] ?(?:(?:và|rồi|đến|hay|hoặc|cùng) )?(?:là )?"
    r"| (?:và|cùng|cùng với|lẫn|rồi|hay|hoặc|đến|tới)(?: cả| đến)? | ?[&+] ?)"
)
_NEXT = re.compile(rf"\)?{JOINER}(?:số )?(?P<n>[0-9]{{2,3}}(?![\w%]|[.,/-][0-9]|/\w))(?= [\w(]|, )")
_RANGE = re.compile(r" (?:đến|tới|hay|hoặc) ")  # "kế hoạch 03 đến 05 buổi": both of them count


@lru_cache(maxsize=1)
def _item() -> str:
    """A later number of a list; the last may go on with a code ("15, 16, 19/CT-TTg")."""
    return rf"[0-9]{{1,3}}(?![\w%]|[.,/][0-9]|/(?!(?:{'|'.join(codes())})-)\w|-[0-9])"


@lru_cache(maxsize=1)
def _more() -> re.Pattern[str]:
    return re.compile(rf"{JOINER}(?P<so>số )?(?P<n>{_item()})")


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """A number and what follows it of a list. A code of another type behind it makes it no document of ours."""
    kinds = "|".join(sorted(codes(), key=len, reverse=True))
    return re.compile(
        rf"(?P<n>[0-9]{{1,4}})"
        rf"(?:(?P<own> ?[{DASH}] ?(?:{kinds})(?!\w| ?/))|(?P<centre> ?[{DASH}/]? ?(?:tw|tư|t\.ư)(?!\w)|[{DASH}/]bct(?!\w))"
        rf"|(?![\w%]|[.,/][0-9]| ?/ ?(?!(?:{kinds}) ?[0-9])\w|[{DASH}][0-9]| ?[{DASH}] ?[^\W\d_]+[{DASH}/]))"
        rf"(?P<more>(?:{JOINER}(?:số )?{_item()}){{0,12}})"
    )


def short_numbers(name: FieldName, text: str, low: str, starts: list[int], taken: list[Citation]) -> list[Citation]:
    """Citations by type word and number alone; every number of a list ("các quy định 101, 55, 08") is one."""
    covered = [(c.start, c.end) for c in taken]
    found: list[Citation] = []
    at = 0
    headed = [(start, head) for start in starts if (head := head_of(low, start))]
    heads = dict(headed)
    for match in matches(_short(), low, [start for start, _ in headed]):
        head = heads[match.start()]
        word_group = "w" if head["w"] else "w2"
        word, low_word, called = text[slice(*head.span(word_group))], head[word_group], bool(head["so"])
        by_code, types = low_word not in knowledge().type_words, head_types(low_word)
        if (by_code and not word[:2].isupper()) or (len(match["n"]) > 3 and not (called or _is_known(match["n"]))):
            continue  # "ct 05" counts something, "Kế hoạch 2024" is a year's plan
        if not called and types[0] in full_only():
            continue
        named = is_named(text, low, head.span(word_group), match.end("n"), types)
        spans = _items(low, match, types)
        free: list[tuple[int, int]] = []
        shared: Citation | None = None
        for start, end in spans:
            while at < len(covered) and covered[at][1] <= start:
                at += 1
            if at < len(covered) and covered[at][0] <= start < covered[at][1]:
                shared = taken[at]
            else:
                free.append((start, end))
        if not free or (shared is None and is_count(low, spans[0], called, named, types)):
            continue
        if shared is None and _RANGE.match(low, spans[0][1]) and len(spans) == 1 and match["more"] and not named:
            continue
        for start, end in free:
            first = start == match.start("n")
            own = match.end("own") if first and match["own"] else end
            one = Citation(name, head.start() if first else start, own, types, low[start:end])
            one.marked, one.called = named and end - start > 1, called
            one.head, one.coded = head.start(), by_code
            if first and match["centre"] and text[slice(*match.span("centre"))].isupper():
                one.end, one.organ, one.level, one.full = match.end("centre"), "TW", "central", True  # "05/TW"
            elif shared is not None:  # "Quy định 55, 08-QĐi/TW": the organ is printed once, at the end
                one.organ, one.level, one.full = shared.organ, shared.level, True
            found.append(one)
    return found


def _items(low: str, match: re.Match[str], types: tuple[str, ...]) -> list[tuple[int, int]]:
    """Bounds of the numbers of a list, without those that count what follows: "Chỉ thị 03, 10 năm thực hiện …"."""
    first = match.span("n")
    spans, single = [first], first[1] - first[0] == 1
    more = list(_more().finditer(low, *match.span("more")))
    while more:
        last = more[-1]
        own = low[last.end() : last.end() + 2].lstrip()[:1] in (*DASH, "/")  # a code: a full number closes the list
        if own or not is_counted_item(low, last.span("n"), bool(last["so"]), single, types):
            break
        more.pop()
    return spans + [m.span("n") for m in more]


@lru_cache(maxsize=1)
def full_only() -> frozenset[str]:
    """Types that are documents only with "số" before their number or an organ behind it."""
    return frozenset(table["name"] for table in knowledge().raw["type"] if table.get("full"))


@lru_cache(maxsize=1)
def _long_numbers() -> frozenset[str]:
    """Numbers of four digits in the catalogue, without those that may be years."""
    numbers = (re.match("[0-9]{4}", entry.number) for entry in knowledge().entries.values())
    return frozenset(n.group() for n in numbers if n and n.group()[:2] not in ("19", "20"))


def _is_known(number: str) -> bool:
    return number in _long_numbers()


def next_number(one: Citation, low: str, limit: int) -> Citation | None:
    """The number behind date, body or term of another, which shares its type word: "101 của Ban Bí thư, 55 của …"."""
    match = _NEXT.match(low, one.tail, limit) if one.plenum is None and one.tail > one.end else None
    if match is None:
        return None
    start, end = match.span("n")
    if is_counted_item(low, (start, end), False, False, one.types) or not goes_on(low, end):
        return None
    return Citation(one.field, start, end, one.types, match["n"], marked=one.marked, head=one.head, coded=one.coded)
