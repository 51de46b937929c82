"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from corpus.filters import Filters

F = Callable[..., Any]


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
    chosen = click.option("--to", "until", metavar="DATE", help="Đến hết ngày · last day.")(chosen)
    chosen = click.option("--from", "since", metavar="DATE", help="Từ ngày · first day.")(chosen)
    for name, text in reversed(_FILTERS.items()):
        chosen = click.option(f"--{name}", metavar="CODE", help=text)(chosen)
    return chosen
