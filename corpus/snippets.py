"""A few lines of an article around the words found, marked on the original text."""

import html
import re

SNIPPET = 240  # characters around the densest group of words found: two lines of a terminal
ON, OFF = "\x02", "\x03"  # cannot occur in stored text: normal form has no control characters
_MARKER = re.compile(f"([{ON}{OFF}])")
_BLANK = re.compile(r"\s")


def marked(highlighted: str | None) -> list[tuple[int, int]]:
    """Offsets `[start, end)` of what an FTS5 highlight put between ON and OFF, in the text without these."""
    spans, at, start = [], 0, 0
    for part in _MARKER.split(highlighted or ""):
        if part == ON:
            start = at
        elif part == OFF:
            spans.append((start, at))
        else:
            at += len(part)
    return spans


def snippet(text: str, spans: list[tuple[int, int]]) -> str:
    """The piece of `text` where most of `spans` stand, as HTML: these in <mark>, everything else escaped."""
    spans = _merged(spans)
    begin, end = _window(text, spans)
    out, at = [], begin
    for start, stop in spans:
        start, stop = max(start, begin), min(stop, end)
        if start < stop:
            out += [html.escape(text[at:start]), "<mark>", html.escape(text[start:stop]), "</mark>"]
            at = stop
    out.append(html.escape(text[at:end]))
    shown = "".join(out).replace("\n", " ").strip()
    return ("…" if begin else "") + shown + ("…" if end < len(text) else "")


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where to begin and end so that most spans are seen and, where there are blanks, no word is cut."""
    first, stop = _densest(spans, SNIPPET * 3 // 4)
    begin = max(0, first - SNIPPET // 4)
    if begin:
        blank = _BLANK.search(text, begin, first)
        begin = blank.end() if blank else first
    end = begin + SNIPPET
    if end >= len(text):
        return begin, len(text)
    cut = max(text.rfind(" ", stop, end), text.rfind("\n", stop, end))
    return begin, cut if cut >= 0 else end


def _densest(spans: list[tuple[int, int]], reach: int) -> tuple[int, int]:
    """Start of the first and end of the last span of the group with most spans within `reach` characters."""
    if not spans:
        return 0, 0
    most, found, last = 0, spans[0], 0
    for i, (start, _) in enumerate(spans):
        last = max(last, i)
        while last + 1 < len(spans) and spans[last + 1][1] <= start + reach:
            last += 1
        if last - i + 1 > most:
            most, found = last - i + 1, (start, spans[last][1])
    return found
