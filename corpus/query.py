"""From what a person types to what FTS5 understands. Any text is a query; none is an error of the engine.

A word typed with marks matches exactly those; a word typed bare matches every way to mark it. A phrase or NEAR with
one marked word in it is taken as written, because the two forms live in two columns.
Grammar: words, "phrases", document numbers (05-CT/TW is a phrase), prefix*, NEAR(a b, 5), AND, OR, NOT, brackets.
Everything between two ORs is one group: it asks for all its words but those behind a NOT. A document's number also
finds the other ways to print it (`corpus.numbers`).
"""

import re
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Query:
    """How a text was read. `match` is the FTS5 expression (empty: it finds nothing), `read_as` says how the words were
    read, in Vietnamese; `blank` is True when nothing was typed."""

    match: str
    read_as: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, phrase, number, near, prefix word, prefix phrase, "(", ")", AND, OR, NOT, end
    text: str = ""
    forms: tuple[tuple[str, ...], ...] = ()  # of a number: the words of its other spellings


@dataclass
class _Parser:
    tokens: list[_Token]
    at: int = 0
    notes: dict[str, str] = field(default_factory=dict)

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
            self.notes["NOT"] = "bỏ qua, vì thiếu từ phải có"
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
        said = "trừ " if away else ""
        if token.kind == "near":
            return self.near(token.text, said)
        quoted = token.kind.endswith("phrase")
        prefix = token.kind.startswith("prefix")
        shown = (f'"{token.text.strip()}"' if quoted else token.text) + ("*" if prefix else "")
        words = _WORD.findall(token.text)
        if not words:
            return ""
        column, (phrase,) = self.column([words], said + shown)
        if token.forms:
            others = " OR ".join(f'"{" ".join(form)}"' for form in token.forms)
            return f"({column} : {phrase} OR normal : ({others}))"
        return f"{column} : {phrase}" + (" *" if prefix else "")

    def near(self, text: str, said: str) -> str:
        distance = _DISTANCE.search(text)
        inner = text[: distance.start()] if distance else text
        parts = [_WORD.findall(quoted or word) for quoted, word in _PART.findall(inner)]
        parts = [words for words in parts if words]
        if not parts:
            return ""
        column, phrases = self.column(parts, f"{said}NEAR({text.strip()})")
        if len(phrases) == 1:
            return f"{column} : {phrases[0]}"
        most = min(int(distance[1][:6]), 1000) if distance else NEAR_WORDS
        return f"{column} : NEAR({' '.join(phrases)}, {most})"

    def column(self, parts: list[list[str]], shown: str) -> tuple[str, list[str]]:
        """The column to search and the phrases in its form; writes down how they are read."""
        marked = any(has_marks(word) for words in parts for word in words)
        self.notes[shown] = "đúng dấu" if marked else "mọi cách viết"
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
    notes = [f"{shown} → {how}" for shown, how in parser.notes.items()]
    if len(typed) > MAX_QUERY:
        notes.append(f"chỉ đọc {MAX_QUERY} ký tự đầu")
    blank = not typed.strip()
    if not match and not blank:
        notes.append("không có từ nào để tìm")
    return Query(match, "; ".join(notes), blank)
