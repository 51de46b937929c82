"""Keep: one SQLite file of articles with their tags and evidence. Knows SQLite and the records, no Scrapy."""

from corpus.errors import CorpusError, GuongError, QueryError
from corpus.filters import Filters
from corpus.records import Article, Image
from corpus.shape import Record
from corpus.store import Corpus

__all__ = ["Article", "Corpus", "CorpusError", "Filters", "GuongError", "Image", "QueryError", "Record"]
