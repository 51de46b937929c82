"""What is unusual about a source's night, and what it makes of the source."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from corpus.bands import Band
from corpus.evidence import Night

# What a finding makes of its source; None: worth a line, and nothing is wrong.
KINDS: dict[str, str | None] = {
    "blocked": "blocked", "block_pages": "blocked", "same_text": "blocked",
    "down": "degraded", "down_long": "failing", "not_asked": "degraded", "not_asked_long": "failing",
    "links_gone": "changed_layout", "not_articles_rise": "changed_layout", "error_pages": "changed_layout",
    "dates_drop": "changed_layout", "authors_drop": "changed_layout", "leads_drop": "changed_layout",
    "length_drop": "changed_layout", "layout_changed": "changed_layout", "layout_lost": "changed_layout",
    "shrunk": "changed_layout",
    "bodies_missing": "body_missing", "missing_rise": "body_missing",
    "not_lately": "degraded", "put_off": "degraded", "lists_failed": "degraded", "lists_low": "degraded", "no_links_yet": "degraded",
    "links_low": "degraded", "missing": "degraded", "failed": "degraded", "failed_rise": "degraded",
    "barren": "degraded", "found_low": "degraded", "stored_low": "degraded", "silent": "degraded",
    "found_high": None, "campaign_drop": None, "returned": None, "clock": None, "no_longer": None,
}  # fmt: skip
STATES = ("never_crawled", "failing", "blocked", "changed_layout", "body_missing", "degraded", "answering", "quiet")
_GRAVEST = STATES[1:6]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is unusual: `value` of a `measure`, the `expected` (low, high) where there is one, learnt from `history`
    nights. `reason` is what the site or the reader said; `proof` holds addresses and WARC records."""

    kind: str
    measure: str
    value: float | None = None
    expected: Band | None = None
    reason: str = ""
    history: int = 0
    proof: dict[str, Any] = field(default_factory=dict)


def state_of(night: Night, findings: Iterable[Finding]) -> str:
    """The gravest state among findings; without any, answering when something new came, else quiet."""
    states = {KINDS[finding.kind] for finding in findings}
    for state in _GRAVEST:
        if state in states:
            return state
    return "answering" if any(night.counts[name] for name in ("found", "stored", "edited")) else "quiet"
