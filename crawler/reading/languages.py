"""What language a text is in: Vietnamese, one of the languages this press has editions in, or unknown."""

import re

from crawler.reading.knowledge import words
from crawler.reading.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VIETNAMESE_LETTER = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_SAMPLE = 1000  # characters looked at
_LEAST = 8  # words
_MARKED = 0.1  # share of words with a letter only Vietnamese has; running text has .35 and more
_SYLLABLES = 0.7  # share of Vietnamese syllables; news has .84 and more, Ê Đê and Ba Na text under .5
_SMALL_WORDS = 0.15  # share of small words; running English and French have .25 and more
_SCRIPT = 0.3  # share of letters of a script
_SCRIPTS = (
    ("km", re.compile("[\u1780-\u17ff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),  # kana before the signs shared with Chinese
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)


def language(text: str) -> str | None:
    """The ISO 639-1 code of a running text, or None when it is too short or none of those known."""
    sample = text[:_SAMPLE]
    found = _WORD.findall(sample)
    if len(found) >= _LEAST and sum(map(bool, map(_VIETNAMESE_LETTER.search, found))) > _MARKED * len(found):
        return "vi" if sum(map(is_syllable, found)) >= _SYLLABLES * len(found) else None
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS:
        if letters >= _LEAST and len(script.findall(sample)) > _SCRIPT * letters:
            return code
    if len(found) < _LEAST:
        return None
    shares = {
        code: sum(word.lower() in words("languages", code) for word in found) / len(found)
        for code in ("en", "fr", "es")
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _SMALL_WORDS else None
