"""tag, train, evaluate: texts into tags, labels into models, models into scores."""

import os
from pathlib import Path
from typing import Any

import click

from desk.cli import NOTHING, PARTLY, fail, print_json
from desk.commands.collect import read_input
from desk.options import Date, corpus_option, json_option
from desk.say import printable, progress, say, text
from desk.tables import record_lines, table


@click.command()
@click.option(
    "--stale", is_flag=True, help="Chỉ bài chưa gắn hoặc gắn bởi bản cũ (mặc định) · missing or stale (default)."
)
@click.option("--all", "everything", is_flag=True, help="Gắn lại tất cả · tag everything again.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    show_default="cores",
    help="Số tiến trình · processes.",
)
@click.option("--text", "file", metavar="FILE_OR_-", help="Một văn bản, không cần kho · one text, no corpus.")
@click.option("--title", default="", help="Tiêu đề (với --text) · title.")
@click.option("--date", "day", type=Date(times=True), help="Ngày đăng (với --text) · date of publication.")
@click.option("--source-province", metavar="CODE", help="Mã tỉnh của báo (với --text) · the paper's province.")
@corpus_option
@json_option
@click.pass_context
def tag(ctx: click.Context, stale: bool, everything: bool, workers: int, file: str | None, title: str, day: str | None,
        source_province: str | None, corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Gắn nhãn cả kho, hoặc một văn bản · tag the corpus, or one text."""
    if stale and everything:
        raise click.UsageError("--stale and --all exclude each other")
    if file is not None:
        _tag_text(file, title, day, source_province, as_json)
        return
    from corpus import Corpus
    from corpus.tagging import tag_corpus

    with Corpus(corpus_path, create=False) as corpus, progress("tag") as show:
        report = tag_corpus(corpus, everything=everything, workers=workers, progress=show)
    if as_json:
        print_json({"tagged": report.tagged, "failed": report.failed})
    else:
        say("tagged", tagged=report.tagged, failed=len(report.failed))
    for identity, reason in report.failed:
        click.echo(text("not_tagged", id=identity, reason=printable(reason)), err=True)
    ctx.exit(0 if not report.failed else PARTLY if report.tagged else NOTHING)


def _tag_text(file: str, title: str, day: str | None, province: str | None, as_json: bool) -> None:
    from nlp.provinces import province_name
    from nlp.records import Document
    from nlp.tagger import read
    from nlp.text import normalise

    if province and province_name(province) is None:
        raise click.BadParameter(text("no_province", code=province), param_hint="--source-province")
    try:
        body = read_input(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"{file}: not UTF-8 text ({error.reason} at byte {error.start})", "convert it to UTF-8 first")
    document = Document(
        title=normalise(title), body=normalise(body).strip("\n"), published_at=day, source_province=province
    )
    if not f"{document.title}{document.body}".strip():
        fail(text("no_text", path=file), text("check_input"))
    reading = read(document)
    if as_json:
        print_json(reading)
    else:
        for line in record_lines({**reading, "title": title or None}):
            click.echo(line)


@click.command()
@click.option(
    "--labelled",
    type=click.Path(path_type=Path, exists=True),
    help="Tệp hoặc thư mục nhãn · labelled files (default: datasets/labelled).",
)
@click.option("--models", "folder", type=click.Path(path_type=Path), help="Nơi lưu · where to store (default: models).")
@click.option(
    "--with-decisions",
    "decisions_file",
    is_flag=False,
    flag_value="",
    metavar="[PATH]",
    help="Học thêm từ quyết định của người đọc · learn from decisions, too (default: decisions.db beside the corpus).",
)
@corpus_option
@json_option
def train(labelled: Path | None, folder: Path | None, decisions_file: str | None, corpus_path: Path,
          as_json: bool) -> None:  # fmt: skip
    """Huấn luyện bộ phân loại từ datasets/labelled · train the classifiers.

    Với --with-decisions: học thêm từ decisions.db và cho biết điểm nào đổi, trên cùng những bài không học. With it:
    learns from decisions.db, too, and reports what moved on the same held-out articles.
    """
    from nlp.classify.card import write_card
    from nlp.classify.deeds import beside
    from nlp.classify.moved import moved
    from nlp.classify.train import train as run_train
    from nlp.labelled import read
    from nlp.paths import datasets, models

    source = labelled or datasets() / "labelled"
    rows = read([source])
    sentences = beside(source, rows)
    target = folder or models()
    decided = [] if decisions_file is None else _decided(corpus_path, decisions_file)

    def show(line: str) -> None:
        click.echo(line, err=True)

    try:
        changes = [one.as_dict() for one in moved(rows, decided, show)] if decided else []
        trained = run_train(rows, target, show, decided, sentences)
    except ValueError as error:
        fail(str(error), "add labelled articles")
    card = write_card(target, trained, rows)
    if as_json:
        print_json({"version": trained.version, "axes": trained.axes, "decided": len(decided), "moved": changes})
        return
    _show_moved(changes)
    say("trained", version=trained.version, card=card)


def _decided(corpus_path: Path, decisions_file: str) -> list[Any]:
    """Labelled rows of people's decisions; what stays out is said on standard error."""
    from corpus import Corpus
    from corpus.decided import decided
    from corpus.decisions import Decisions, decisions_path

    path = Path(decisions_file) if decisions_file else decisions_path(corpus_path)
    if not path.is_file():
        fail(f"{path}: no decisions yet", "decide with `guong review`, or train without --with-decisions")
    with Corpus(corpus_path, readonly=True) as corpus, Decisions(path, readonly=True) as decisions:
        found = decided(corpus, decisions)
    click.echo(text("decided", rows=len(found.rows), stale=len(found.stale), gone=len(found.gone),
                    tied=len(found.tied)), err=True)  # fmt: skip
    return found.rows


def _show_moved(changes: list[dict[str, Any]]) -> None:
    if not changes:
        return
    columns = text("moved_columns").split("|")
    table(columns, [[one["axis"], one["decisions"], one["measure"], one["before"], one["after"], one["gain"][0],
                     f"{one['gain'][1]:+.3f} … {one['gain'][2]:+.3f}"] for one in changes])  # fmt: skip
    names = text("moved_label_columns").split("|")
    table(names, [[one["axis"], label, support, before, after, after - before] for one in changes
                  for label, (support, before, after) in one["labels"].items() if before != after])  # fmt: skip
    for one in changes:
        curve = " → ".join(f"{count:.0f}: {value:.3f}" for count, value in one["curve"])
        key = {None: "moved_few", True: "moved_enough", False: "moved_more"}[one["enough"]]
        say(key, axis=one["axis"], curve=curve, gain=f"{one['last'][0]:+.3f}", low=f"{one['last'][1]:+.3f}",
            high=f"{one['last'][2]:+.3f}")  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="Kèm những bài sai · with the articles it got wrong.")
