"""Options that several commands share."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from corpus.filters import Filters
from desk.say import text

F = Callable[..., Any]


class Date(click.ParamType[str]):
    """A day as `2026-11-22`; with `times` also a moment as `2026-11-22T13:08:37+07:00`. Given on as it was typed."""

    name = "DATE"

    def __init__(self, times: bool = False) -> None:
        self.times = times

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        typed = str(value)
        try:
            # Python also reads 2024-W05-1 and 20240105, whose first ten characters are no day to compare.
            if datetime.date.fromisoformat(typed[:10]).isoformat() != typed[:10] or (typed[10:] and not self.times):
                raise ValueError
            datetime.datetime.fromisoformat(typed)
        except ValueError:
            self.fail(text("no_date", date=typed), param, ctx)
        return typed


def corpus_option(function: F) -> F:
    """`--corpus PATH`."""
    return click.option(
        "--corpus", "corpus_path", type=click.Path(path_type=Path, dir_okay=False), default=Path("data/corpus.db"),
        envvar="GUONG_CORPUS", show_default=True, help="Tệp kho bài · the corpus file.",
    )(function)  # fmt: skip


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="In JSON cho máy · JSON for machines.")(function)


_FILTERS = {
    "directive": "Mã văn bản, vd CT05-2016 · directive id.",
    "province": "Mã tỉnh ngày nay, vd 22 · province code of today.",
    "field": "Lĩnh vực, vd thrift · field code.",
    "genre": "Thể loại · genre code.",
    "exemplar": "individual, collective, mixed, none.",
    "source": "Mã nguồn · source id.",
}


def filter_options(function: F) -> F:
    """The filters of search and export; the command gets them as `filters`."""

    def with_filters(*args: Any, on_campaign: bool, off_campaign: bool, **kwargs: Any) -> Any:
        values = {name: kwargs.pop(name) for name in (*_FILTERS, "since", "until")}
        wanted = True if on_campaign else False if off_campaign else None
        return function(*args, filters=Filters(**values, on_campaign=wanted), **kwargs)

    with_filters.__doc__, with_filters.__name__ = function.__doc__, function.__name__
    with_filters.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]  # click keeps them there
    chosen: F = with_filters
    chosen = click.option("--off-campaign", is_flag=True, help="Chỉ bài ngoài cuộc vận động · only off the campaign.")(
        chosen
    )
    chosen = click.option("--on-campaign", is_flag=True, help="Chỉ bài học Bác · only on the campaign.")(chosen)
    chosen = click.option("--to", "until", type=Date(), help="Đến hết ngày · last day.")(chosen)
    chosen = click.option("--from", "since", type=Date(), help="Từ ngày · first day.")(chosen)
    for name, meaning in reversed(_FILTERS.items()):
        chosen = click.option(f"--{name}", metavar="CODE", help=meaning)(chosen)
    return chosen
