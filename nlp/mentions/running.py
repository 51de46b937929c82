"""Who runs a named model and where, as the sentence around the name prints it.

Four ways of saying it are read: behind the name ("… của Chi hội Phụ nữ thôn Đông", "do … lập"), behind it in the passive
("được Chi bộ ấp 4 thực hiện"), before it with a verb of running between ("Hội LHPN xã Hạ ra mắt mô hình …"), and for
the place also "… ở xã Hạ" and "… tại Trạm Y tế xã Hạ". Others are left open.
"""

import re
from bisect import bisect
from functools import cache

from nlp.mentions.knowledge import bounds_of, either, starts_word, word_set, words
from nlp.mentions.places import place_in

MOST_WORDS = 14  # of a holder: the longest seen names group, cell, village, commune and district
BEFORE = 140  # characters before a name in which its holder may begin
BETWEEN = 110  # characters between holder and name: verb, "mô hình", and whom it works with
LONGEST = 200  # characters of a holder: twice the longest seen; what is longer is no name
NEAR = 70  # characters between name and place
_STOP_SIGN = re.compile(
    r"[;:!?\n“”\"]|\s[–-]\s|\.(?=\s|$)|[,(](?!\s?(?:xã|phường|huyện|thị trấn|quận|thị xã|tỉnh|tp|thành phố|thôn|ấp)\b)"
)
_WORD = re.compile(r"[^\s,;:!?“”\"()]+")
Bounds = tuple[int, int]


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('models')['holder_ends'])})(?![^\W_])")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('models')['holders'])})(?![^\W\d_])")


@cache
def _runs() -> re.Pattern[str]:
    """Between holder and name: a verb of running, then at most the nouns that introduce the name."""
    runs, nouns = either(words("models")["runs"]), either(words("models")["nouns"])
    return re.compile(
        rf"(?P<more>\s\([^()\n]{{1,60}}\))?"
        rf"(?:\s(?:đã|đang|vừa|cũng|còn|mới|bắt đầu|tiếp tục|chủ động|cùng|luôn|phối hợp)){{0,2}}"
        rf"(?:\s(?:với|cùng)\s[^.;:!?\n“”\"]{{3,60}}?)?\s(?:{runs})(?:\s(?:và|,)?\s?(?:{runs}))?"
        rf"(?:\s(?:được|ra|cả|các|những|một|hai|ba|\d{{1,3}}))?(?:\s(?:{nouns}))?(?:\s(?:là|mang tên|có tên|tên))?[\s:]*[“\"«]?\Z"
    )


# "… của Chi hội …", "(Chi hội …", and, some words on, "… do Hội LHPN xã Hạ lập".
_BEHIND = re.compile(
    r"[”\"»]?(?:,\s(?:một |là )?(?:mô hình|cách làm|phong trào|phần việc|sáng kiến))?\s?(?:(?:\(?của|do)\s|(?P<open>\())"
)
_PASSIVE = re.compile(r"[”\"»]?(?:\s(?:đã|đang|vừa|cũng))?\sđược\s")
_DONE_BY = re.compile(r"[”\"»]?[^.;:!?\n“”\"]{0,60}\bdo\s")


def around(text: str, at: int) -> Bounds:
    """Bounds of the sentence that holds `at`."""
    bounds = bounds_of(text)
    place = bisect(bounds, (at, len(text))) - 1
    if place >= 0 and bounds[place][0] <= at < bounds[place][1]:
        return bounds[place]
    return at, min(len(text), at + 1)


def holder(text: str, key: str, start: int, end: int) -> Bounds | None:
    """Bounds of the one who runs the model named at `[start, end)`, or None."""
    first, last = around(text, start)
    for behind in (_BEHIND.match(key, end, last), _DONE_BY.match(key, end, last)):
        head = _head().match(key, behind.end()) if behind else None
        if head is not None and behind is not None and not (_bracketed(behind) and _is_unit(head.group())):
            return _whole(text, key, head.start(), head.end(), last)
    return _passive(text, key, end, last) or _before(text, key, first, start)


def _bracketed(behind: re.Match[str]) -> bool:
    """True where a bracket opens right behind the name: a unit in it says where, not who."""
    return "open" in behind.re.groupindex and behind["open"] is not None


@cache
def _units() -> frozenset[str]:
    return word_set("people", "places") - word_set("models", "bodies")


def _is_unit(head: str) -> bool:
    return head in _units()


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(words('models')['done_by'])})(?![^\W\d_])")


