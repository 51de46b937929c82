"""sources list, check, add: what papers are known, whether they answer, and the draft of a new one."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.cli import NOTHING, PARTLY, _lang_option, print_json
from desk.options import corpus_option, json_option
from desk.say import printable, progress, say, text, translated

if TYPE_CHECKING:
    from crawler.probing.records import Answer, Change, Check, PageSeen, Suggestion

_PATH = click.Path(path_type=Path)
_sources_option = click.option("--sources", "path", type=_PATH,
                               help="Tệp hoặc thư mục nguồn · source file or folder (default: datasets/sources).")  # fmt: skip
_replay_option = click.option("--replay", type=_PATH,
                              help="Trả lời từ WARC, không dùng mạng · answer from WARC.")  # fmt: skip


@click.group()
def sources() -> None:
    """Nguồn: xem danh sách, thử xem có trả lời, soạn nguồn mới · sources: list, try out, draft."""


def _read(path: Path | None) -> tuple[list[Any], list[str]]:
    """Sources and what is wrong in their files, which is named on standard error."""
    from crawler.sources import read
    from nlp.paths import datasets

    found, problems = read(path or datasets() / "sources")
    for problem in problems:
        click.echo(text("bad_source", problem=printable(problem)), err=True)
    return found, problems


@sources.command("list")
@click.option("--province", metavar="CODE", help="Mã tỉnh ngày nay, vd 22 · province code of today.")
@_sources_option
@json_option
@click.pass_context
def list_(ctx: click.Context, province: str | None, path: Path | None, as_json: bool) -> None:
    """Các nguồn đã biết · the sources that are known."""
    from desk.tables import table
    from nlp.provinces import province_name

    if province is not None and province_name(province) is None:
        raise click.BadParameter(text("no_province", code=province), ctx, param_hint="--province")
    found, problems = _read(path)
    found = [one for one in found if province is None or one.province == province]
    if as_json:
        print_json({"sources": [{**asdict(one), "province_name": province_name(one.province or "")} for one in found],
                    "problems": problems})  # fmt: skip
    else:
        rows = [[one.id, one.name, _province(one.province), one.hosts[0], _lists(one), one.layout, one.verified]
                for one in found]  # fmt: skip
        table(text("sources_columns").split("|"), rows)
        say("sources_count", count=len(found), verified=sum(one.verified != "never" for one in found))
    ctx.exit(PARTLY if problems else 0)


def _province(code: str | None) -> str | None:
    from nlp.provinces import province_name

    return f"{code} {province_name(code)}" if code else None


def _lists(source: Any) -> str:
    counts = {name: len(getattr(source, name)) for name in ("feeds", "sitemaps", "sections")}
    return " · ".join(f"{count} {name}" for name, count in counts.items() if count) or "–"


@sources.command()
@click.argument("ids", nargs=-1, metavar="[ID]…")
@_sources_option
@_replay_option
@click.option("--write", is_flag=True, help="Ghi ngày vào verified của nguồn có trả lời · write the day into verified.")
@corpus_option
@json_option
@click.pass_context
def check(ctx: click.Context, ids: tuple[str, ...], path: Path | None, replay: Path | None, write: bool,
          corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Thử nguồn: robots.txt, danh mục, năm bài; không lưu bài nào · try sources out; no article is stored.

    Nguồn trả lời khi một danh mục trong tệp của nó dẫn tới bài. Kết quả giữ ở checks/ cạnh kho bài để lần sau so.
    A source answers when a list of its file leads to articles. Results are kept in checks/ beside the corpus.
    """
    from crawler.probe import check as probe
    from crawler.probe import verify

    if write and replay is not None:
        raise click.UsageError("--write needs the network: leave out --replay", ctx)
    known, problems = _read(path)
    with progress("check") as show:
        checks = probe(corpus_path, sources=path, ids=ids, replay=replay, progress=show)
    silent = [one.source for one in checks if not one.answers]
    hosts = {one.id: one.hosts[0] for one in known}
    if not as_json:
        for one in checks:
            click.echo("\n".join(map(printable, _check_lines(one, hosts[one.source]))) + "\n")
        say("checked", count=len(checks), answering=len(checks) - len(silent))
        if silent:
            say("checked_silent", ids=", ".join(silent))
    written = verify(checks, path) if write else []
    if as_json:
        print_json({"checks": [one.as_dict() for one in checks], "answering": len(checks) - len(silent),
                    "silent": silent, "verified": written, "problems": problems})  # fmt: skip
    elif write:
        say("checked_written" if written else "checked_unwritten", ids=", ".join(written))
    ctx.exit(NOTHING if len(silent) == len(checks) else PARTLY if silent or problems else 0)


