from collections.abc import Iterator
from functools import cache

import pytest

from nlp.classify import train
from nlp.tagger import features


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """The same articles are learned from again and again; reading them is most of the work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "features", cache(features))
        yield
