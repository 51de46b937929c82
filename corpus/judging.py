"""The nights of a source, judged one after the other."""

from dataclasses import dataclass, replace

from corpus.bands import Band
from corpus.comparing import Comparison
from corpus.evidence import Night
from corpus.finding import Finding, state_of
from corpus.signs import signs


@dataclass(frozen=True, slots=True)
class Verdict:
    """A night's state and findings; `expected` is the usual number of new articles, None where not known."""

    state: str
    findings: tuple[Finding, ...]
    nights_down: int
    expected: Band | None


def judge_all(nights: list[Night], first: int = 0, down_before: int = 0) -> list[Verdict]:
    """Verdicts on the nights of one source from number `first` on (earlier ones only teach), the oldest first.

    `down_before` counts the nights without an answer right before the oldest.
    """
    unusual: dict[str, set[int]] = {}
    verdicts = []
    down = down_before
    for index, night in enumerate(nights):
        was_down, down = down, down + 1 if night.down else 0
        if index < first:
            continue
        past = Comparison(nights, index, unusual)
        findings = [*signs(night, down, was_down, [nights[i] for i in past.past] if past.enough else ())]
        if not night.down:
            compared = [*past.findings()]
            for finding in compared:
                unusual.setdefault(finding.measure, set()).add(index)
            said = {finding.measure for finding in findings}
            findings += [finding for finding in compared if finding.measure not in said]
            if not _ever_linked(nights[: index + 1]):
                findings.append(Finding("no_links_yet", "links", 0))
        verdicts.append(Verdict(state_of(night, findings), tuple(findings), down, past.expected))
    return verdicts


def with_signs(verdict: Verdict, night: Night, more: list[Finding]) -> Verdict:
    """A verdict with signs that only the nights of other sources show."""
    findings = (*verdict.findings, *more)
    return replace(verdict, state=state_of(night, findings), findings=findings) if more else verdict


def _ever_linked(nights: list[Night]) -> bool:
    # Counts of older corpora know no `listed`; what was found or stored was listed, and what is unchanged read before.
    return any(any(night.counts[name] for name in ("listed", "found", "stored", "unchanged")) for night in nights)
