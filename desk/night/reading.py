"""The report of a night as people read it in the morning: first what to do, then what came in, then the rest."""

from typing import Any

from desk.health import sentence
from desk.night.files import gigabytes
from desk.say import printable, text, translated

MOST = 10  # events of a source, damages: enough to see what it is; all of them are in the JSON and in the corpus
COLUMNS = ("found", "stored", "edited", "withdrawn", "missing", "failed", "refused", "put_off", "waiting")


def subject(told: dict[str, Any]) -> str:
    """One line that says whether to open the letter."""
    return text("report_subject", night=told["night"], outcome=text(f"night_{told['outcome']}"),
                stored=_sum(told, "stored"), todo=len(told["todo"]))  # fmt: skip


def page(told: dict[str, Any]) -> str:
    """The whole report as plain text."""
    parts = [_head(told), _todo(told), _campaign(told), _sources(told), _findings(told), _steps(told), _room(told)]
    return "\n".join(line for part in parts if part for line in [*part, ""])


def _sum(told: dict[str, Any], count: str) -> int:
    return sum(source.get(count) or 0 for source in told["sources"])


def _head(told: dict[str, Any]) -> list[str]:
    return [
        text("report_title", night=told["night"], outcome=text(f"night_{told['outcome']}"), code=told["exit_code"]),
        text("report_times", began=told["began"], ended=told["ended"], minutes=f"{told['seconds'] / 60:.1f}"),
        text("report_corpus", corpus=told["corpus"]),
    ]


def _todo(told: dict[str, Any]) -> list[str]:
    lines = [text("report_todo")]
    for number, item in enumerate(told["todo"], 1):
        values = {key: value for key, value in item.items() if key != "what"}
        if "free" in values:
            values["free"] = gigabytes(values["free"])
        if "ids" in values:
            values["ids"] = ", ".join(values["ids"])
        if "step" in values:
            values["step"] = text(f"step_{values['step']}")
        lines.append(f"{number}. {printable(text('todo_' + item['what'], log=told['files']['log'], **values))}")
    return lines if told["todo"] else [text("report_nothing_to_do")]


def _campaign(told: dict[str, Any]) -> list[str]:
    if not told["digest"]:
        return []
    return [text("report_campaign", file=told["files"]["digest"], **{key: told["digest"].get(key) for key in
                                                                     ("on_campaign", "stored", "copies_left_out")})]  # fmt: skip


def _sources(told: dict[str, Any]) -> list[str]:
    if not told["facts_known"]:
        return [text("report_no_facts")]
    head = [text("report_source"), text("report_state"), *(text(f"count_{name}") for name in COLUMNS)]
    rows = []
    for source in sorted(told["sources"], key=_gravest):
        state = told["states"].get(source["id"], {}).get("state")
        rows.append(
            [source["id"], text(f"state_{state}") if state else "–", *(str(source.get(name) or 0) for name in COLUMNS)]
        )
    total = ["=", "", *(str(_sum(told, name)) for name in COLUMNS)]
    lines = [text("report_sources", count=len(rows)), *_columns([head, *rows, total])]
    for problem in told["problems"][:MOST]:
        lines.append(f"- {problem['kind']}: {_said(problem['reason'])}")
    for source in told["sources"]:
        for problem in source["problems"][:MOST]:
            example = f" ({printable(problem['example'])})" if problem["example"] else ""
            lines.append(
                f"- {source['id']}: {problem['times']}× {problem['kind']}: {_said(problem['reason'])}{example}"
            )
    return lines


def _said(reason: str) -> str:
    return printable(translated(reason, "reasons"))


def _gravest(source: dict[str, Any]) -> tuple[bool, int, str]:
    return (bool(source["lists"]), -(source["failed"] + source["missing"]), source["id"])


def _findings(told: dict[str, Any]) -> list[str]:
    if not told["findings"]:
        return []
    lines = [text("report_findings")]
    for one in told["findings"]:
        lines.append(f"- {one['source']}: {_sentence(one)}")
        for key in ("tonight", "before"):
            where = one["proof"].get(key)
            if isinstance(where, dict):
                parts = [printable(where[name]) for name in ("night", "url", "warc") if where.get(name)]
                lines.append(f"  {text('report_proof', proof=text(f'health_{key}') + ' · ' + ' · '.join(parts))}")
    return lines


def _sentence(finding: dict[str, Any]) -> str:
    try:
        return sentence(finding)
    except (KeyError, TypeError):  # of a kind that only another version of Guong knows
        return printable(f"{finding['kind']}: {finding['reason']}")


def _steps(told: dict[str, Any]) -> list[str]:
    rows = [[text(f"step_{step['step']}"), text(f"night_{step['state']}"), f"{step['seconds']:.0f} s",
             printable(step["reason"] or "")] for step in told["steps"]]  # fmt: skip
    lines = [text("report_steps"), *_columns(rows)]
    lines += [f"  - {damage_line(one)}" for one in told["damage"][:MOST]]
    if len(told["damage"]) > MOST:
        lines.append("  " + text("report_more", count=len(told["damage"]) - MOST))
    return lines


def damage_line(one: dict[str, str]) -> str:
    """One damage in words."""
    return printable(text(f"damage_{one['kind']}", subject=one["subject"], detail=translated(one["detail"])))


def _room(told: dict[str, Any]) -> list[str]:
    sizes, totals, newest = told["sizes"], told["totals"], told["backup"]
    lines = [text("report_room")]
    if totals:
        lines.append(text("report_totals", **totals))
    shown = {key: gigabytes(sizes[key]) if key in sizes else "–" for key in ("corpus", "warc", "backups", "free")}
    lines.append(text("report_sizes", **shown))
    lines.append(text("report_backup", name=newest["name"], made=newest["made_at"], count=newest["count"]) if newest
                 else text("report_no_backup"))  # fmt: skip
    lines.append(text("report_files", log=told["files"]["log"], json=told["files"]["json"]))
    return lines


def _columns(rows: list[list[str]]) -> list[str]:
    """Rows as lines whose columns stand below one another; numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if cell.isdigit() else cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return lines
