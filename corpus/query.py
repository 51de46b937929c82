"""From what a person types to what FTS5 understands. Any text is a query; none is an error of the engine.

A word typed with marks matches exactly those; a word typed bare matches every way to mark it. A phrase or NEAR with
one marked word in it is taken as written, because the two forms live in two columns.
Grammar: words, "phrases", document numbers (05-CT/TW is a phrase), prefix*, NEAR(a b, 5), AND, OR, NOT, brackets.
Everything between two ORs is one group: it asks for all its words but those behind a NOT. A document's number also
finds the other ways to print it (`corpus.numbers`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.numbers import Number, numbers
from nlp.text import canonical, fold, has_marks, normalise

MAX_QUERY = 500  # characters; a person's query is far shorter, and FTS5's parser has a depth limit
MAX_DEPTH = 20  # brackets in brackets; FTS5's parser stack holds 100 symbols
NEAR_WORDS = 10  # FTS5's own default distance
MOST_NUMBERS = 5  # document numbers that are widened to their other spellings; each may become two dozen phrases
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_TOKEN = re.compile(r'"([^"]*)"?(\*?)|NEAR\s*\(([^()]*)\)|([()])|([^\s()"]+)')
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_DISTANCE = re.compile(r",\s*([0-9]+)\s*$")
# A word as the index cuts it: letters and digits, with marks that stand behind them uncomposed (Č, ư̆).
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


# How a part of a query was read, as a code: what is said of it in Vietnamese. Other languages word the codes (HOW).
_SAID = {
    "exact": "đúng dấu",
    "any_marks": "mọi cách viết",
    "not_alone": "bỏ qua, vì thiếu từ phải có",
    "too_long": f"chỉ đọc {MAX_QUERY} ký tự đầu",
    "no_words": "không có từ nào để tìm",
}
_WITHOUT = "trừ"
HOW = tuple(_SAID)


@dataclass(frozen=True, slots=True)
class Part:
    """How a part of a query was read: `shown` as it was typed (empty where all of the query is meant), `how` as a code
    (exact, any_marks, not_alone, too_long, no_words), `without` where it stands behind a NOT."""

    shown: str
    how: str
    without: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """How a text was read. `match` is the FTS5 expression (empty: it finds nothing), `parts` say how the words were
    read, `read_as` says the same in Vietnamese; `blank` is True when nothing was typed."""

    match: str
    parts: tuple[Part, ...] = ()
    blank: bool = False

    @property
    def read_as(self) -> str:
        """How the words were read, in Vietnamese."""
        return worded(self.parts, _SAID, _WITHOUT)

    def about(self) -> dict[str, Any]:
        """How it was read as plain data: `read_as`, and `reading`, a dictionary for each of the parts."""
        return {"read_as": self.read_as, "reading": [asdict(part) for part in self.parts]}


def worded(parts: Iterable[Part], said: Mapping[str, str], without: str) -> str:
    """Parts of a query in one line: `said` words each code, `without` stands before what must not be there."""
    return "; ".join(
        f"{without + ' ' if part.without else ''}{part.shown} → {said[part.how]}" if part.shown else said[part.how]
        for part in parts
    )


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, phrase, number, near, prefix word, prefix phrase, "(", ")", AND, OR, NOT, end
    text: str = ""
    forms: tuple[tuple[str, ...], ...] = ()  # of a number: the words of its other spellings


@dataclass
class _Parser:
    tokens: list[_Token]
    at: int = 0
    notes: dict[tuple[str, bool], str] = field(default_factory=dict)  # part as typed, behind a NOT → how it is read

    def peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def either(self, depth: int) -> str:
        """Groups joined by OR, up to a closing bracket or the end."""
        parts = [self.group(depth)]
        while self.peek() == "OR":
            self.at += 1
            parts.append(self.group(depth))
        parts = [part for part in parts if part]
        return f"({' OR '.join(parts)})" if len(parts) > 1 else "".join(parts)

    def group(self, depth: int) -> str:
        """Words that must all stand in the text, without those behind a NOT.

        FTS5 binds NOT before AND, which gives the same: a AND (b NOT c) is (a AND b) NOT c. Written flat, because
        nested brackets would fill the stack of its parser.
        """
        wanted: list[str] = []
        unwanted: list[str] = []
        while (kind := self.peek()) not in ("end", "OR", ")"):
            away = False
            while kind in ("AND", "NOT"):
                away = kind == "NOT"
                self.at += 1
                kind = self.peek()
            if kind in ("end", "OR", ")"):
                break
            part = self.one(depth, away)
            if part:
                (unwanted if away else wanted).append(part)
        if unwanted and not wanted:
            self.notes["NOT", False] = "not_alone"
            return ""
        match = " NOT ".join([" AND ".join(wanted), *unwanted])
        return f"({match})" if len(wanted) + len(unwanted) > 1 else match

    def one(self, depth: int, away: bool) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "(":
            inner = self.either(depth + 1) if depth < MAX_DEPTH else ""
            if self.peek() == ")":
                self.at += 1
            return inner
        if token.kind == "near":
            return self.near(token.text, away)
        quoted = token.kind.endswith("phrase")
        prefix = token.kind.startswith("prefix")
        shown = (f'"{token.text.strip()}"' if quoted else token.text) + ("*" if prefix else "")
        words = _WORD.findall(token.text)
        if not words:
            return ""
        column, (phrase,) = self.column([words], shown, away)
        if token.forms:
            others = " OR ".join(f'"{" ".join(form)}"' for form in token.forms)
            return f"({column} : {phrase} OR normal : ({others}))"
        return f"{column} : {phrase}" + (" *" if prefix else "")

    def near(self, text: str, away: bool) -> str:
        distance = _DISTANCE.search(text)
        inner = text[: distance.start()] if distance else text
        parts = [_WORD.findall(quoted or word) for quoted, word in _PART.findall(inner)]
        parts = [words for words in parts if words]
        if not parts:
            return ""
        column, phrases = self.column(parts, f"NEAR({text.strip()})", away)
        if len(phrases) == 1:
            return f"{column} : {phrases[0]}"
        most = min(int(distance[1][:6]), 1000) if distance else NEAR_WORDS
        return f"{column} : NEAR({' '.join(phrases)}, {most})"

    def column(self, parts: list[list[str]], shown: str, away: bool) -> tuple[str, list[str]]:
        """The column to search and the phrases in its form; writes down how they are read."""
        marked = any(has_marks(word) for words in parts for word in words)
        self.notes[shown, away] = "exact" if marked else "any_marks"
        form = canonical if marked else fold
        return "normal" if marked else "folded", [f'"{form(" ".join(words))}"' for words in parts]


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    known = {number.start: number for number in numbers(text)[:MOST_NUMBERS]}
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        number = known.get(match.start())
        if number and match[5]:
            at = number.end
        found.append(_token(match, number, text))
    return found


def _token(match: re.Match[str], number: Number | None, text: str) -> _Token:
    phrase, star, near, bracket, word = match.groups("")
    if number and word:
        return _Token("number", text[number.start : number.end], number.forms)
    if word in ("AND", "OR", "NOT"):
        return _Token(word)
    if word:
        return _Token("prefix word" if word.endswith("*") else "word", word.rstrip("*"))
    if bracket:
        return _Token(bracket)
    if near:
        return _Token("near", near)
    return _Token("prefix phrase" if star else "phrase", phrase)


def typed_form(text: str) -> str:
    """A query in normal form, with one kind of quotation mark."""
    return normalise(text).translate(_QUOTES)


def parse(text: str) -> Query:
    """Read a query. Never raises: what cannot be an operator is a word."""
    typed = typed_form(text)
    parser = _Parser(_tokens(typed[:MAX_QUERY]))
    parts = [parser.either(0)]
    while parser.at < len(parser.tokens):  # a stray closing bracket ends nothing
        parser.at += 1
        parts.append(parser.either(0))
    parts = [part for part in parts if part]
    match = f"({' AND '.join(parts)})" if len(parts) > 1 else "".join(parts)
    notes = [Part(shown, how, away) for (shown, away), how in parser.notes.items()]
    if len(typed) > MAX_QUERY:
        notes.append(Part("", "too_long"))
    blank = not typed.strip()
    if not match and not blank:
        notes.append(Part("", "no_words"))
    return Query(match, tuple(notes), blank)
