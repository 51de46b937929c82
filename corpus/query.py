"""From what a person types to what FTS5 understands. Any text is a query; none is an error of the engine.

A word typed with marks matches exactly those; a word typed bare matches every way to mark it. A phrase or NEAR with
one marked word in it is taken as written, because the two forms live in two columns.
Grammar: words, "phrases", document numbers (05-CT/TW is a phrase), prefix*, NEAR(a b, 5), AND, OR, NOT, brackets.
"""

import re
from dataclasses import dataclass, field

from nlp.text import canonical, fold, has_marks, normalise

MAX_QUERY = 500  # characters; a person's query is far shorter, and FTS5's parser has a depth limit
MAX_DEPTH = 20
NEAR_WORDS = 10  # FTS5's own default distance
_TOKEN = re.compile(r'"([^"]*)"?(\*?)|(NEAR)\s*\(([^()]*)\)|([()])|([^\s()"]+)')
_WORD = re.compile(r"[^\W_]+")
_NEAR = re.compile(r"^(.*?)(?:,\s*(\d{1,3})\s*)?$", re.DOTALL)


@dataclass
class Query:
    """`match` is the FTS5 expression (empty: nothing to search for); `read_as` says how the words were read."""

    match: str
    read_as: str


@dataclass
class _Parser:
    tokens: list[tuple[str, str]]
    at: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else "end"

    def either(self, depth: int) -> str:
        parts = [self.all_of(depth)]
        while self.peek() == "OR":
            self.at += 1
            parts.append(self.all_of(depth))
        parts = [part for part in parts if part]
        return parts[0] if len(parts) < 2 and parts else f"({' OR '.join(parts)})" if parts else ""

    def all_of(self, depth: int) -> str:
        left = ""
        while (kind := self.peek()) not in ("end", "OR", ")"):
            joined = "AND"
            while kind in ("AND", "NOT"):
                joined, self.at = kind, self.at + 1
                kind = self.peek()
            if kind in ("end", "OR", ")"):
                break
            right = self.one(depth)
            if right and left:
                left = f"({left} {joined} {right})"
            elif right and joined == "AND":  # a NOT with nothing before it excludes from nothing
                left = right
        return left

    def one(self, depth: int) -> str:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "(":
            inner = self.either(depth + 1) if depth < MAX_DEPTH else ""
            if self.peek() == ")":
                self.at += 1
            return inner
        if kind == "near":
            return self.near(text)
        return self.term(text, prefix=kind == "prefix")

    def column(self, words: list[str], shown: str) -> tuple[str, list[str]]:
        marked = any(has_marks(word) for word in words)
        self.notes[shown] = "đúng dấu" if marked else "mọi cách viết"
        return ("normal", [canonical(w) for w in words]) if marked else ("folded", [fold(w) for w in words])

    def term(self, text: str, *, prefix: bool) -> str:
        words = _WORD.findall(text)
        if not words:
            return ""
        column, keys = self.column(words, text.strip() + ("*" if prefix else ""))
        return f'{column} : "{" ".join(keys)}"' + (" *" if prefix else "")

    def near(self, text: str) -> str:
        inner, distance = _NEAR.match(text).groups()  # type: ignore[union-attr]  # the pattern matches any text
        words = _WORD.findall(inner)
        if len(words) < 2:
            return self.term(inner, prefix=False)
        column, keys = self.column(words, f"NEAR({inner.strip()})")
        quoted = " ".join(f'"{key}"' for key in keys)
        return f"{column} : NEAR({quoted}, {distance or NEAR_WORDS})"


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(text):
        phrase, star, near, inner, bracket, word = match.groups()
        if near:
            found.append(("near", inner))
        elif bracket:
            found.append((bracket, bracket))
        elif phrase is not None:
            found.append(("prefix" if star else "term", phrase))
        elif word in ("AND", "OR", "NOT"):
            found.append((word, word))
        elif word:
            found.append(("prefix", word.rstrip("*")) if word.endswith("*") else ("term", word))
    return found


def parse(text: str) -> Query:
    """Read a query. Never raises: what cannot be an operator is a word."""
    parser = _Parser(_tokens(normalise(text)[:MAX_QUERY]))
    match = parser.either(0)
    while parser.at < len(parser.tokens):  # a stray closing bracket ends nothing
        parser.at += parser.peek() == ")"
        rest = parser.either(0)
        match = f"({match} AND {rest})" if match and rest else match or rest
    return Query(match, "; ".join(f"{shown} → {how}" for shown, how in parser.notes.items()))
