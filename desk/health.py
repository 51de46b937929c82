"""The health of sources as people read it: a table, each finding in a sentence with its proof, nights as a bar line."""

import datetime
from typing import Any

import click

from corpus.clock import HANOI
from desk.say import printable, say, text, translated
from desk.tables import table

BARS = "▁▂▃▄▅▆▇█"
DAYS = 28


def status_table(found: dict[str, Any]) -> None:
    """Print what `corpus.status.status` returns: a row each, and below every finding with its proof."""
    say("status_head", corpus=found["corpus"], articles=found["articles"])
    for problem in found["problems"]:
        click.echo(f"  {problem['kind']}: {_said(problem['reason'])}")
    rows = [[one["id"], text(f"state_{one['state']}"), one["since"], _new(one), one["articles"],
             (one["newest"] or "–")[:10], one["waiting"], one["given_up"], _moment(one["put_off_until"]),
             _wrong(one)] for one in found["sources"]]  # fmt: skip
    table(text("status_columns").split("|"), rows)
    for one in found["sources"]:
        if one["findings"]:
            click.echo(click.style(f"{one['id']} · {printable(one['name'])}", bold=True))
            findings(one)


def source_lines(one: dict[str, Any]) -> None:
    """Print one source in full: numbers, findings with proof, what the last run wrote down, its last four weeks."""
    click.echo(click.style(f"{printable(one['name'])} ({one['id']})", bold=True))
    say("status_state", state=text(f"state_{one['state']}"), since=one["since"] or "–", down=one["nights_down"])
    say("status_new", new=_new(one) or "–", newest=(one["newest"] or "–")[:10])
    say(
        "status_totals",
        **{key: one[key] for key in ("articles", "on_campaign", "undated", "untagged", "waiting", "given_up")},
    )
    if one["put_off_until"]:
        say("status_put_off", until=_moment(one["put_off_until"]))
    findings(one)
    for problem in one["problems"]:
        click.echo(f"  {_problem(problem)}")
        if problem["example"]:
            click.echo(f"    {printable(problem['example'])}")
    if one["nights"]:
        first, last, line = bars(one["nights"])
        say("status_bars", first=first, last=last)
        click.echo(f"  {line}")


def bars(nights: list[dict[str, Any]]) -> tuple[str, str, str]:
    """First day, last day and a line of one character a night: new addresses, `×` for a night without an answer,
    `·` for one without a run."""
    days = {night["night"]: night for night in nights}
    last = datetime.date.fromisoformat(nights[-1]["night"])
    span = [(last - datetime.timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
    most = max((night["found"] for night in nights), default=0)
    return span[0], span[-1], "".join(_bar(days.get(day), most) for day in span)


def _bar(night: dict[str, Any] | None, most: int) -> str:
    if night is None:
        return "·"
    if night["down"]:
        return "×"
    return BARS[round(night["found"] / most * (len(BARS) - 1))] if most else BARS[0]


def findings(one: dict[str, Any]) -> None:
    """Print each finding of a source with its proof."""
    for finding in one["findings"]:
        click.echo(f"  • {sentence(finding)}")
        proof = finding["proof"]
        for key in ("tonight", "before"):
            if proof.get(key):
                click.echo(f"    {text(f'health_{key}')}: {_place(proof[key])}")
        for robots in proof.get("robots", ()):
            place = " · ".join(
                printable(robots[key]) for key in ("host", "fetched_at", "status", "warc") if robots[key]
            )
            click.echo(f"    robots.txt: {place}")


def sentence(finding: dict[str, Any]) -> str:
    """A finding in words, with its numbers and what the site or the reader said."""
    share = _is_share(finding)
    low, high = finding["expected"] or (None, None)
    said = text(f"health_{finding['kind']}", value=_number(finding["value"], share), low=_number(low, share),
                high=_number(high, share), history=finding["history"])  # fmt: skip
    return f"{said} ({_said(finding['reason'])})" if finding["reason"] else said


def _is_share(finding: dict[str, Any]) -> bool:
    kind = finding["kind"]
    named = kind in ("bodies_missing", "layout_changed", "layout_lost")
    return named or kind.endswith("_rise") or (kind.endswith("_drop") and kind != "length_drop")


def _number(value: float | None, share: bool) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.0f} %" if share else f"{value:.1f}".removesuffix(".0")


def _place(where: dict[str, Any]) -> str:
    parts = [where.get("night"), where.get("url"), where.get("warc")]
    return " · ".join(printable(part) for part in parts if part)


def _new(one: dict[str, Any]) -> str | None:
    if one["new"] is None:
        return None
    return f"{one['new']} / " + (f"{one['expected'][0]:.0f}–{one['expected'][1]:.0f}" if one["expected"] else "?")


def _moment(stamp: str | None) -> str | None:
    """A stamp as the hour in Hà Nội."""
    return datetime.datetime.fromisoformat(stamp).astimezone(HANOI).strftime("%Y-%m-%d %H:%M") if stamp else None


def _wrong(one: dict[str, Any]) -> str | None:
    said = [sentence(finding) for finding in one["findings"]] or [_problem(problem) for problem in one["problems"]]
    return "; ".join(said) or None


def _problem(problem: dict[str, Any]) -> str:
    return f"{problem['times']}× {problem['kind']}: {_said(problem['reason'])}"


def _said(reason: str) -> str:
    return printable(translated(reason, "reasons"))
