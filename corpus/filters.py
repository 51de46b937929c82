"""One set of filters for search, export and counts, turned into SQL with bound values."""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.clock import incredible_sql
from corpus.errors import QueryError
from nlp.codebook import codes

if TYPE_CHECKING:
    from corpus.eras import Era

# What knows documents, places and eras is imported where it is asked: every command imports this module, and
# `--help` must not wait for the readers of `nlp`.

CAMPAIGN_ONLY = "EXISTS (SELECT 1 FROM readings r WHERE r.article_id = a.id AND r.on_campaign = 1)"
# Members of families that are not the one that counts: the original where it is known, else the member with the
# earliest day, else the one stored first. A family counts by that article alone, whatever else is selected.
COPIES = (
    "SELECT c.num FROM reprints f JOIN articles c ON c.id = f.article_id WHERE f.article_id <> f.original_id UNION ALL "
    "SELECT num FROM (SELECT c.num, row_number() OVER (PARTITION BY f.family ORDER BY "
    f"{incredible_sql('c.published_at')}, c.published_at, c.num) AS place FROM reprints f "
    "JOIN articles c ON c.id = f.article_id WHERE f.original_id IS NULL) WHERE place > 1"
)
# Places before the merger count by the name of their province on the article's day, later ones by the land they hold.
_PROVINCE_THEN = (
    "SELECT s.num FROM selectors s CROSS JOIN articles b ON b.num = s.num WHERE s.kind = 'province_then' "
    "AND s.value IN (SELECT value FROM json_each(:then_names)) AND coalesce(b.published_at, '') < :merger_day "
    "UNION SELECT s.num FROM selectors s CROSS JOIN articles b ON b.num = s.num WHERE s.kind = 'unit' "
    "AND s.value IN (SELECT value FROM json_each(:then_units)) AND b.published_at >= :merger_day "
    "UNION SELECT s.num FROM selectors s CROSS JOIN articles b ON b.num = s.num WHERE s.kind = 'province' "
    "AND s.value = :then_now AND b.published_at >= :merger_day"
)
_END = "~"  # behind a day it sorts after every moment of that day, so that the index on days can be used


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: its name in `Filters`, the value asked for, and what it means for people (`label`).

    `nums` is a query with one column, the numbers of the articles it keeps (or, with `without`, leaves out); `values`
    are bound to it. `test` says the same of `articles a`, where that is plainer.
    """

    name: str
    value: Any
    label: str
    nums: str
    values: dict[str, Any]
    without: bool = False
    test: str | None = None

    @property
    def sql(self) -> str:
        """The condition on `articles a`."""
        return self.test or f"a.num {'NOT ' if self.without else ''}IN ({self.nums})"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; None keeps all. Several filters must all hold.

    `directive`: an id, with its lineage (`CT05-2016+`, `+CT05-2016`) or a number (`corpus.lineage`). `province`: code
    or name of today; `province_then`: code or name of one of the 63; `district`: code or name of before 1 July 2025;
    all three ask where the article mainly happens. `era`: the campaign's, by the day of publication (`corpus.eras`).
    Dates are `YYYY-MM-DD`, the last day included; an article without a date lies in no span of days.
    `one_per_family`: reprints are counted once, by their original or their earliest member. `withdrawn`: None keeps
    articles that their papers took down (the corpus forgets nothing), False leaves them out, True keeps no others.
    """

    directive: str | None = None
    province: str | None = None
    field: str | None = None
    genre: str | None = None
    exemplar: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    on_campaign: bool | None = None
    province_then: str | None = None
    district: str | None = None
    actor: str | None = None
    era: str | None = None
    one_per_family: bool = False
    withdrawn: bool | None = None

    def sql(self) -> tuple[str, dict[str, Any]]:
        """A condition on `articles a` and its bound values; raises QueryError for a date, code or name that is none."""
        parts, values = ["1"], {}
        for condition in self.conditions():
            parts.append(condition.sql)
            values.update(condition.values)
        return " AND ".join(parts), values

    def conditions(self) -> list[Condition]:
        """Every filter that is set. Raises QueryError for one that has no meaning."""
        return [*self._directives(), *self._places(), *self._labels(), *self._days(), *self._kinds()]

    def describe(self) -> dict[str, Any]:
        """The selection for people and machines: `{"vi", "en", "conditions": [{"name", "value", "label"}]}`.

        Raises QueryError as `sql` does.
        """
        from corpus.eras import wording

        found = self.conditions()
        said = {language: "; ".join(wording()[language][_key(one)].format(value=one.label) for one in found)
                or wording()[language]["nothing"] for language in ("vi", "en")}  # fmt: skip
        return {**said, "conditions": [{"name": one.name, "value": one.value, "label": one.label} for one in found]}

    def _directives(self) -> Iterator[Condition]:
        if not self.directive:
            return
        from corpus.lineage import directive_ids, directive_numbers

        ids = directive_ids(self.directive)
        kind, wanted = ("number", directive_numbers(self.directive)) if ids is None else ("directive", ids)
        label = ", ".join(ids or [self.directive])
        yield Condition("directive", self.directive, label, _among(kind, "directives"), {"directives": _listed(wanted)})

    def _places(self) -> Iterator[Condition]:
        if not (self.province or self.province_then or self.district):
            return
        from corpus import places

        now = then = None
        if self.province:
            now = places.province_today(self.province)
            yield Condition("province", self.province, now, _has("province", "province"), {"province": now})
        if self.province_then:
            then = places.province_then(self.province_then)
            units = [f"commune:{code}" for code in then.communes]
            values = {"merger_day": places.MERGER_DAY, "then_names": _listed(then.names), "then_units": _listed(units),
                      "then_now": then.whole_now}  # fmt: skip
            yield Condition("province_then", self.province_then, then.label, _PROVINCE_THEN, values)
        if self.district:
            area = places.district(self.district, province=now, province_before=then.label if then else None)
            units = [f"district:{area.code}", *(f"commune:{code}" for code in area.communes)]
            values = {"district_units": _listed(units)}
            yield Condition("district", self.district, area.label, _among("unit", "district_units"), values)

    def _labels(self) -> Iterator[Condition]:
        for axis, name in (("fields", "field"), ("genre", "genre"), ("exemplar", "exemplar"), ("actors", "actor")):
            code = getattr(self, name)
            if not code:
                continue
            if code not in codes()[axis]:
                raise QueryError(f"unknown code {code[:80]!r}", f"one of {', '.join(sorted(codes()[axis]))}")
            yield Condition(name, code, code, _has(name, name), {name: code})

    def _days(self) -> Iterator[Condition]:
        named = _era(self.era) if self.era else None
        since, until = (day(one) if one else None for one in (self.since, self.until))
        first = max(since or "", named.since if named else "")
        last = min(until or "9999", (named.until if named else None) or "9999")
        if first > last:
            hint = "exchange the two days" if since and until and since > until else "choose other days"
            raise QueryError(f"nothing lies from {first} to {last}", hint)
        if named:
            test, values = "a.published_at >= :era_since", {"era_since": named.since}
            if named.until:
                test, values = f"{test} AND a.published_at < :era_until", {**values, "era_until": named.until + _END}
            yield _plain("era", named.code, test, values)
        if since:
            yield _plain("since", since, "a.published_at >= :since", {"since": since})
        if until:
            yield _plain("until", until, "a.published_at < :until", {"until": until + _END})

    def _kinds(self) -> Iterator[Condition]:
        if self.source:
            yield _plain("source", self.source, "a.source = :source", {"source": self.source})
        if self.on_campaign is not None:
            nums, values = _has("on_campaign", "on_campaign"), {"on_campaign": "1"}
            yield Condition("on_campaign", self.on_campaign, "", nums, values, without=not self.on_campaign)
        if self.one_per_family:
            yield Condition("one_per_family", True, "", COPIES, {}, without=True)
        if self.withdrawn is not None:
            nums = "SELECT w.num FROM articles w WHERE w.withdrawn_at IS NOT NULL"
            yield Condition("withdrawn", self.withdrawn, "", nums, {}, without=not self.withdrawn)