def _passive(text: str, key: str, end: int, last: int) -> Bounds | None:
    """The holder in "“…” được Chi bộ ấp 4 thực hiện"; one who only praises or visits is none."""
    behind = _PASSIVE.match(key, end, last)
    head = _head().match(key, behind.end(), last) if behind else None
    bounds = _whole(text, key, head.start(), head.end(), last) if head else None
    return bounds if bounds is not None and _done().match(key, bounds[1]) else None


def _before(text: str, key: str, first: int, start: int) -> Bounds | None:
    """The holder that opens the clause before the name: its head, its name, a verb of running, the name."""
    low = max(first, start - BEFORE)
    for head in _head().finditer(key, low, start):
        if not starts_word(key, head.start()) or not _opens(key, first, head.start()):
            continue
        bounds = _whole(text, key, head.start(), head.end(), start)
        if bounds is None or start - bounds[1] > BETWEEN:
            continue
        runs = _runs().match(key[bounds[1] : start])
        if runs is not None:
            return bounds[0], bounds[1] + runs.end("more") if runs["more"] else bounds[1]
    return None


_BEFORE_CLAUSE = re.compile(r"(?:[,.;:–\n“”\"(]\s?|\b(?:khi|nơi|ngày|sáng|chiều|các|những|nhiều|nay|là|và)\s)\Z")


def _opens(key: str, first: int, at: int) -> bool:
    """True where a clause begins: at the sentence's start, behind a sign or a word such as "khi"."""
    return key[first:at].strip(' -–“"(') == "" or _BEFORE_CLAUSE.search(key, max(first, at - 12), at) is not None


def _whole(text: str, key: str, start: int, name: int, limit: int) -> Bounds | None:
    """A holder from its head to where its name ends; None for a head alone ("hội", "xã")."""
    called = name + len(" giáo") if key.startswith(" giáo ", name) else name  # "thầy giáo Rố"
    if key[start:name] in word_set("people", "pronouns") and not text[called + 1 : called + 2].isupper():
        return None  # "anh em thợ điện"
    limit = min(limit, start + LONGEST)
    sign = _STOP_SIGN.search(key, name, limit)
    limit = sign.start() if sign else limit
    end, count, named = name, 0, text[start].isupper() and text[start + 1 : name].isupper()
    for word in _WORD.finditer(text, name, limit):
        if word.group()[0].islower():
            # Behind a name only the next unit or the rest of a compound ("Nông dân") carries it on.
            pair = key[text.rfind(" ", 0, max(start, word.start() - 1)) + 1 : word.end()]
            if _ends().match(key, word.start()) or (
                named and word.group() not in _parts() and pair not in word_set("models", "holder_compounds")
            ):
                break
        else:
            named = True
        if count == MOST_WORDS:
            break
        end, count = word.end(), count + 1
    while end > name and text[end - 1] in " ,.-–(":
        end -= 1
    end += text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")"
    return (start, end) if count and named else None


@cache
def _parts() -> frozenset[str]:
    """Small words inside a holder's name: units, and second halves of the names of bodies."""
    units = (*words("people")["places"], *words("models")["holders"])
    return frozenset(part for unit in units for part in unit.split(" ")) | word_set("models", "holder_parts")


def place(text: str, key: str, start: int, end: int, held: Bounds | None) -> Bounds | None:
    """Bounds of the place of the model named at `[start, end)`: in its holder's name, else close behind, or None."""
    if held is not None and (found := place_in(text, *held)):
        return found
    _, last = around(text, start)
    gap = _AT.match(key, end, last)
    if gap is not None:
        return place_in(text, gap.end(), min(last, gap.end() + NEAR))
    inside = _INSIDE.match(key, end, last)
    head = _head().match(key, inside.end(), last) if inside else None
    body = _whole(text, key, head.start(), head.end(), last) if head else None
    return place_in(text, *body) if body else None


# "… ở xã Hạ", and some words on "… ra đời như vậy, ở xã Hạ"; the unit follows at once.
_UNITS = (
    "thôn|xóm|bản|buôn|làng|ấp|khóm|khu|tổ|xã|phường|thị|huyện|quận|thành|tp|tx|tỉnh|tiểu|khối|chợ|đảo|đặc|hẻm|ngõ|phum"
)
# "… tại Trạm Y tế xã Hạ": the place is in the name of the body.
_INSIDE = re.compile(r"[”\"»]?\s(?:ở|tại)\s")
_AT = re.compile(rf"[”\"»]?[^.;:!?\n“”\"]{{0,45}}?(?:\b(?:ở|tại|trên địa bàn)|\()\s?(?=(?:{_UNITS})\b)")
