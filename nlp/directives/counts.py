"""Whether a number behind a type word counts something ("kế hoạch 05 năm", "Kết luận: 03 mẫu") or names a document."""

import re
from functools import lru_cache

from nlp.directives.catalogue import knowledge

_HEAD_OF_SENTENCE = re.compile(r"(?:^|[.!?…:;\n“\"•*+–-] ?)$")
# Behind these a counting word tells when or which: "Chỉ thị 05 quý III", "lần thứ hai", "năm qua".
_NO_COUNT = r"(?! (?:[0-9]|[ivx]{1,4}(?!\w)|thứ(?!\w)|(?:ấy|đó|này|nay|xưa|qua|trước)(?!\w)))"


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=2)
def _counting(loose: bool) -> re.Pattern[str]:
    table = knowledge().raw["counting"]
    words = _words(table["words"] + table["loose"] * loose)
    return re.compile(rf" (?!(?:{_words(table['no_count'])})(?!\w))(?:{words})(?!\w){_NO_COUNT}")


@lru_cache(maxsize=1)
def _followers() -> re.Pattern[str]:
    """Nothing but a mark, or a word that can stand behind the name of a document."""
    words = _words(knowledge().raw["counting"]["followers"])
    return re.compile(rf" ?(?:[^\w ]|$|\n)| (?:{words})(?!\w)")


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    return re.compile(rf" (?:{_words(knowledge().raw['counting']['places'])})(?!\w)")


@lru_cache(maxsize=1)
def _catalogued() -> frozenset[tuple[str, int]]:
    entries = knowledge().entries.values()
    return frozenset((e.type, int(match.group())) for e in entries if (match := re.match("[0-9]+", e.number)))


def is_catalogued(types: tuple[str, ...], number: str) -> bool:
    """True when the catalogue holds a document of that number and one of the types."""
    return any((name, int(number)) in _catalogued() for name in types)


def goes_on(low: str, end: int) -> bool:
    """True when what stands behind a number can stand behind a document's name."""
    return _followers().match(low, end) is not None


def is_named(text: str, low: str, head: tuple[int, int], end: int, types: tuple[str, ...]) -> bool:
    """True when the capital letter of a type word, printed at `head`, makes it a name. At the head of a sentence and in
    capital letters it says nothing of a word that is also a verb ("Hướng dẫn 03 bước")."""
    word = text[slice(*head)]
    if not word[0].isupper():
        return False
    if not any(name in knowledge().raw["counting"]["verbs"] for name in types):
        return True
    plain = (len(word) > 3 and word.isupper()) or _HEAD_OF_SENTENCE.search(text, max(0, head[0] - 2), head[0])
    return not plain or goes_on(low, end)


def is_count(low: str, number: tuple[int, int], called: bool, named: bool, types: tuple[str, ...]) -> bool:
    """True where the number behind a type word counts something, or is too plain to name a document. `called`: "số"
    stands before it."""
    known = named and is_catalogued(types, low[slice(*number)])
    single = number[1] - number[0] == 1
    if known and not any(name in knowledge().raw["counting"]["verbs"] for name in types):
        return single and not called and not goes_on(low, number[1])
    return _counting(not named).match(low, number[1]) is not None or (single and not called)


def is_counted_item(low: str, item: tuple[int, int], called: bool, single: bool, types: tuple[str, ...]) -> bool:
    """True where a later number of a list ("Chỉ thị 03, 10 năm …") counts what follows it. `called`: it has a "số" of
    its own; `single`: the first number of the list is a single digit too."""
    if item[1] - item[0] == 1 and not called and not single:
        return True
    known = is_catalogued(types, low[slice(*item)])
    if _counting(True).match(low, item[1]):
        return not (known and _places().match(low, item[1]))
    return not (known or called or goes_on(low, item[1]))
