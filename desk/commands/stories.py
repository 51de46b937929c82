"""stories, family: what is worth running again, and where it ran already."""

from dataclasses import replace
from pathlib import Path

import click

from corpus.filters import Filters
from desk.cli import fail, print_json
from desk.options import Date, corpus_option, filter_options, json_option
from desk.say import printable, say


@click.command()
@click.option("--since", "newer", type=Date(), help="Đăng từ ngày này · published on or after.")
@click.option("--as-of", type=Date(), help="Coi là còn mới tính đến ngày · freshness as of a day (the newest night).")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Số bài · how many.")
@filter_options
@corpus_option
@json_option
def stories(newer: str | None, as_of: str | None, limit: int, filters: Filters, corpus_path: Path,
            as_json: bool) -> None:  # fmt: skip
    """Bài đáng đăng lại, hay nhất trước, vì sao · stories worth running again, the best first, and why.

    Chỉ bài của cuộc vận động; một nhóm đăng lại chỉ hiện bản gốc. Cách chấm điểm: docs/stories.md · only the campaign,
    a family of reprints once. JSON: {"stories": [{id, url, title, score, reasons: [{what, weight, spans}], reprint}]}.
    """
    from corpus import Corpus
    from corpus.stories import stories as run_stories
    from desk.editors.shown import story_lines

    with Corpus(corpus_path, readonly=True) as corpus:
        found = run_stories(corpus, replace(filters, since=newer) if newer else filters, limit=limit, as_of=as_of)
    if as_json:
        print_json({"stories": [one.as_dict() for one in found]})
        return
    if not found:
        say("stories_none")
    for number, one in enumerate(found, 1):
        click.echo("\n".join([*story_lines(number, one), ""]))


@click.command()
@click.argument("url_or_id")
@corpus_option
@json_option
def family(url_or_id: str, corpus_path: Path, as_json: bool) -> None:
    """Bài đã đăng ở đâu, ai lấy của ai · where an article ran, and who took it from whom.

    Cây đăng lại theo nguồn ghi, rồi theo ngày; không rõ thì nói là không rõ. Kèm đoạn văn dùng chung với bài khác ·
    by credits, then by dates; what is unknown is said to be.
    """
    from corpus import Corpus
    from corpus.families import family as run_family
    from desk.editors.shown import tree_lines

    with Corpus(corpus_path, readonly=True) as corpus:
        identity = corpus.find(url_or_id)
        if identity is None:
            fail(f"no article {printable(url_or_id)[:200]} in {corpus_path}", "try: guong search")
        found = run_family(corpus, identity)
    if as_json:
        print_json(found)
        return
    for line in tree_lines(found):
        click.echo(line)
