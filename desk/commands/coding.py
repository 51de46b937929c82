"""review, sample, agreement: people's labels beside the machine's."""

import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from corpus.filters import Filters
from desk.cli import fail, print_json
from desk.options import corpus_option, filter_options, json_option
from desk.say import printable, say, text
from desk.tables import table

AXES = ("on_campaign", "exemplar", "genre", "fields", "actors")
LETTERS = "abcdefghijklmnoprst"  # one for each of the 19 actors; q, u, v, w, x are commands
SHOWN = 18  # lines of text shown before `v` shows the rest


@click.command()
@click.option("--axis", type=click.Choice(AXES), required=True, help="Trục nhãn · which question.")
@click.option("--strategy", type=click.Choice(["uncertain", "disagreement", "random"]), default="uncertain",
              show_default=True, help="Chọn bài nào trước · which articles first.")  # fmt: skip
@click.option("--who", help="Người gắn nhãn · who decides (default: $GUONG_WHO or the account).")
@click.option("--seed", type=int, default=0, show_default=True, help="Hạt giống · seed of the order.")
@click.option("--limit", type=click.IntRange(1), help="Số bài · how many.")
@filter_options
@corpus_option
def review(axis: str, strategy: str, who: str | None, seed: int, limit: int | None, filters: Filters,
           corpus_path: Path) -> None:  # fmt: skip
    """Xem từng bài và quyết định nhãn; ghi vào decisions.db · decide on articles one by one.

    Phím: chữ hoặc số chọn nhãn · Enter đồng ý · u lùi lại · x bỏ qua · w ghi chú · v xem cả bài · q nghỉ, lần sau làm
    tiếp. Keys: a letter or digit picks a label, Enter agrees, u undoes, x skips, w notes, v shows all, q rests.
    """
    from corpus import Corpus
    from corpus.decisions import Decisions, decisions_path, whoami
    from corpus.reviewing import Review

    with Corpus(corpus_path, readonly=True) as corpus, Decisions(decisions_path(corpus_path)) as decisions:
        session = Review(corpus, decisions, axis, strategy=strategy, who=who or whoami(), seed=seed,  # type: ignore[arg-type]  # click checked the choice
                         filters=filters, limit=limit)  # fmt: skip
        if not session.total:
            say("review_none")
            return
        _go(session)
        say("review_end", done=session.done, left=session.total - session.at, path=decisions.path)


def _go(session: Any) -> None:
    """The conversation: one article, one answer, until the end or `q`."""
    keys = _keys()
    while (item := session.current()) is not None:
        _show(session, item, whole=False)
        while True:
            key = next(keys, "q")
            if key == "q":
                return
            if key == "v":
                _show(session, item, whole=True)
            elif key == "w":
                session.note(_line(keys))
                say("review_noted")
            elif key == "x":
                session.skip()
                break
            elif key == "u":
                if session.undo():
                    break
                say("review_no_undo")
            elif _answered(session, item, key, keys):
                break


def _answered(session: Any, item: Any, key: str, keys: Iterator[str]) -> bool:
    """Whether a key (and those after it, on axes of several labels) gave an answer; a stray key gives none."""
    choices = _choices(session.axis)
    several = session.axis in ("fields", "actors")
    if key in "\r\n":
        if item.said is None:
            say("review_nothing_to_agree")
            return False
        session.label(item.said)
    elif not several and key in choices:
        session.label(choices[key])
    elif several and (key in choices or key == "0"):
        session.label(_several(key, choices, keys))
    else:
        return False
    if item.others:
        shown = "; ".join(f"{printable(who)}: {_said(value)}" for who, value in item.others.items())
        say("review_others", others=shown)
    return True


def _several(key: str, choices: dict[str, str], keys: Iterator[str]) -> list[str]:
    """Labels picked one after another, the heaviest first, until Enter; a letter again takes it off; 0: none."""
    picked: list[str] = []
    while key not in "\r\n":
        if key == "0":
            picked = []
        elif key in choices:
            label = choices[key]
            picked = [x for x in picked if x != label] if label in picked else [*picked, label]
        click.echo("  " + (", ".join(picked) or "–"))
        key = next(keys, "\n")
    return picked


def _choices(axis: str) -> dict[str, Any]:
    from nlp.codebook import ordered

    if axis == "on_campaign":
        return {"y": True, "n": False}
    names = ordered(axis)
    return dict(zip(LETTERS if axis in ("fields", "actors") else "123456789", names, strict=False))


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return (
        text("unsure") if value is None else text("yes" if value else "no") if isinstance(value, bool) else str(value)
    )


def _show(session: Any, item: Any, *, whole: bool) -> None:
    article = item.article
    width = min(100, shutil.get_terminal_size().columns)
    click.echo()
    click.echo(click.style(f"[{session.at + 1}/{session.total}] {printable(article.title)}", bold=True))
    click.echo(
        f"{printable(article.source)} · {(article.published_at or text('undated'))[:10]} · {printable(article.url)}"
    )
    lines = [line for field, part in (("sapo", article.sapo), ("body", article.body)) if part
             for line in _marked(part, [s for s in item.spans if s["field"] == field], width)]  # fmt: skip
    for line in lines if whole else lines[:SHOWN]:
        click.echo(line)
    if not whole and len(lines) > SHOWN:
        say("review_more", lines=len(lines) - SHOWN)
    scores = ", ".join(f"{name} {score:.2f}" for name, score in item.scores.items())
    say("review_said", said=_said(item.said), scores=scores or "–")
    click.echo(
        "  ".join(f"{click.style(key, bold=True)} {_said(name)}" for key, name in _choices(session.axis).items())
    )