def _check_lines(one: "Check", host: str) -> Iterator[str]:
    state = text("check_answers") if one.answers else text("check_silent", reason=_why(one.reason))
    yield f"{one.source} · {one.name} · {host}: {state}"
    order = ("robots", "home", "feed", "sitemap", "section")
    for answer in sorted(one.answered, key=lambda answer: order.index(answer.kind)):
        if answer.found_by in ("file", "robots") or answer.kind == "robots" or answer.state == "answers":
            yield f"  {answer.kind:<8} {answer.url}  {_answer(answer)}"
    for page in one.pages:
        yield f"  {'article':<8} {page.url}  {page.title or ''}".rstrip()
        yield f"  {'':<8} {_page(page)}"
    for change in one.changes:
        yield f"  ! {_change(change)}"
    for suggestion in one.suggestions:
        yield f"  + {suggestion.key}: {_suggestion(suggestion)}"


def _answer(answer: "Answer") -> str:
    parts = [str(answer.status or "–")]
    if answer.landed:
        parts.append(f"→ {answer.landed}")
    if answer.articles:
        parts.append(text("check_articles", count=answer.articles))
    if answer.lists:
        parts.append(text("check_lists", count=answer.lists))
    if answer.newest:
        parts.append(text("check_newest", day=answer.newest))
    if answer.state != "answers":
        parts.append(f"{answer.state}: {_why(answer.reason)}")
    return ", ".join(parts)


def _page(page: "PageSeen") -> str:
    if page.kind != "article":
        return f"{page.kind or page.state}: {_why(page.reason)}"
    told = [page.layout or "–", text("check_characters", count=page.characters), page.author or "–", page.date or "–"]
    return " · ".join(told) + (f" · {text('check_missing', fields=', '.join(page.missing))}" if page.missing else "")


def _change(change: "Change") -> str:
    return text(f"change_{change.what}", url=change.url, was=change.was or "–", now=_why(change.now))


def _suggestion(one: "Suggestion") -> str:
    from crawler.draft import quoted

    counts = f" ({text('check_articles', count=one.articles)})" if one.articles else ""
    return f"{quoted(one.value)},  # {text(f'why_{one.why}')}{counts}"


def _why(reason: str | None) -> str:
    """A reason the floors below gave, in the language of this call where it is known."""
    return translated(reason or "–", "reasons")


@sources.command()
@click.argument("url")
@_sources_option
@_replay_option
@click.option("-o", "--output", type=_PATH, help="Ghi vào tệp mới · write into a new file.")
@json_option
def add(url: str, path: Path | None, replay: Path | None, output: Path | None, as_json: bool) -> None:
    """Soạn một [[source]] từ trang chủ của URL, để người xem lại · draft a [[source]] from a home page."""
    from corpus.errors import GuongError
    from crawler.draft import draft

    if output is not None and output.exists():
        raise GuongError(f"{output}: is there already", "choose another file")
    made = draft(url, _read(path)[0], replay=replay)
    if output is not None:
        try:
            with output.open("x", encoding="utf-8") as file:  # never over what somebody wrote meanwhile
                file.write(made.text)
        except FileExistsError as error:
            raise GuongError(f"{output}: is there already", "choose another file") from error
    if as_json:
        print_json({"id": made.id, "toml": made.text, "output": str(output) if output else None})
    elif output is not None:
        say("drafted", id=made.id, path=output)
    else:
        click.echo(made.text, nl=False)


for _command in sources.commands.values():
    _command.params.append(_lang_option())
