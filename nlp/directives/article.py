"""One article as the directive reader sees it: fields in comparable form, paragraphs, and words that stand in them."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice

from nlp.directives.catalogue import knowledge
from nlp.directives.tail import UPPER
from nlp.records import Document, FieldName
from nlp.text import canonical

Place = tuple[FieldName, int]  # a field and the number of a line in it
_SEVERAL = 2  # paragraphs that name the campaign make it the subject; one may be a passing mention
_MOST_LINES = 400  # lines looked at for it: far more than any article has
_OPENING = 3  # lines of the body that explain a headline: behind a scene or a quotation comes what it is about


@lru_cache(maxsize=256)
def _cue(word: str) -> tuple[bool, tuple[str, ...], re.Pattern[str]]:
    """(whether it is searched in the printed text, letters of which one stands in every match, its pattern)."""
    limits = knowledge().raw["not_cues"].get(word, {})
    if limits.get("exact"):
        others, own = "|".join(limits["before"]), "|".join(limits["name_follows"])
        pattern = re.compile(
            rf"(?<!\w)(?:{word}(?!\w)(?! (?:{others})(?!\w))(?! (?!{own})[{UPPER}])|{word.upper()}(?!\w))"
        )
        return True, (word, word.upper()), pattern
    behind = "".join(rf"(?<!{re.escape(canonical(w))} )" for w in limits.get("after", ()))
    low = canonical(word)
    return False, (low,), re.compile(rf"{behind}(?<!\w){re.escape(low)}(?!\w)")


class Article:
    """`texts` and `lows` hold each field as printed and in `canonical` form; questions about words are remembered,
    so that a line with a thousand citations is searched once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.day = document.day
        self.texts: dict[FieldName, str] = dict(document.fields())
        self.lows: dict[FieldName, str] = {name: canonical(text) for name, text in self.texts.items()}
        self._ends = {name: [m.start() for m in re.finditer("\n", text)] for name, text in self.texts.items()}
        self._explained: dict[Place, list[Place]] = {}
        self._subjects: dict[tuple[str, ...], bool] = {}
        self._answers: dict[tuple[FieldName, int, tuple[str, ...], bool], bool] = {}

    def line(self, name: FieldName, position: int) -> Place:
        """The paragraph a position stands in."""
        return name, bisect_right(self._ends[name], position - 1)

    def bounds(self, place: Place) -> tuple[int, int]:
        """`[start, end)` of a paragraph."""
        name, number = place
        ends = self._ends[name]
        start = ends[number - 1] + 1 if number else 0
        return start, ends[number] if number < len(ends) else len(self.texts[name])

    def _near(self, place: Place) -> list[Place]:
        """The paragraphs that explain a place, remembered: a long line is looked at once."""
        if place not in self._explained:
            self._explained[place] = self._explaining(place)
        return self._explained[place]

    def _explaining(self, place: Place) -> list[Place]:
        """A headline has no paragraph of its own: lead and opening explain it, and it explains the lead. A line that
        ends in a colon goes on in the next."""
        name, number = place
        if name == "body":
            goes_on = self.texts[name][slice(*self.bounds(place))].rstrip().endswith(":")
            return [place, (name, number + 1)] if goes_on and number < len(self._ends[name]) else [place]
        if number:
            return [("title", 0), place] if "title" in self.texts else [place]
        opening: list[Place] = [("body", line) for line in range(1, min(_OPENING, len(self._ends.get("body", [])) + 1))]
        return [place, *((other, 0) for other in self.texts), *opening]

    def beside(self, place: Place, words: tuple[str, ...], cues: bool) -> bool:
        """True when one of the words stands in the paragraph; `cues` are whole words with their exceptions."""
        return any(self._stands(near, words, cues) for near in self._near(place))

    def anywhere(self, words: tuple[str, ...], cues: bool) -> bool:
        """True when one of the words stands in the article."""
        return any(self._stands((name, -1), words, cues) for name in self.texts)

    def is_subject(self, words: tuple[str, ...]) -> bool:
        """True when the words (as cues) stand in the headline or lead, or in several paragraphs of the body."""
        if words not in self._subjects:
            self._subjects[words] = self._is_subject(words)
        return self._subjects[words]

    def _is_subject(self, words: tuple[str, ...]) -> bool:
        if any(self._stands((name, -1), words, True) for name in self.texts if name != "body"):
            return True
        lines = min(len(self._ends.get("body", ())) + 1, _MOST_LINES) if "body" in self.texts else 0
        found = (True for line in range(lines) if self._stands(("body", line), words, True))
        return sum(1 for _ in islice(found, _SEVERAL)) == _SEVERAL

    def _stands(self, place: Place, words: tuple[str, ...], cues: bool) -> bool:
        key = (*place, words, cues)
        if key not in self._answers:
            name = place[0]
            start, end = (0, len(self.texts[name])) if place[1] < 0 else self.bounds(place)
            self._answers[key] = any(self._found(name, word, start, end, cues) for word in words)
        return self._answers[key]

    def _found(self, name: FieldName, word: str, start: int, end: int, cue: bool) -> bool:
        if not cue:
            return self.lows[name].find(word, start, end) >= 0
        printed, literals, pattern = _cue(word)
        text = self.texts[name] if printed else self.lows[name]
        # Most paragraphs hold no such word: finding the letters is several times faster than the pattern.
        return any(text.find(letters, start, end) >= 0 for letters in literals) and (
            pattern.search(text, start, end) is not None
        )
