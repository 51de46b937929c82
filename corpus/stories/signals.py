"""What a text gives for and against running it again, each with the words that say so.

A signal is between 0 and 1 (full). Counts saturate and densities are per 100 words, so that long and short texts are
comparable. Nothing is classified here: people, models, figures, genre and exemplar are the corpus's tags.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.stories.knowledge import full, knowledge, phrases, weight
from nlp.mentions.knowledge import MAX_READ, key_of
from nlp.text import sentences

Record = Mapping[str, Any]
Span = dict[str, Any]
MOST_SPANS = 8  # of a reason: enough to see why, few enough to read
# A straight sign opens only where nothing stands before it: else it closes what another one opened.
_QUOTED = re.compile(r'(?:[“«]|(?<![^\s(\[:,–—-])")([^“”"«»\n]{15,1500})[”"»]')
_ANOTHER = re.compile(r"\s*(?:[,;]|và)?\s*")  # between two quotations that are one list
FEW = 3  # models that one story may tell of
_SPEAKS = re.compile(r"[:.!?](?:\s|$)")  # behind such a sign somebody speaks, or something else begins
_ABOUT = re.compile(r"về\s")  # how titles of documents begin
_TITLED = 0.3  # of the signal `person`: the name stands in the headline or the lead


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason: what (a name of `[weights]`), how full (0 to 1), and the spans that say so."""

    what: str
    value: float
    spans: list[Span] = field(default_factory=list)


def signals(record: Record) -> list[Signal]:
    """The signals of the text of a tagged article (a record of the corpus): all but date, pictures and completeness."""
    read = _Text(record)
    deeds = _told(record, read)
    found = [*_named(record), deeds, *_said(record, read), *_figures(record, read), *_labels(record, deeds.value),
             *_worn(read)]  # fmt: skip
    return [one for one in found if one.value > 0]


def rising(count: float, most: float) -> float:
    """0 for nothing, 63 % at `most`, never above 1."""
    return 1.0 - math.exp(-count / most)


class _Text:
    """Lead and body as one text, with sentences, phrases and what stands in quotation marks."""

    def __init__(self, record: Record) -> None:
        self.lead = record["sapo"] or ""
        self.shift = len(self.lead) + 1 if self.lead else 0
        body = record["body"]
        self.text = (f"{self.lead}\n{body}" if self.lead else body)[:MAX_READ]
        self.key = key_of(self.text)
        self.words = max(1, self.key.count(" ") + self.key.count("\n") + 1)
        self.sentences = sentences(self.text)
        self._starts = [start for start, _ in self.sentences]
        self.phrases = phrases(self.key)
        self.quoted = [(match.start(1), match.end(1)) for match in _QUOTED.finditer(self.text)]
        self._quotes_at = [start for start, _ in self.quoted]
        self.titles = self._titles()

    def sentence(self, at: int) -> int:
        """Number of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def _titles(self) -> set[int]:
        """Where quotations begin that are no speech: titles and sayings, and those listed behind one."""
        found: set[int] = set()
        before: tuple[int, int] | None = None
        for start, end in self.quoted:
            listed = before is not None and _ANOTHER.fullmatch(self.text, before[1] + 1, start - 1) is not None
            if (listed and before is not None and before[0] in found) or _is_title(self, start):
                found.add(start)
            before = (start, end)
        return found

    def in_quotes(self, at: int) -> bool:
        """True for an offset between quotation marks."""
        i = bisect_right(self._quotes_at, at) - 1
        return i >= 0 and at < self.quoted[i][1]

    def span(self, start: int, end: int) -> Span:
        """The span of a part of the text, in the field it stands in."""
        if start < self.shift:
            end = min(end, len(self.lead))
            return {"field": "sapo", "start": start, "end": end, "text": self.text[start:end]}
        shift = self.shift
        return {"field": "body", "start": start - shift, "end": end - shift, "text": self.text[start:end]}

    def place(self, span: Span) -> int | None:
        """Offset in this text of a tag's span; None for one in the title or a caption, or behind what is read."""
        if span["field"] not in ("sapo", "body"):
            return None
        at = int(span["start"]) + (self.shift if span["field"] == "body" else 0)
        return at if at < len(self.text) else None

    def listed(self, name: str) -> list[tuple[int, int]]:
        """Places of the phrases of a list."""
        return self.phrases.get(name, [])


def _named(record: Record) -> list[Signal]:
    """People and models the readers named."""
    found = []
    people = record["people"]
    if people:
        titled = any(span["field"] in ("title", "sapo") for one in people for span in one["spans"])
        spans = [one["spans"][0] for one in people if one["spans"]]
        found.append(Signal("person", 1.0 - _TITLED + _TITLED * titled, spans[:MOST_SPANS]))
    if record["models"]:
        # A row of names tells of none of them: three are still one story, ten are a list.
        value = min(1.0, FEW / len(record["models"])) ** 2
        spans = [one["spans"][0] for one in record["models"] if one["spans"]]
        found.append(Signal("model", value, spans[:MOST_SPANS]))
    return found


