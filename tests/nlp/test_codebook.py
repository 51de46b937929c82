"""The codes are one list for all who use them."""

from nlp.classify.model import installed
from nlp.codebook import codes


def test_the_classifiers_answer_in_the_codes_of_the_codebook():
    axes = installed().axes
    assert set(axes["exemplar"].labels) == codes()["exemplar"]
    for axis in ("genre", "fields", "actors"):
        assert set(axes[axis].labels) <= codes()[axis]
