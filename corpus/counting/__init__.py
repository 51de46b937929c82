"""Count: concordances, collocations, n-grams, keywords, frequencies and tags, each with what it is measured against.

Everything returns a `Result`: a table, what was counted, and what is missing (docs/counting.md).
"""

from corpus.counting.colloc import colloc
from corpus.counting.completeness import completeness
from corpus.counting.facets import crosstab, facets
from corpus.counting.filling import fill, uncounted
from corpus.counting.freq import freq
from corpus.counting.keyness import keyness
from corpus.counting.kwic import kwic
from corpus.counting.ngrams import ngrams
from corpus.counting.result import Result
from corpus.counting.selection import Selection, select

__all__ = ["Result", "Selection", "colloc", "completeness", "crosstab", "facets", "fill", "freq", "keyness", "kwic",
           "ngrams", "select", "uncounted"]  # fmt: skip
