"""Turn labelled articles written as plain blocks into the JSON lines that `guong train` reads.

    python datasets/make/labelled.py DRAFT.txt OUT.jsonl

A block starts with `### ID`, then `key: value` lines, then `body:` and the paragraphs, one a line. People write
blocks because quotation marks need no escaping there. Every mistake is named with its block; nothing is written
until all blocks are right.
"""

import datetime
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

from nlp.codebook import codes

LEVELS = {"national", "province", "district", "commune"}
LISTS = {"fields": codes()["fields"], "actors": codes()["actors"], "directives": None, "people": None, "models": None}
NEEDED = ("title", "published_at", "on_campaign", "genre", "exemplar", "fields")


def blocks(text: str) -> list[tuple[str, dict[str, str], list[str]]]:
    """Split a draft into (id, head, body paragraphs)."""
    found: list[tuple[str, dict[str, str], list[str]]] = []
    in_body = False
    for raw in unicodedata.normalize("NFC", text).splitlines():
        line = raw.strip()
        if line.startswith("### "):
            found.append((line[4:].strip(), {}, []))
            in_body = False
        elif not found or not line:
            continue
        elif in_body:
            found[-1][2].append(line)
        elif line == "body:":
            in_body = True
        else:
            key, _, value = line.partition(":")
            found[-1][1][key.strip()] = value.strip()
    return found


def record(identity: str, head: dict[str, str], body: list[str]) -> tuple[dict[str, Any], list[str]]:
    """One labelled record and the list of what is wrong with it."""
    wrong = [f"{key} is missing" for key in NEEDED if not head.get(key)]
    out: dict[str, Any] = {"id": identity, "title": head.get("title", ""), "sapo": head.get("sapo") or None,
                           "body": "\n".join(body), "published_at": head.get("published_at"),
                           "source_province": head.get("source_province")}  # fmt: skip
    out["on_campaign"] = head.get("on_campaign") == "yes"
    out["borderline"] = head.get("borderline") == "yes"
    out["exemplar"], out["genre"] = head.get("exemplar"), head.get("genre")
    for key, allowed in LISTS.items():
        out[key] = [part.strip() for part in head.get(key, "").split("|") if part.strip()]
        if allowed is not None:
            wrong += [f"{key}: unknown {value!r}" for value in out[key] if value not in allowed]
    place = [part.strip() for part in head.get("primary_locality", "").split("|")]
    if len(place) == 3 and place[1] in LEVELS:
        out["primary_locality"] = {"name": place[0] or None, "level": place[1], "province": place[2] or None}
    else:
        wrong.append("primary_locality is not `name | level | province`")
    everything = " ".join([out["title"], out["sapo"] or "", out["body"]])
    wrong += [f"{key}: {name!r} does not stand in the text" for key in ("people", "models") for name in out[key]
              if name not in everything]  # fmt: skip
    if any(out[axis] not in codes()[axis] for axis in ("exemplar", "genre")) or head.get("on_campaign") not in {
        "yes",
        "no",
    }:
        wrong.append("exemplar, genre or on_campaign has an unknown code")
    try:
        datetime.date.fromisoformat(head.get("published_at", ""))
    except ValueError:
        wrong.append("published_at is not YYYY-MM-DD")
    if len(everything.split()) < 120:
        wrong.append(f"only {len(everything.split())} words")
    return out, wrong


def main() -> int:
    """Convert one draft; 0 when every block was right."""
    draft, target = Path(sys.argv[1]), Path(sys.argv[2])
    done, mistakes, seen = [], 0, set()
    for identity, head, body in blocks(draft.read_text(encoding="utf-8")):
        row, wrong = record(identity, head, body)
        if identity in seen:
            wrong.append("id used twice")
        seen.add(identity)
        for line in wrong:
            print(f"{draft.name} {identity}: {line}", file=sys.stderr)
        mistakes += len(wrong)
        done.append(json.dumps(row, ensure_ascii=False))
    print(f"{len(done)} articles, {mistakes} mistakes")
    if not mistakes:
        target.write_text("\n".join(done) + "\n", encoding="utf-8")
    return int(mistakes > 0)


if __name__ == "__main__":
    sys.exit(main())