def _marked(part: str, spans: list[dict[str, Any]], width: int) -> Iterator[str]:
    """Lines of a text, wrapped, the evidence in bold."""
    on, off = "\x02", "\x03"  # cannot occur in stored text
    for span in sorted(spans, key=lambda s: -s["start"]):
        start, end = span["start"], span["end"]
        part = f"{part[:start]}{on}{part[start:end].replace(chr(10), ' ')}{off}{part[end:]}"
    for paragraph in part.split("\n"):
        for line in textwrap.wrap(paragraph, width) or [""]:
            shown = "".join(c for c in line if c.isprintable() or c in on + off)
            yield shown.replace(on, "\x1b[1m").replace(off, "\x1b[0m")


def _keys() -> Iterator[str]:
    """Single keys where a person types; the characters of the input where none does."""
    while True:
        if sys.stdin.isatty():
            try:
                key = click.getchar()
            except (KeyboardInterrupt, EOFError):
                return
        else:
            key = sys.stdin.read(1)
        if not key or key in "\x03\x04\x1b":
            return
        yield "\n" if key == "\r" else key


def _line(keys: Iterator[str]) -> str:
    """A line typed key by key, up to Enter."""
    if sys.stdin.isatty():
        return str(click.prompt(text("review_note"), default="", show_default=False))
    typed: list[str] = []
    for key in keys:
        if key == "\n":
            break
        typed.append(key)
    return "".join(typed)


@click.command()
@click.argument("size", type=click.IntRange(1))
@click.option("--by", metavar="STRATUM", help="source, year, province, genre, exemplar, field, on_campaign.")
@click.option("--equal", is_flag=True, help="Mỗi nhóm như nhau · as many from each stratum.")
@click.option("--seed", type=int, default=0, show_default=True, help="Hạt giống · seed.")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
              help="Định dạng · format.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Tệp đích · file.")
@filter_options
@corpus_option
def sample(size: int, by: str | None, equal: bool, seed: int, form: str, output: Path | None, filters: Filters,
           corpus_path: Path) -> None:  # fmt: skip
    """Rút mẫu để gắn nhãn bằng tay: chỉ có văn bản, không có nhãn máy · draw a sample for manual coding."""
    from corpus import Corpus
    from corpus.sampling import sample as draw
    from corpus.sampling import sheet
    from corpus.whole import write_whole

    with Corpus(corpus_path, readonly=True) as corpus:
        ids = draw(corpus, size, filters=filters, by=by, equal=equal, seed=seed)
        lines = sheet(corpus, ids, form)
        if output is None:
            for line in lines:
                click.echo(line, nl=False)
            return
        write_whole(output, "".join(lines))
        say("sampled", count=len(ids), path=output)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--decisions", is_flag=True, help="Cả nhãn trong decisions.db của kho · also the decisions on the corpus."
)
@corpus_option
@json_option
def agreement(files: tuple[Path, ...], decisions: bool, corpus_path: Path, as_json: bool) -> None:
    """Người gắn nhãn đồng ý với nhau đến đâu: alpha, kappa · how far coders agree.

    Tệp: JSON lines hoặc CSV, mỗi dòng một bài; người gắn nhãn là khóa `coder`, hoặc tên tệp. Columns: articles with
    two labels and more, share of pairs that agree, Krippendorff's alpha with its 95 % interval, Cohen's kappa.
    """
    from dataclasses import asdict

    from nlp.agreement import RELIABLE
    from nlp.agreement import agreement as measured
    from nlp.coders import label, read_coders

    if not files and not decisions:
        raise click.UsageError("name files of coders' labels, or --decisions")
    found = read_coders(files)
    with ExitStack() as stack:
        if decisions:
            from corpus.decided import labels
            from corpus.decisions import Decisions, decisions_path

            kept = stack.enter_context(Decisions(decisions_path(corpus_path), readonly=True))
            for axis in AXES:
                for who, given in labels(kept, axis).items():
                    said = {i: label(axis, entry.data.get("value")) for i, entry in given.items()}
                    found.setdefault(axis, {}).setdefault(who, {}).update(said)
    if not found:
        fail(text("agreement_none"), text("agreement_hint"))
    results = [measured(axis, coders) for axis, coders in found.items()]
    if as_json:
        print_json({one.axis: asdict(one) for one in results})
        return
    rows = [[one.axis, one.units, one.same, one.alpha, *(one.interval or (None, None)), one.kappa] for one in results]
    table(text("agreement_columns").split("|"), rows)
    for one in results:
        if one.alpha is None:
            say("agreement_undefined", axis=one.axis, why=text(f"agreement_{'pairs' if not one.units else 'same'}"))
        elif one.alpha < RELIABLE:
            say("agreement_low", axis=one.axis, alpha=one.alpha, bound=RELIABLE)