@json_option
def evaluate(files: tuple[Path, ...], errors: bool, as_json: bool) -> None:
    """Chấm điểm trên tệp nhãn bất kỳ · scores on any labelled file."""
    from nlp.evaluate import as_json as in_json
    from nlp.evaluate import evaluate as run_evaluate
    from nlp.labelled import read
    from nlp.tagger import tag as tag_document

    result = run_evaluate(read(files), lambda row: tag_document(row.document))
    if as_json:
        click.echo(in_json(result, errors=errors))
        return
    keys = ("support", "precision", "recall", "f1", "macro_f1", "accuracy", "calibration_error")
    rows: list[list[Any]] = [[name, *(axis.get(key) for key in keys)] for name, axis in result["axes"].items()]
    table(text("eval_columns").split("|"), rows)
    for name, axis in result["axes"].items():
        if "confusion" in axis and name not in ("primary_locality", "primary_province"):
            click.echo(f"\n{name}:")
            labels = sorted({*axis["confusion"], *(x for row in axis["confusion"].values() for x in row)})
            table(
                ["↓ gold / said →", *labels],
                [[g, *(row.get(x, 0) for x in labels)] for g, row in axis["confusion"].items()],
            )
    for error in result["errors"] if errors else []:
        shown = printable("; ".join(error["evidence"][:8]))
        click.echo(f"\n[{error['axis']}] {error['id']} {printable(error['title'])}")
        click.echo(f"  gold: {', '.join(error['gold'])}\n  said: {', '.join(error['said'])}")
        click.echo(f"  {text('evidence')}: {shown}")
