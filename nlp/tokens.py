"""A text as the stream of words that is counted: keys in canonical form, signs and ends of sentences between them.

A word is a token of the segmenter with a letter or a digit in it, its syllables joined by `_`; numbers count as printed
(`05`, `1.000`). Other tokens are signs, and signs that follow one another are one.
"""

import re
from functools import lru_cache

from nlp.records import Document
from nlp.segment import MAX_TEXT, words
from nlp.text import sentences

SIGN = "."  # between two words of a sentence: a phrase does not reach over it
END = "\n"  # of a sentence or a line: no window reaches over it
# Letters and digits, with marks that stand behind them uncomposed: what the search index takes for one word.
_PART = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


@lru_cache(maxsize=8)  # title, lead and body of one article: its classifiers and its counts ask for the same words
def cut(text: str) -> tuple[tuple[str, int, int], ...]:
    """`nlp.segment.words`, remembered for the last texts."""
    return tuple(words(text))


def stream(document: Document) -> str:
    """The words of title, lead and body with SIGN and END between them, separated by blanks; no word holds one.

    Of a longer field than `nlp.segment.MAX_TEXT` characters the rest is left out.
    """
    found: list[str] = []
    for _, text in document.fields():
        text = text[:MAX_TEXT]
        ends = [end for _, end in sentences(text)]
        at = 0
        for key, _, stop in cut(text):
            while at < len(ends) and stop > ends[at]:
                _separate(found, END)
                at += 1
            if any(map(str.isalnum, key)):
                found.append(key)
            else:
                _separate(found, SIGN)
        _separate(found, END)
    return " ".join(found)


def _separate(found: list[str], sign: str) -> None:
    if not found or found[-1] == END:
        return
    if found[-1] == SIGN:
        found[-1] = sign
    else:
        found.append(sign)


def syllables(word: str) -> list[str]:
    """The syllables and numbers of a word, as the search index knows them: `học_tập` → học, tập; `1.000` → 1, 000."""
    return _PART.findall(word)
