"""Figures of a night for Prometheus: the text exposition format, for the node exporter's textfile collector.

Format: prometheus.io/docs/instrumenting/exposition_formats.
"""

from typing import Any

COUNTS = ("requests", "lists", "found", "stored", "edited", "withdrawn", "missing", "failed", "refused", "put_off",
          "waiting")  # fmt: skip
Sample = tuple[dict[str, str], float]


def exposition(report: dict[str, Any]) -> str:
    """The metrics of a report; what is not known is left out."""
    steps, sources, states = report["steps"], report["sources"], report["states"]
    families: list[tuple[str, str, list[Sample]]] = [
        ("night_start_timestamp_seconds", "When the last night began.", [({}, report["began_unix"])]),
        ("night_end_timestamp_seconds", "When the last night ended.", [({}, report["ended_unix"])]),
        ("night_exit_code", "Exit code of the last night; 0 when all was well.", [({}, report["exit_code"])]),
        ("night_step_seconds", "How long each step took.", [({"step": s["step"]}, s["seconds"]) for s in steps]),
        ("night_step_ok", "1 when the step did all of its work.",
         [({"step": s["step"]}, float(s["state"] == "done")) for s in steps]),
        *((f"night_source_{name}", f"Of each source tonight: {name}.",
           [({"source": s["id"]}, s[name]) for s in sources if s.get(name) is not None]) for name in COUNTS),
        ("source_state", "1 for the state a source is in.",
         [({"source": name, "state": s["state"]}, 1) for name, s in states.items()]),
        ("findings", "Findings of the night by kind.", _by_kind(report["findings"])),
        ("corpus_articles", "Articles in the corpus.", _known(report["totals"].get("articles"))),
        ("corpus_articles_on_campaign", "Articles on the campaign.", _known(report["totals"].get("on_campaign"))),
        ("corpus_articles_untagged", "Articles without tags.", _known(report["totals"].get("untagged"))),
        ("corpus_damage", "Damages found by the check.", _known(report["damages"])),
        ("corpus_bytes", "Size of the corpus file.", _known(report["sizes"].get("corpus"))),
        ("warc_bytes", "Size of all WARC files.", _known(report["sizes"].get("warc"))),
        ("backup_bytes", "Size of all backups.", _known(report["sizes"].get("backups"))),
        ("disk_free_bytes", "Free room where the corpus lies.", _known(report["sizes"].get("free"))),
        ("backup_timestamp_seconds", "When the newest backup was made.", _known(report["backup"].get("made_unix"))),
    ]  # fmt: skip
    lines: list[str] = []
    for name, meaning, samples in families:
        if samples:
            lines += [f"# HELP guong_{name} {meaning}", f"# TYPE guong_{name} gauge"]
            lines += [f"guong_{name}{_labels(labels)} {value!r}" for labels, value in samples]
    return "\n".join([*lines, ""])


def _known(value: float | None) -> list[Sample]:
    return [] if value is None else [({}, value)]


def _by_kind(findings: list[dict[str, Any]]) -> list[Sample]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding["kind"]] = counts.get(finding["kind"], 0) + 1
    return [({"kind": kind}, count) for kind, count in sorted(counts.items())]


def _labels(labels: dict[str, str]) -> str:
    escaped = {
        key: value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") for key, value in labels.items()
    }
    return "{" + ",".join(f'{key}="{value}"' for key, value in escaped.items()) + "}" if labels else ""
