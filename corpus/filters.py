"""One set of filters for search, export and counts, turned into SQL with bound values."""

import datetime
from dataclasses import dataclass
from typing import Any

from corpus.errors import QueryError
from nlp.codebook import codes
from nlp.provinces import province_name

CAMPAIGN_ONLY = "EXISTS (SELECT 1 FROM readings r WHERE r.article_id = a.id AND r.on_campaign = 1)"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; None keeps all. Dates are `YYYY-MM-DD` (the last day included), `province` an official code.

    An article without a date lies in no span of days.
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

    def sql(self) -> tuple[str, dict[str, Any]]:
        """A condition on `articles a` and its bound values; raises QueryError for a date or code that is none."""
        parts, values = ["1"], {}
        if self.directive:
            parts.append("EXISTS (SELECT 1 FROM directives d WHERE d.article_id = a.id AND d.id = :directive)")
            values["directive"] = self.directive
        if self.province:
            name = province_name(self.province)
            if name is None:
                raise QueryError(f"unknown province code {self.province!r}", "use a code of today's 34, such as 22")
            parts.append("EXISTS (SELECT 1 FROM localities p WHERE p.article_id = a.id AND p.role = 'primary' "
                         "AND p.province_now = :province)")  # fmt: skip
            values["province"] = name
        for axis, code in (("fields", self.field), ("genre", self.genre), ("exemplar", self.exemplar)):
            if code and code not in codes()[axis]:
                raise QueryError(f"unknown code {code!r}", f"one of {', '.join(sorted(codes()[axis]))}")
        if self.field:
            parts.append("EXISTS (SELECT 1 FROM fields f WHERE f.article_id = a.id AND f.field = :field)")
            values["field"] = self.field
        for axis in ("genre", "exemplar"):
            if getattr(self, axis):
                parts.append(f"EXISTS (SELECT 1 FROM readings r WHERE r.article_id = a.id AND r.{axis} = :{axis})")
                values[axis] = getattr(self, axis)
        if self.on_campaign is not None:
            parts.append(CAMPAIGN_ONLY if self.on_campaign else f"NOT {CAMPAIGN_ONLY}")
        if self.source:
            parts.append("a.source = :source")
            values["source"] = self.source
        for name, sign in (("since", ">="), ("until", "<=")):
            if getattr(self, name):
                parts.append(f"substr(a.published_at, 1, 10) {sign} :{name}")
                values[name] = day(getattr(self, name))
        if values.get("since", "") > values.get("until", "9"):
            raise QueryError(f"nothing lies from {self.since} to {self.until}", "exchange the two days")
        return " AND ".join(parts), values


def day(text: str) -> str:
    """A day as `YYYY-MM-DD`; raises QueryError for a text that is none."""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise QueryError(f"{text!r} is no date", "write it as 2026-11-22") from error
