"""The report of a night: what is in it, where it lies. How it reads is `desk.night.reading`."""

import datetime
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus import backup
from corpus.clock import HANOI, moment, parsed
from corpus.whole import write_whole
from desk.night.metrics import exposition
from desk.night.plan import Wish, numbers
from desk.night.process import Done
from desk.night.reading import page

SICK = ("failing", "blocked", "changed_layout", "body_missing")  # states of a source that somebody must look into
BACKUP_OLD_HOURS = 50  # two nights and a little: one missed backup is an accident, two are a fault


def compose(wish: Wish, name: str, began: datetime.datetime, seconds: float, done: list[Done], facts: dict[str, Any],
            signum: int) -> dict[str, Any]:  # fmt: skip
    """Everything known of a night, as plain data; `facts` is what the facts step gave (empty when it gave nothing)."""
    steps = {one.name: one for one in done}
    code, outcome = verdict(done, signum)
    problems = (steps["check"].answer or {}).get("problems") if "check" in steps else None
    ended = moment()
    told: dict[str, Any] = {
        "night": name, "outcome": outcome, "exit_code": code, "corpus": str(wish.corpus),
        "replay": str(wish.replay) if wish.replay else None, "window": wish.window,
        "began": began.astimezone(HANOI).isoformat(timespec="seconds"),
        "ended": ended.astimezone(HANOI).isoformat(timespec="seconds"),
        "began_unix": int(began.timestamp()), "ended_unix": int(ended.timestamp()), "seconds": round(seconds, 1),
        "steps": [one.row() for one in done],
        "sources": facts.get("sources", []), "states": facts.get("states", {}), "findings": facts.get("findings", []),
        "problems": facts.get("problems", []), "totals": facts.get("totals", {}), "facts_known": bool(facts),
        "digest": (steps["digest"].answer if "digest" in steps else None) or {},
        "tagging": ((steps["tag"].answer if "tag" in steps else None) or {}),
        "damage": problems or [], "damages": None if problems is None else len(problems),
        "sizes": _sizes(wish), "backup": _backup(wish), "files": _files(wish, name),
    }  # fmt: skip
    told["todo"] = todo(told)
    return told


def verdict(done: list[Done], signum: int) -> tuple[int, str]:
    """Exit code and outcome: stopped; failed (3) when nothing could be done; partly (1) when something could not."""
    if signum:
        return 128 + signum, "stopped"
    states = {one.name: one.state for one in done}
    if all(states.get(name) not in ("done", "partly") for name in ("crawl", "tag", "link")):
        return 3, "failed"
    return (0, "done") if set(states.values()) <= {"done"} else (1, "partly")


def _files(wish: Wish, name: str) -> dict[str, str]:
    folder = wish.places.reports
    files = {key: folder / f"{name}{suffix}" for key, suffix in (("text", ".txt"), ("json", ".json"), ("log", ".log"))}
    return {key: str(file) for key, file in (*files.items(), ("digest", wish.places.digests / f"{name}.txt"),
                                             ("metrics", wish.places.metrics))}  # fmt: skip


def _sizes(wish: Wish) -> dict[str, int]:
    places, sizes = wish.places, {}
    with suppress(OSError):
        sizes["free"] = shutil.disk_usage(wish.corpus.parent).free
    for name, path in (("corpus", wish.corpus), ("warc", places.warc), ("backups", places.backups)):
        with suppress(OSError):
            sizes[name] = sum(_size(file) for file in path.rglob("*")) if path.is_dir() else path.stat().st_size
    return sizes


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _backup(wish: Wish) -> dict[str, Any]:
    """The newest backup and how many there are."""
    with suppress(OSError):
        names = backup.names(wish.places.backups)
        newest = backup.newest(wish.places.backups)
        if newest is not None:
            made = parsed(newest.made_at)
            hours = (moment() - made).total_seconds() / 3600
            return {"name": newest.name, "made_at": newest.made_at, "made_unix": int(made.timestamp()),
                    "hours": round(hours, 1), "count": len(names), "folder": str(wish.places.backups / newest.name)}  # fmt: skip
    return {}


def todo(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What somebody should do by day, the gravest first: `{what, …values}`; the words are the reader's."""
    found: list[dict[str, Any]] = []
    steps = {step["step"]: step for step in told["steps"]}
    kinds = {one["kind"] for one in told["damage"]}
    if kinds - {"warc_missing", "warc_changed", "warc_record", "backup", "index"}:
        found.append({"what": "damage", "count": told["damages"], "backup": told["backup"].get("folder", "")})
    elif "index" in kinds:
        found.append({"what": "index"})
    if any(kind.startswith("warc") for kind in kinds):
        found.append({"what": "archive"})
    if "backup" in kinds:
        found.append({"what": "rotten"})
    if steps.get("backup", {}).get("state") not in ("done", "stopped"):
        found.append({"what": "backup", "reason": steps.get("backup", {}).get("reason") or "?"})
    if told["backup"].get("hours", 0) > BACKUP_OLD_HOURS:
        found.append({"what": "backup_old", "hours": round(told["backup"]["hours"])})
    free = told["sizes"].get("free")
    if free is not None and free < numbers()["alarms"]["free_gb"] * 10**9:
        found.append({"what": "room", "free": free})
    if told["outcome"] == "stopped":
        found.append({"what": "stopped"})
    for step in told["steps"]:
        if step["state"] in ("failed", "killed", "time_limit") and step["step"] not in ("check", "backup"):
            found.append({"what": "step", "step": step["step"], "reason": step["reason"] or step["state"]})
    if sick := sick_sources(told):
        found.append({"what": "sources", "ids": sick})
    if told["tagging"].get("failed"):
        found.append({"what": "untagged", "count": len(told["tagging"]["failed"])})
    if not told["replay"] and not os.environ.get("GUONG_CONTACT", "").strip():
        found.append({"what": "contact"})
    return found


def sick_sources(told: dict[str, Any]) -> list[str]:
    """Sources that need a look: by their state where health knows it, else those none of whose lists answered."""
    known = [name for name, state in told["states"].items() if state["state"] in SICK]
    silent = [one["id"] for one in told["sources"] if one["id"] not in told["states"] and not one["lists"]]
    return sorted({*known, *silent})


def write(told: dict[str, Any]) -> Done:
    """Write the report as text and JSON; a disk that takes no file is a failed step, not the end of the night."""
    try:
        write_whole(Path(told["files"]["json"]), json.dumps(told, ensure_ascii=False, indent=1))
        write_whole(Path(told["files"]["text"]), page(told))
    except OSError as error:
        return Done("report", "failed", reason=f"{told['files']['text']}: {error.strerror}")
    return Done("report", "done")


def write_metrics(told: dict[str, Any]) -> Done:
    """Write the metrics file."""
    try:
        write_whole(Path(told["files"]["metrics"]), exposition(told))
    except OSError as error:
        return Done("metrics", "failed", reason=f"{told['files']['metrics']}: {error.strerror}")
    return Done("metrics", "done")


def letter(told: dict[str, Any]) -> str:
    """The letter for the mail step: subject, the report with the digest below it, the digest's page beside it."""
    from desk.night.reading import subject

    digest = Path(told["files"]["digest"])
    text = page(told)
    with suppress(OSError, UnicodeDecodeError):
        text += f"\n\n{digest.read_text(encoding='utf-8')}"
    beside = {f"{told['night']}.html": str(digest.with_suffix(".html")), f"{told['night']}.json": told["files"]["json"]}
    return json.dumps({"subject": subject(told), "text": text, "attachments": beside})
