"""The steps of a night that are no commands of their own: `python -m desk.night.work STEP --corpus PATH …`.

Each prints one JSON object, and ends as every command does: an expected error is one line.
"""

import datetime
import json
import sys
from pathlib import Path
from typing import Any

import click

from corpus import Corpus, GuongError, nights, runs
from corpus.nights import Places
from corpus.whole import write_whole
from desk.cli import Lazy, print_json
from desk.night.plan import numbers


class Work(Lazy):
    """The group of these steps, with the errors of every command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return click.Group.list_commands(self, ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return click.Group.get_command(self, ctx, cmd_name)


@click.group(cls=Work)
@click.option("--lang", default="vi", envvar="GUONG_LANG")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Steps of a night."""
    ctx.obj = {"lang": lang}


_corpus = click.option("--corpus", "path", type=click.Path(path_type=Path), required=True)
_run = click.option("--run", type=int, required=True)
_name = click.option("--name", required=True)


@main.command("open")
@_corpus
def open_(path: Path) -> None:
    """Open the corpus (an older one is brought up to date) and the night's own run; prints its number."""
    with Corpus(path) as corpus:
        print_json({"run": runs.begin(corpus, "nightly")})


@main.command()
@_corpus
def seal(path: Path) -> None:
    """Checksums of the WARC files the crawl has closed."""
    from crawler.manners import only_one
    from crawler.sealing import seal as run_seal

    with only_one(path):
        done = run_seal(Places(path).warc)
    print_json({"files": done.files, "bytes": done.bytes, "total": done.total})


@main.command()
@_corpus
@_run
def health(path: Path, run: int) -> None:
    """Compare every source with its own past, and write the findings of the night down."""
    from corpus import health as sources_health

    with Corpus(path, create=False) as corpus:
        crawls = nights.crawls(corpus, run)
        if not crawls:
            raise GuongError("no crawl to look at", "look at the log lines above")
        sources_health.record(corpus, crawls[-1])
        print_json({"run": crawls[-1]})


@main.command()
@_corpus
@_run
@_name
def digest(path: Path, run: int, name: str) -> None:
    """What came in tonight on the campaign, as text, HTML and JSON."""
    from corpus.digest import digest as run_digest
    from desk.night.digest import html, plain

    folder = Places(path).digests
    with Corpus(path, readonly=True) as corpus:
        found: dict[str, Any] = {"night": name, **run_digest(corpus, nights.crawls(corpus, run))}
    for suffix, content in ((".json", json.dumps(found, ensure_ascii=False, indent=1)), (".txt", plain(found)),
                            (".html", html(found))):  # fmt: skip
        write_whole(folder / f"{name}{suffix}", content)
    counts = {key: found[key] for key in ("stored", "on_campaign", "copies_left_out", "untagged")}
    print_json({**counts, "file": str(folder / f"{name}.txt")})


@main.command()
@_corpus
@_name
@click.option("--keep", type=int)
@click.option("--backups/--no-backups", default=True)
def thin(path: Path, name: str, keep: int | None, backups: bool) -> None:
    """Remove backups, reports and digests that are old enough."""
    from corpus.backup import thin as thin_backups
    from desk.night.files import thin_dated

    places, kept = Places(path), numbers()["backups"]
    gone = thin_backups(places.backups, daily=keep or kept["daily"], weekly=kept["weekly"],
                        monthly=kept["monthly"]) if backups else []  # fmt: skip
    last = nights.order(name)
    oldest = (last[0] if last else datetime.date.min) - datetime.timedelta(days=numbers()["reports"]["days"])
    files = [file for folder in (places.reports, places.digests) for file in thin_dated(folder, oldest)]
    print_json({"backups": gone, "files": files})


@main.command()
@_corpus
@_run
def facts(path: Path, run: int) -> None:
    """What the night brought, for the report; and the state of every source where health can tell it."""
    with Corpus(path, readonly=True) as corpus:
        found = nights.brought(corpus, nights.crawls(corpus, run))
        found["states"] = _states(corpus)
    print_json(found)


def _states(corpus: Corpus) -> dict[str, dict[str, Any]]:
    from corpus import health as sources_health

    return {
        one.source: {"state": one.state, "since": one.since, "nights_down": one.nights_down}
        for one in sources_health.check(corpus)
    }


@main.command()
@_corpus
@_run
@click.option("--outcome", required=True)
def finish(path: Path, run: int, outcome: str) -> None:
    """Close the night's own run."""
    with Corpus(path, create=False) as corpus:
        runs.end(corpus, run, outcome)
    print_json({})


@main.command()
@_corpus
def mail(path: Path) -> None:
    """Send the letter on standard input (JSON: subject, text, attachments) to whom the environment names."""
    from desk.night.mail import configured, send

    del path  # every step is called alike
    letter = json.loads(sys.stdin.read())
    way = configured()
    if way is None:
        raise GuongError("mail: GUONG_SMTP_URL is not set", "set it, or leave GUONG_MAIL_TO out")
    send(way, letter["subject"], letter["text"], {name: Path(file) for name, file in letter["attachments"].items()})
    print_json({"to": list(way.to)})


if __name__ == "__main__":
    main(prog_name="guong")
