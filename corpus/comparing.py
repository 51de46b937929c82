"""One night of a source against its own nights before: bands of counts and lengths, tests of shares.

The last four weeks teach, weekday by weekday, never fewer than a week of nights; a night that was unusual in a measure
does not teach what is usual in it.
"""

import datetime
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median

from corpus.bands import Band, chance_of_so_few, count_band, daily_rate, measure_band, wilson
from corpus.calendar import LITTLE
from corpus.evidence import Night, thresholds
from corpus.finding import Finding

Count = Callable[[Night], int]


class Comparison:
    """Night number `index` with what its past teaches; `unusual` names, by measure, the nights that do not teach it.

    `enough` tells whether there is past enough to compare with; `expected` is the usual number of new articles.
    """

    def __init__(self, nights: list[Night], index: int, unusual: dict[str, set[int]]) -> None:
        self.nights, self.index, self.unusual = nights, index, unusual
        self.night = nights[index]
        self.limits = thresholds()
        self._alikes: dict[str, list[Night]] = {}
        self.past = self._teaching(index)
        self.enough = self.night.whole and self.night.timed and len(self.past) >= self.limits["history"]["least"]
        self.expected = self._count_band("found") if self.enough else None  # a feast has no night alike

    def findings(self) -> Iterable[Finding]:
        """Everything unusual about a night whose lists answered; nothing without past enough."""
        if self.enough:
            yield from self._counts()
            yield from self._links()
            yield from self._shares()
            yield from self._lengths()
            yield from self._layout()

    def _teaching(self, index: int) -> list[int]:
        """The nights of four weeks before one that may teach; never the first visit: it brings what piled up before."""
        oldest = self.nights[index].date - datetime.timedelta(days=self.limits["history"]["days"])
        found = []
        for other in range(index - 1, 0, -1):
            if self.nights[other].date < oldest:
                break
            if self.nights[other].teaches:
                found.append(other)
        return found

    def _usual(self, measure: str) -> list[Night]:
        unusual = self.unusual.get(measure, ())
        return [self.nights[i] for i in self.past if i not in unusual]

    def _alike(self, measure: str) -> list[Night]:
        if measure not in self._alikes:
            like, usual = self.night.day.like, self._usual(measure)
            self._alikes[measure] = [night for night in usual if night.day.like == like and not night.day.more]
        return self._alikes[measure]

    def _count_band(self, measure: str) -> Band | None:
        values = tuple(night.counts[measure] for night in self._alike(measure))
        if len(values) < self.limits["history"]["least_alike"]:
            return None
        return count_band(values, self.limits["counts"]["z"])

    def _counts(self) -> Iterable[Finding]:
        """Too little that is new, too little of it stored, too few lists; far too much that is new."""
        silent = self._silence()
        if silent is not None:
            yield silent
        else:
            few = [*self._few("found_low", "found")]
            yield from few or [*self._few("stored_low", "stored"), *self._many()]
        yield from self._few("lists_low", "lists")

    def _few(self, kind: str, measure: str) -> Iterable[Finding]:
        band, value = self._count_band(measure), self.night.counts[measure]
        if band is not None and value < band[0]:
            yield Finding(kind, measure, value, band, history=len(self._alike(measure)))

    def _many(self) -> Iterable[Finding]:
        value, past = self.night.counts["found"], [night.counts["found"] for night in self._alike("found")]
        if self.expected is None or value <= self.expected[1] or not self._nightly():
            return
        if value >= self.limits["counts"]["many"] * max(1.0, median(past)):
            yield Finding("found_high", "found", value, self.expected, history=len(past))

    def _nightly(self) -> bool:
        """True when the night before was a night like others, so that nothing piled up, and no campaign day is near."""
        before = self.nights[self.index - 1]
        gap = (self.night.date - before.date).days
        return gap <= 1 and not before.down and before.whole and before.day.like != LITTLE and not self.night.day.more

    def _silence(self) -> Finding | None:
        """Nothing new for so long that chance hardly does it. Feasts expect nothing; unknown kinds of days neither."""
        if self.night.counts["found"]:
            return None
        begin = self.index
        while begin > 0 and not self.nights[begin].counts["found"] and not self.nights[begin].down:
            begin -= 1
        quiet = [night for night in self.nights[begin + 1 : self.index + 1] if not night.down]
        past = [self.nights[i] for i in self._teaching(begin + 1) if i not in self.unusual.get("found", ())]
        if len(past) < self.limits["history"]["least"]:
            return None
        expected = 0.0
        for like in {night.day.like for night in quiet} - {LITTLE}:
            values = tuple(night.counts["found"] for night in past if night.day.like == like)
            if len(values) >= self.limits["history"]["least_alike"]:
                mean, wider = daily_rate(values, self.limits["counts"]["z"])
                expected += sum(night.day.like == like for night in quiet) * mean / wider
        if expected < -math.log(self.limits["counts"]["silence"]):  # a Poisson count is 0 with probability e^-expected
            return None
        rounded = round(expected, 1)
        return Finding("silent", "found", len(quiet), (1, rounded), history=len(past))

    def _links(self) -> Iterable[Finding]:
        """Lists that answer with few article links, or with none, where they gave many."""
        rate, limit = self.night.link_rate, self.limits["links"]
        before = [known for night in self._alike("links") if (known := night.link_rate) is not None]
        if rate is None or len(before) < self.limits["history"]["least_alike"]:
            return
        usual = median(before)
        if usual < limit["many"] or rate >= limit["half"] * usual:
            return
        low, high = measure_band(before, self.limits["counts"]["z"])
        if not rate and min(before) > 0:
            yield Finding("links_gone", "links", rate, (low, high), history=len(before))
        elif rate < low:
            yield Finding("links_low", "links", rate, (low, high), history=len(before))

    def _shares(self) -> Iterable[Finding]:
        """Fewer of the new articles with a date, a byline, a lead, on the campaign; more pages that gave none."""
        least, rare = self.limits["shares"]["least"], self.limits["shares"]["campaign_least"]
        for kind, measure, hits, of, enough in (
            ("dates_drop", "dated", lambda night: night.new.dated, _articles, least),
            ("authors_drop", "authored", lambda night: night.new.authored, _articles, least),
            ("leads_drop", "leads", lambda night: night.new.leads, _articles, least),
            ("campaign_drop", "campaign", lambda night: night.new.campaign, lambda night: night.new.tagged, rare),
        ):
            yield from self._drop(kind, measure, hits, of, enough)
        for kind, measure, good in (
            ("missing_rise", "missing", lambda night: night.pages - night.counts["missing"]),
            ("not_articles_rise", "not_articles", lambda night: night.pages - night.counts["not_articles"]),
            ("failed_rise", "failed", lambda night: night.pages - night.failed_pages),
        ):
            for drop in self._drop(kind, measure, good, _pages, least):  # more bad pages are fewer good ones
                low, high = drop.expected or (0.0, 1.0)
                yield replace(drop, value=1 - (drop.value or 0.0), expected=(1 - high, 1 - low))

    def _drop(self, kind: str, measure: str, hits: Count, of: Count, least: int) -> Iterable[Finding]:
        """A share that fell: by so much, and by no chance."""
        limit, now, has = self.limits["shares"], of(self.night), hits(self.night)
        if now < least or has / now > 1 - limit["change"]:
            return
        past = self._usual(measure)
        base = sum(map(of, past))
        if base < limit["least_before"]:
            return
        had = sum(map(hits, past))
        if had / base - has / now >= limit["change"] and chance_of_so_few(has, now, had, base) < limit["chance"]:
            yield Finding(kind, measure, has / now, wilson(had, base), history=len(past))

    def _lengths(self) -> Iterable[Finding]:
        """Bodies that shrank."""
        new, limit = self.night.new, self.limits["length"]
        before = [length for night in self._usual("length") if (length := night.new.length) is not None]
        if new.length is None or new.articles < limit["least"] or len(before) < self.limits["history"]["least"]:
            return
        if new.length >= limit["half"] * median(before):
            return
        low, high = measure_band(before, self.limits["counts"]["z"])
        if new.length < low:
            yield Finding("length_drop", "length", new.length, (low, high), history=len(before))

    def _layout(self) -> Iterable[Finding]:
        """Articles that their layout read until now, and reads no more."""
        new, limit, past = self.night.new, self.limits["layout"], self._usual("layout")
        if not new.layouts:
            return
        now = max(new.layouts, key=lambda key: new.layouts[key])
        if 2 * sum([night.new.layouts.get(now, 0) for night in past]) > sum([night.new.articles for night in past]):
            return  # the usual one reads most of tonight's too
        totals: Counter[str] = Counter()
        for night in past:
            totals.update(night.new.layouts)
        [(usual, times)] = totals.most_common(1) or [("", 0)]
        if usual in ("", "general") or times < limit["known"] * totals.total():
            return
        for drop in self._drop("layout_changed", "layout", lambda night: night.new.layouts[usual],
                               _articles, self.limits["shares"]["least"]):  # fmt: skip
            yield replace(drop, reason=f"{usual} → {now}")


def _articles(night: Night) -> int:
    return night.new.articles


def _pages(night: Night) -> int:
    return night.pages
