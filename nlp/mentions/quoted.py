"""Which quotations are names of models, and which are speech, slogans, works, irony.

What stands before the quotation, behind it and at its beginning each gives points; a sum from ENOUGH makes a name.
"""

import re
from functools import cache

from nlp.mentions.knowledge import begins, either, last_words, word_set, words

MAX_WORDS = 14  # longer quotations are sentences somebody said
REACH = 40  # characters between an introducing noun and the first quotation mark; a verb stands right before it
# Points, set on five sixths of the labelled articles, checked on the last sixth.
ENOUGH = 1.5
INTRODUCED, BESIDE, LOOSE, EXPLAINED, OPENS, HEAD = 2.0, 1.0, 0.5, 1.5, 0.5, 1.0
SPOKEN = -3.0
SHORT = 5  # words up to which a quotation that begins with "con", "mình" may well be a name

_QUOTED = re.compile('[“"«]([^“”"«»\n]{2,120})[”"»]')
# Between two names of one list: a comma, "và", "gửi" …, no end of a sentence.
_LINK = re.compile(
    r"\A[\s,;]*(?:(?:và|hoặc|hay|mô hình|phong trào|câu lạc bộ|clb|cùng|với|thực hiện|gửi)[\s,]*){0,3}\Z"
)
_SAYS = re.compile(r"[,.]? (?:–|-)?\s?(?:ông|bà|anh|chị|cô|thầy|cụ|em|sư|đồng chí|chú|bác|cha|lời|câu nói|một)\b")
_EACH = re.compile(r"mỗi .+ (?:một|1) ")


@cache
def _near() -> re.Pattern[str]:
    nouns = either(words("models")["nouns"])
    return re.compile(rf"(?<![^\W\d_])(?:{nouns})(?![^\W\d_])[^.!?:;“”\"\n]{{0,{REACH}}}(?:: ?)?\Z")


@cache
def _right_before() -> re.Pattern[str]:
    nouns = either(words("models")["nouns"])
    return re.compile(rf"(?<![^\W\d_])(?:{nouns})(?: là| mang tên| có tên| tên)?[: ]*\Z")


def quoted_names(text: str, key: str) -> list[tuple[int, int]]:
    """Bounds of the quoted names in a text (without the marks); `key` is its canonical form (same length)."""
    found: list[tuple[int, int]] = []
    last_end, last_was_name = -1, False
    for match in _QUOTED.finditer(text):
        start, end = _trimmed(text, *match.span(1))
        in_list = last_was_name and _LINK.match(key[last_end : match.start()]) is not None
        points = INTRODUCED if in_list else 0.0
        points += _before(key, match.start(), whole_name=key[start:end]) + _behind(key, match.end(), match.start())
        last_was_name = _is_name(text[start:end], key[start:end], key[: match.start()][-60:], points)
        last_end = match.end()
        if last_was_name:
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,.":
        start += 1
    while end > start and text[end - 1] in " ,.":
        end -= 1
    return start, end


def _before(key: str, at: int, whole_name: str) -> float:
    before = key[max(0, at - REACH - 40) : at]
    ends = last_words(key, at)
    if any(item in word_set("models", "bad_nouns") for item in ends):
        return SPOKEN
    points = 0.0
    if begins(whole_name, "models", "heads"):
        points += HEAD + LOOSE * any(phrase in whole_name for phrase in word_set("models", "campaign"))
    elif begins(whole_name, "models", "speakers") and len(whole_name.split()) > SHORT:
        points -= HEAD + OPENS
    if _near().search(before):
        return points + INTRODUCED
    if before.rstrip().endswith(":"):
        return points + SPOKEN
    if not before.strip() or before.rstrip(" -–")[-1:] in ".!?\n…,":
        return points + OPENS
    if any(item in word_set("models", "beside") for item in ends):
        return points + BESIDE
    return points + (LOOSE if any(item in word_set("models", "loose") for item in ends) else 0.0)


def _behind(key: str, end: int, start: int) -> float:
    behind = key[end : end + 40]
    if behind.startswith((",", " –", " -")):
        rest = behind.lstrip(" ,–-")
        if begins(rest, "models", "named_after"):
            return INTRODUCED
    if _SAYS.match(behind):
        return SPOKEN
    if behind.startswith((" của bác", " của người", " của chủ tịch", " của hồ")):
        return SPOKEN
    if behind.startswith(": ") or begins(behind.lstrip(" "), "models", "after"):
        return EXPLAINED if behind[:1] in " :" else 0.0
    return 0.0


def _is_name(shown: str, key: str, before: str, points: float) -> bool:
    if points < ENOUGH or not 2 <= len(key.split()) <= MAX_WORDS or shown[-1] in "!?…":
        return False
    if re.search(r"[.!?] ", shown) or key.startswith("về ") or key in word_set("models", "never"):
        return False
    if key in word_set("models", "only_introduced") and not _near().search(before):
        return False
    if any(phrase in key for phrase in word_set("models", "never_in")):
        return False
    if any(phrase in key for phrase in word_set("models", "campaign")) and not begins(key, "models", "heads"):
        return False
    if shown[0].isupper() or shown[0].isdigit():
        return True
    return _right_before().search(before) is not None or _EACH.match(key) is not None