def _told(record: Record, read: _Text) -> Signal:
    """Sentences that tell a deed: a verb of doing outside quotation marks, somebody who does it, something it is done
    with or a place, and no ceremony, praise or stock phrase in them."""
    worn = {read.sentence(start) for name in ("ceremony", "stock", "advertisement") for start, _ in read.listed(name)}
    counted = Counter(_sentences(read, record["figures"]))
    worn |= {number for number, times in counted.items() if times >= full("listing")}
    things = {read.sentence(start) for start, _ in read.listed("things")}
    things |= {*counted, *_sentences(read, record["localities"])}
    doers = {read.sentence(start) for start, _ in read.listed("doers")} | {*_sentences(read, record["people"])}
    deeds: dict[int, tuple[int, int]] = {}
    for start, end in read.listed("deeds"):
        number = read.sentence(start)
        if number not in deeds and number not in worn and number in things and not read.in_quotes(start):
            deeds[number] = (start, end)
    count = sum(1.0 if number in doers else 0.5 for number in deeds)
    share = count / max(1, len(read.sentences))
    value = rising(count, full("deeds")) * min(1.0, 0.5 + 0.5 * share / full("deeds_share"))
    spans = [read.span(*read.sentences[number]) for number in sorted(deeds, key=lambda n: (n not in doers, n))]
    return Signal("deeds", value, spans[:MOST_SPANS])


def _sentences(read: _Text, tags: list[dict[str, Any]]) -> list[int]:
    """Numbers of the sentences in which tags stand, once for each span."""
    places = (read.place(span) for tag in tags for span in tag["spans"])
    return [read.sentence(at) for at in places if at is not None]


def _said(record: Record, read: _Text) -> list[Signal]:
    """Quotations of people; or, where all are officials', that they are."""
    names = {span["text"] for one in record["models"] for span in one["spans"]}
    people: list[Span] = []
    officials: list[Span] = []
    for start, end in read.quoted:
        speech = read.key[start:end]
        if speech.count(" ") + 1 < full("quote") or read.text[start:end].strip(" ,.") in names:
            continue
        if _any(read.listed("slogans"), start, start + 1) or start in read.titles:
            continue
        around = (read.sentences[read.sentence(start)][0], read.sentences[read.sentence(end)][1])
        if _any(read.listed("sayings"), *around):
            continue  # Hồ Chí Minh is quoted, nobody of today
        by_official = _any(read.listed("officials"), *around) and not _any(read.listed("grassroots"), *around)
        (officials if by_official else people).append(read.span(start, end))
    if people:
        return [Signal("quotes", rising(len(people), full("quotes")), people[:MOST_SPANS])]
    return [Signal("officials", rising(len(officials), full("quotes")), officials[:MOST_SPANS])]


def _is_title(read: _Text, start: int) -> bool:
    """True for a quotation that is the title of a document, a movement, a song, or a saying: what it is stands right
    before it ("Nghị quyết số 04-NQ/TU “Về …”"), or it begins with "về" and that stands earlier in the sentence."""
    begin = read.sentences[read.sentence(start)][0]
    places = read.listed("titled")
    i = bisect_right(places, (start, -1)) - 1
    if i < 0 or places[i][0] < begin:
        return False
    between = read.key[places[i][1] : start - 1]
    if _SPEAKS.search(between):
        return False
    near = between.count(" ") <= full("title") and not any(sign in between for sign in ",;")
    return near or _ABOUT.match(read.key, start) is not None


def _any(places: list[tuple[int, int]], start: int, end: int) -> bool:
    """True when a place begins inside `[start, end)`."""
    i = bisect_right(places, (start, -1))
    return i < len(places) and places[i][0] < end


def _figures(record: Record, read: _Text) -> list[Signal]:
    """Quantities of results; percentages; and more figures than a text can carry."""
    worn = {read.sentence(start) for name in ("ceremony", "advertisement") for start, _ in read.listed(name)}
    results, percents, places = [], [], []
    for figure in record["figures"]:
        for span in figure["spans"][:1]:
            at = read.place(span)
            if at is None:
                continue
            places.append(span)
            if figure["unit"] in ("%", "điểm phần trăm"):
                percents.append(span)
            elif read.sentence(at) not in worn:
                results.append(span)
    hundred = read.words / 100
    enough = full("crowded")
    crowd = min(1.0, max(0.0, len(places) / max(1.0, hundred) - enough) / enough)
    return [Signal("results", rising(len(results), full("results")), results[:MOST_SPANS]),
            Signal("percentages", rising(len(percents) / max(1.0, hundred), full("percentages")), percents[:MOST_SPANS]),
            Signal("crowded", crowd, places[:MOST_SPANS])]  # fmt: skip


def _labels(record: Record, deeds: float) -> list[Signal]:
    """What the classifiers say of genre and exemplar, as far as they are sure and the deeds told bear it out."""
    found, share = [], knowledge()["labels"]
    helps = share["without_deeds"] + (1 - share["without_deeds"]) * deeds
    harms = 1 - (1 - share["with_deeds"]) * deeds
    for axis, table in (("genre", "genres"), ("exemplar", "exemplars")):
        code = record[axis]
        for what, codes in knowledge()[table].items():
            if code in codes:
                spans = (record["evidence"].get(axis) or [])[:MOST_SPANS]
                sure = float(record["scores"].get(axis) or 0.0)
                found.append(Signal(what, codes[code] * sure * (helps if weight(what) > 0 else harms), spans))
    return found


def _worn(read: _Text) -> list[Signal]:
    """Phrases that tell nothing of anybody, by how thick they stand."""
    found = []
    for what in ("stock", "praise", "ceremony", "argument", "advertisement"):
        places = read.listed(what)
        # One word of trade is met in any report; advertisements heap them.
        amount = len(places) - 1 if what == "advertisement" else 100 * len(places) / max(100, read.words)
        found.append(
            Signal(what, rising(max(0, amount), full(what)), [read.span(*place) for place in places[:MOST_SPANS]])
        )
    return found
