"""Numbers of documents in a text: `05-CT/TW` in every printed order, and short forms such as `Chỉ thị 05`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.records import FieldName
from nlp.text import canonical

_DASH = "-‐‑–—−_"  # an underscore is typed for a hyphen
_LOOSE = f' :(“".{_DASH}'  # between a type word and its number
_HEAD = 28  # characters before a number in which its type word stands: "quyết định số: "
_FIRST_DIGIT = re.compile(r"[0-9](?<![0-9.,/][0-9])")
_MORE = re.compile(r"[0-9]{1,3}")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Canonical code → kept code (`qđi` → `QĐi`)."""
    return {canonical(code): code for codes in knowledge().types.values() for code in codes}


@lru_cache(maxsize=1)
def _full() -> re.Pattern[str]:
    codes = "|".join(sorted(_codes(), key=len, reverse=True))
    glued = "|".join(code for code in _codes() if len(code) == 2)  # "CT05-CT/TW"; a look back has one width
    organs = "|".join(re.escape(o) for o in sorted(knowledge().organs, key=len, reverse=True))
    # Possessive ("?+"): no code begins with a blank, a mark or a digit, so nothing is ever given back.
    join, gap = f" ?[{_DASH}/.] ?", f" ?+[{_DASH}/.]?+ ?+"
    return re.compile(
        rf"(?P<n>[0-9](?:(?<![\w.,/][0-9])|(?<=(?<!\w)(?:{glued})[0-9]))[0-9]{{0,3}}+[a-zđ]?)(?:/(?P<y>[12][0-9]{{3}}))?+{gap}"
        rf"(?:(?P<c>{codes})(?:{join}(?P<o>{organs}|[^\W\d_]{{2,12}}(?:-[^\W\d_]{{2,12}})?)| ?(?P<o2>{organs}))"
        rf"|(?P<o3>{organs}){join}(?P<c3>{codes}))(?![^\W_])"
    )