def _era(code: str) -> "Era":
    from corpus.eras import era

    return era(code)


def _plain(name: str, value: str, test: str, values: dict[str, Any]) -> Condition:
    """A condition on columns of `articles` itself."""
    return Condition(name, value, value, f"SELECT a.num FROM articles a WHERE {test}", values, test=test)


def _has(kind: str, name: str) -> str:
    """Numbers of the articles of which `selectors` says this, the value bound as `name`."""
    return f"SELECT s.num FROM selectors s WHERE s.kind = '{kind}' AND s.value = :{name}"


def _among(kind: str, name: str) -> str:
    """As `_has`, with a JSON list of values bound as `name`: one bound value, whatever their number."""
    return (
        f"SELECT s.num FROM selectors s WHERE s.kind = '{kind}' AND s.value IN (SELECT value FROM json_each(:{name}))"
    )


def _listed(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _key(condition: Condition) -> str:
    """The name of its sentence in the wording."""
    if condition.value is False:
        return {"on_campaign": "off_campaign", "withdrawn": "not_withdrawn"}[condition.name]
    return condition.name


def day(text: str) -> str:
    """A day as `YYYY-MM-DD`; raises QueryError for a text that is none."""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise QueryError(f"{text!r} is no date", "write it as 2026-11-22") from error
