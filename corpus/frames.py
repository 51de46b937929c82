"""A selection as a pandas frame, where pandas is installed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.assembling import assembled
from corpus.errors import CorpusError
from corpus.export import selected
from corpus.exporting.flat import COLUMNS, chosen, flat
from corpus.exporting.texts import limiter
from corpus.filters import Filters

if TYPE_CHECKING:
    from corpus.store import Corpus


def frame(corpus: "Corpus", filters: Filters | None = None, *, columns: Sequence[str] | None = None,
          texts: str = "full") -> Any:  # fmt: skip
    """A `pandas.DataFrame`, an article a row, the columns of `corpus.export.COLUMNS` (docs/exports.md).

    What has several values (directives, fields, actors, models, people, figures) is a list in its cell: `explode` makes
    rows of it. `on_campaign` is a nullable boolean, `published_at` the text the corpus holds: a day, a moment or None.
    Raises CorpusError without pandas, QueryError for an unknown column.
    """
    try:
        import pandas
    except ImportError as error:
        raise CorpusError("pandas is not installed", "install it: pip install 'guong[notebook]'") from error
    names, limit = chosen(columns), limiter(texts)
    with corpus.reading():
        ids = selected(corpus, filters or Filters())
        rows = [flat(limit(record), names) for record in assembled(corpus, ids)]
    made = pandas.DataFrame(rows, columns=list(names))
    kinds = {"on_campaign": "boolean", "campaign_score": "float64"}
    return made.astype({name: kind for name, kind in kinds.items() if name in names})


__all__ = ["COLUMNS", "frame"]