@lru_cache(maxsize=1)
def _heads() -> str:
    words = [*knowledge().type_words, *_codes()]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    codes = "|".join(sorted(map(re.escape, _codes()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<w>{_heads()})(?P<so>[ (“\"]{{0,2}}số)?[ :(“\"]{{0,2}}|(?P<w2>{codes})[{_DASH}.])$"
    )


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    """The last two letters of everything `_before` may end in, blanks and marks apart."""
    return frozenset(word[-2:] for word in (*knowledge().type_words, *_codes(), "số"))


def _head(low: str, start: int) -> re.Match[str] | None:
    """The type word before a number. Few numbers have one: two letters turn most of them away."""
    before = low[max(0, start - 5) : start].rstrip(_LOOSE)
    if before[-2:] not in _endings():
        return None
    return _before().search(low, max(0, start - _HEAD), start)


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """A number and what follows it of a list."""
    codes = "|".join(sorted(_codes(), key=len, reverse=True))
    item = r"[0-9]{1,3}(?![\w%]|[.,/][0-9]|/\w|-[0-9])"
    return re.compile(
        rf"(?P<n>[0-9]{{1,4}})"
        rf"(?:(?P<own> ?[{_DASH}] ?(?:{codes})(?!\w| ?/))|(?![\w%]|[.,/][0-9]| ?/ ?\w|[{_DASH}][0-9]))"
        rf"(?P<more>(?:(?: ?[,;] ?(?:và )?| và )(?:số )?{item}){{0,12}})"
    )


def _level(organ: str) -> str | None:
    """Level of an organ the catalogue does not list, by how its letters begin or end."""
    shape = knowledge().raw["organ_shape"]
    for level in ("central", "province", "lower"):
        if organ.endswith(tuple(shape.get(f"{level}_end", ()))) or organ.startswith(
            tuple(shape.get(f"{level}_start", ()))
        ):
            return level
    return None


def _types(code: str) -> tuple[str, ...]:
    return tuple(name for name, codes in knowledge().types.items() if code in codes)


def _head_types(word: str) -> tuple[str, ...]:
    known = knowledge()
    return (known.type_words[word],) if word in known.type_words else _types(_codes()[word])


def _matches(pattern: re.Pattern[str], low: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(low)`, tried only at the starts."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(low, start)):
            yield match
            end = match.end()


def full_numbers(name: FieldName, text: str, low: str, starts: list[int]) -> list[Citation]:
    """Citations with a number and an organ, in order. `low` is `canonical(text)`. Laws are left out."""
    found: list[Citation] = []
    laws = tuple(knowledge().raw["organ_shape"]["law_start"])
    for match in _matches(_full(), low, starts):
        code_group, organ_group = ("c3", "o3") if match["c3"] else ("c", "o" if match["o"] else "o2")
        code_text, organ_text = text[slice(*match.span(code_group))], text[slice(*match.span(organ_group))]
        listed = knowledge().organs.get(match[organ_group])
        end = match.end()
        if not listed and "-" in organ_text and not organ_text.partition("-")[2].isupper():
            organ_text = organ_text.partition("-")[0]  # "15-HD/ĐTN-xã"
            end = match.start(organ_group) + len(organ_text)
        if not listed and (not code_text[0].isupper() or sum(c.isupper() for c in organ_text) < 2):
            continue  # "5 ct/ha" is no document
        if organ_text.startswith(laws):
            continue
        organ, level = listed or (organ_text, _level(organ_text))
        if level is None and "/" in low[match.end("n") : match.start(code_group)]:
            level = "state"  # the State writes 15/QĐ-BGDĐT, the Party 15-QĐ/TU
        code = _codes()[match[code_group]]
        types, start = _types(code), match.start()
        head = _head(low, start)
        if head:
            start = head.start()
            types = tuple(t for t in _head_types(head["w"] or head["w2"]) if t in types) or types
        elif (
            found and found[-1].code == code and re.fullmatch(r" ?[,;]? ?(?:và )?(?:số )?", low[found[-1].end : start])
        ):
            types = found[-1].types  # the second number of a list shares the first one's word
        if len(types) > 1:
            types = ("Quyết định",) if level == "state" else ("Quy định", "Quyết định")
        found.append(
            Citation(name, start, end, types, match["n"], code, organ, level, match["y"], full=True, head=start)
        )
    return found


def short_numbers(name: FieldName, text: str, low: str, starts: list[int], taken: list[Citation]) -> list[Citation]:
    """Citations by type word and number alone; every number of a list ("các quy định 101, 55, 08") is one."""
    covered = [(c.start, c.end) for c in taken]
    found: list[Citation] = []
    at = 0
    headed = [(start, head) for start in starts if (head := _head(low, start))]
    heads = dict(headed)
    for match in _matches(_short(), low, [start for start, _ in headed]):
        head = heads[match.start()]
        word_group = "w" if head["w"] else "w2"
        word, low_word = text[slice(*head.span(word_group))], head[word_group]
        by_code = low_word not in knowledge().type_words
        if (by_code and not word[:2].isupper()) or (len(match["n"]) > 3 and not (head["so"] or _is_known(match["n"]))):
            continue  # "ct 05" counts something, "Kế hoạch 2024" is a year's plan
        spans = [match.span("n"), *(m.span() for m in _MORE.finditer(low, *match.span("more")))]
        while len(spans) > 1 and _is_count(low, spans[-1], spans[-1][1], bool(head["so"]), word[0].isupper()):
            spans.pop()  # "Chỉ thị 03, 10 năm thực hiện …": a count opens the next clause
        free: list[tuple[int, int]] = []
        shared: Citation | None = None
        for start, end in spans:
            while at < len(covered) and covered[at][1] <= start:
                at += 1
            if at < len(covered) and covered[at][0] <= start < covered[at][1]:
                shared = taken[at]
            else:
                free.append((start, end))
        alone = len(spans) == 1 and not match["more"]
        last = match.end() if alone else spans[-1][1]
        if not free or (shared is None and _is_count(low, spans[0], last, bool(head["so"]), word[0].isupper())):
            continue
        for start, end in free:
            first = start == match.start("n")
            own = match.end("own") if first and match["own"] else end
            one = Citation(name, head.start() if first else start, own, _head_types(low_word), low[start:end])
            one.marked, one.called = word[0].isupper() and end - start > 1, bool(head["so"])
            one.head, one.coded = head.start(), by_code
            if shared is not None:  # "Quy định 55, 08-QĐi/TW": the organ is printed once, at the end
                one.organ, one.level, one.full = shared.organ, shared.level, True
            found.append(one)
    return found


@lru_cache(maxsize=1)
def _long_numbers() -> frozenset[str]:
    """Numbers of four digits in the catalogue, without those that may be years."""
    numbers = (re.match("[0-9]{4}", entry.number) for entry in knowledge().entries.values())
    return frozenset(n.group() for n in numbers if n and n.group()[:2] not in ("19", "20"))


def _is_known(number: str) -> bool:
    return number in _long_numbers()


@lru_cache(maxsize=2)
def _counting(loose: bool) -> re.Pattern[str]:
    table = knowledge().raw["counting"]
    words = sorted(table["words"] + table["loose"] * loose, key=len, reverse=True)
    return re.compile(rf" (?P<w>{'|'.join(map(re.escape, words))})(?!\w)(?! [0-9]| (?:ấy|đó|này|nay|xưa)(?!\w))")


def _is_count(low: str, number: tuple[int, int], end: int, so: bool, capital: bool) -> bool:
    """True where the number counts something ("kế hoạch 05 năm"), or is too plain to name a document."""
    single = number[1] - number[0] == 1
    return _counting(not capital).match(low, end) is not None or (single and not so)


def numbers(name: FieldName, text: str, low: str) -> list[Citation]:
    """Every numbered citation of one field in order; `head` groups those that share a type word."""
    # Digits are rare: looking for them first, and for words only around them, reads a text several times faster.
    starts = [match.start() for match in _FIRST_DIGIT.finditer(low)]
    full = full_numbers(name, text, low, starts)
    return sorted([*full, *short_numbers(name, text, low, starts, full)], key=lambda c: (c.start, c.end))
