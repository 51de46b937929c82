"""Options that several commands share."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.filters import Filters
from desk.say import language, text

if TYPE_CHECKING:
    from corpus.query import Part

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


_FILTERS = {  # option → metavar, help; the dash in the option is an underscore in Filters
    "directive": ("ID", "Văn bản, vd CT05-2016; CT05-2016+ kể cả văn bản kế tục, +CT05-2016 kể cả văn bản trước; hoặc số "
                  "04-QĐ/TU · directive id, with successors or predecessors, or a number."),
    "province": ("CODE", "Tỉnh, thành ngày nay, vd 22 · province of today, by code or name."),
    "province-then": ("CODE", "Một trong 63 tỉnh, thành đến 30-6-2025, theo mã hoặc tên · one of the 63 provinces."),
    "district": ("NAME", "Huyện, quận, thị xã, thành phố cũ, vd 196 hoặc 'Châu Thành, Long An' · former district."),
    "field": ("CODE", "Lĩnh vực, vd thrift · field code."),
    "genre": ("CODE", "Thể loại · genre code."),
    "exemplar": ("CODE", "individual, collective, mixed, none."),
    "actor": ("CODE", "Chủ thể, vd women · actor code."),
    "source": ("ID", "Mã nguồn · source id."),
    "era": ("CODE", "Thời kỳ: morality (2006–2016), thought (2016–2026), practice (từ 2026) · era of the campaign."),
}  # fmt: skip
_FLAGS = {  # flag → the field of Filters it sets and to what, help
    "on-campaign": ("on_campaign", True, "Chỉ bài học Bác · only on the campaign."),
    "off-campaign": ("on_campaign", False, "Chỉ bài ngoài cuộc vận động · only off the campaign."),
    "one-per-family": ("one_per_family", True, "Bài đăng lại tính một lần · reprints counted once."),
    "without-withdrawn": ("withdrawn", False, "Không kể bài báo đã gỡ · without articles their papers took down."),
    "only-withdrawn": ("withdrawn", True, "Chỉ bài báo đã gỡ · only articles their papers took down."),
}
_ALIASES = {"province-then": "province63"}


def filter_options(function: F) -> F:
    """The filters of search, counts, stories and exports; the command gets them as `filters`."""

    def with_filters(*args: Any, **kwargs: Any) -> Any:
        values = {name.replace("-", "_"): kwargs.pop(name.replace("-", "_")) for name in _FILTERS}
        values |= {name: kwargs.pop(name) for name in ("since", "until")}
        for flag, (name, value, _) in _FLAGS.items():
            if kwargs.pop(flag.replace("-", "_")):
                values[name] = value
        return function(*args, filters=Filters(**values), **kwargs)

    with_filters.__doc__, with_filters.__name__ = function.__doc__, function.__name__
    with_filters.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]  # click keeps them there
    chosen: F = with_filters
    for flag, (_, _, meaning) in reversed(_FLAGS.items()):
        chosen = click.option(f"--{flag}", is_flag=True, help=meaning)(chosen)
    chosen = click.option("--to", "until", type=Date(), help="Đến hết ngày · last day.")(chosen)
    chosen = click.option("--from", "since", type=Date(), help="Từ ngày · first day.")(chosen)
    for name, (metavar, meaning) in reversed(_FILTERS.items()):
        names = [f"--{one}" for one in (name, _ALIASES.get(name)) if one]
        chosen = click.option(*names, name.replace("-", "_"), metavar=metavar, help=meaning)(chosen)
    return chosen


def reading(parts: Iterable["Part"]) -> str:
    """How a query was read (`corpus.query.Query.parts`), in the language of this call."""
    from corpus.query import HOW, worded

    return worded(parts, {how: text(f"read_{how}") for how in HOW}, text("read_without"))


def said(filters: Filters) -> str:
    """The selection in words, in the language of this call. Raises QueryError for a filter without meaning."""
    return str(filters.describe()[language()])
