"""What a corpus gives to Python: the articles of a selection one after the other, their records, a frame."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from corpus.connection import CorpusFile
from corpus.filters import Filters
from corpus.shape import Record

if TYPE_CHECKING:
    from corpus.records import Article
    from corpus.store import Corpus


class Access(CorpusFile):
    """Iterators over a selection. Its articles are chosen when the first is asked for; each is then read as it stands:
    wrap the loop in `with corpus.reading():` where all must be of one moment."""

    def ids(self, filters: Filters | None = None) -> list[str]:
        """Ids of the articles a filter keeps, oldest entry first."""
        from corpus.export import selected

        return selected(cast("Corpus", self), filters or Filters())

    def articles(self, filters: Filters | None = None) -> Iterator["Article"]:
        """The articles themselves: texts, pictures, dates; no tags."""
        corpus = cast("Corpus", self)
        for identity in self.ids(filters):
            yield corpus.article(identity)

    def records(self, filters: Filters | None = None) -> Iterator[Record]:
        """Articles with everything known about them, as `guong show --json` prints them."""
        from corpus.assembling import assembled

        for made in assembled(self, self.ids(filters)):
            yield cast(Record, made)

    def frame(self, filters: Filters | None = None, *, columns: Sequence[str] | None = None) -> Any:
        """A `pandas.DataFrame`, an article a row (`corpus.frames.frame`). Raises CorpusError without pandas."""
        from corpus.frames import frame

        return frame(cast("Corpus", self), filters, columns=columns)
