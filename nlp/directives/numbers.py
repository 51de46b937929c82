"""Numbers of documents in a text: `05-CT/TW` in every printed order; short forms are read in `shorts`."""

import re
from functools import lru_cache

from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.directives.heads import DASH, codes, head_of, head_types, matches, types_of
from nlp.directives.shorts import JOINER, short_numbers
from nlp.records import FieldName
from nlp.text import canonical

_ENDING = 2  # letters behind a full stop inside an organ: "BTG.TW", "TX.U"
_GLUED = re.compile(r"(?P<organ>.*[^\W\d_a-zà-ỹđ])[a-zà-ỹđ]{2,}")  # "05-CT/TWcủa": a blank was lost
_SAME_WORD = re.compile(rf"(?:{JOINER}| )?(?:số )?")  # between two numbers of a list
_FIRST_DIGIT = re.compile(r"[0-9](?<![0-9][0-9])(?<![0-9][.,/][0-9])")


@lru_cache(maxsize=1)
def _full() -> re.Pattern[str]:
    kinds = "|".join(sorted(codes(), key=len, reverse=True))
    # What may be glued to a number: "CT05-CT/TW", "Chỉ thị số05-CT/TW". A look back has one width.
    glued = "|".join(rf"(?<=(?<!\w){word}[0-9])" for word in (*codes(), *knowledge().type_words, "số"))
    organs = "|".join(re.escape(o) for o in sorted(knowledge().organs, key=len, reverse=True))
    # Possessive ("?+"): no code begins with a blank, a mark or a digit, so nothing is ever given back.
    join, gap = rf" ?[{DASH}/.\\]{{1,2}} ?", rf" ?+[{DASH}/.\\]{{0,2}}+ ?+"
    return re.compile(
        rf"(?P<n>[0-9](?:(?<![\w.,/][0-9])|{glued})[0-9]{{0,3}}+[a-zđ]?)(?:/(?P<y>[12][0-9]{{3}}))?+{gap}"
        rf"(?:(?P<c>{kinds})(?:{join}(?P<o>{organs}|[^\W\d_]{{2,12}}(?:[-.][^\W\d_]{{1,12}})?)| ?(?P<o2>{organs}))"
        rf"|(?P<o3>{organs}){join}(?P<c3>{kinds}))(?![^\W\d_]|[0-9][^\W_])"  # one digit may be a footnote's
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


def _organ(printed: str, low: str) -> tuple[str, int, tuple[str, str] | None]:
    """`(organ, letters of it, kept form and level)` of what stands behind a code, the last None when it is not listed."""
    organs = knowledge().organs
    if listed := organs.get(low):
        return printed, len(printed), listed
    first, mark, second = re.match(r"([^-.]*)([-.]?)(.*)", printed, re.DOTALL).groups()  # type: ignore[union-attr]
    if mark and not (second.isupper() and (mark == "-" or len(second) <= _ENDING)):
        return first, len(first), organs.get(canonical(first))  # "15-HD/ĐTN-xã", "12-KH/TU.Xã"
    if mark == ".":
        return first + second, len(printed), organs.get(canonical(first + second))  # "35-HD/BTG.TW"
    glued = _GLUED.fullmatch(printed)
    if glued and (listed := organs.get(canonical(glued["organ"]))):
        return glued["organ"], len(glued["organ"]), listed
    return printed, len(printed), None


def full_numbers(name: FieldName, text: str, low: str, starts: list[int]) -> list[Citation]:
    """Citations with a number and an organ, in order. `low` is `canonical(text)`. Laws are left out."""
    found: list[Citation] = []
    laws = tuple(knowledge().raw["organ_shape"]["law_start"])
    low = low.replace("\n", " ")  # a full number is one also where the line breaks inside it
    for match in matches(_full(), low, starts):
        code_group, organ_group = ("c3", "o3") if match["c3"] else ("c", "o" if match["o"] else "o2")
        code_text, organ_text = text[slice(*match.span(code_group))], text[slice(*match.span(organ_group))]
        whole = len(organ_text)
        organ_text, printed, listed = _organ(organ_text, match[organ_group])
        end = match.end() - (whole - printed)
        if not listed and (not code_text[0].isupper() or sum(c.isupper() for c in organ_text) < 2):
            continue  # "5 ct/ha" is no document
        if organ_text.startswith(laws):
            continue
        organ, level = listed or (organ_text, _level(organ_text))
        if level is None and "/" in low[match.end("n") : match.start(code_group)]:
            level = "state"  # the State writes 15/QĐ-BGDĐT, the Party 15-QĐ/TU
        code = codes()[match[code_group]]
        types, start = types_of(code), match.start()
        head = head_of(low, start)
        if head:
            start = head.start()
            types = tuple(t for t in head_types(head["w"] or head["w2"]) if t in types) or types
        elif found and found[-1].code == code and _SAME_WORD.fullmatch(low, found[-1].end, start):
            types = found[-1].types  # the second number of a list shares the first one's word
        if len(types) > 1:
            types = ("Quyết định",) if level == "state" else ("Quy định", "Quyết định")
        found.append(
            Citation(name, start, end, types, match["n"], code, organ, level, match["y"], full=True, head=start)
        )
    return found


def numbers(name: FieldName, text: str, low: str) -> list[Citation]:
    """Every numbered citation of one field in order; `head` groups those that share a type word."""
    # Digits are rare: looking for them first, and for words only around them, reads a text several times faster.
    starts = [match.start() for match in _FIRST_DIGIT.finditer(low)]
    full = full_numbers(name, text, low, starts)
    return sorted([*full, *short_numbers(name, text, low, starts, full)], key=lambda c: (c.start, c.end))
