"""What people's decisions moved, on a small part of the labelled articles."""

from dataclasses import replace

import pytest

from nlp.classify.moved import Moved, moved
from nlp.labelled import read
from nlp.paths import datasets

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def found() -> dict[str, Moved]:
    known = read([datasets() / "labelled"])
    known = known[:: max(1, len(known) // 100)]
    labelled, others = known[:65], [one for one in known[65:] if one.on_campaign]
    decided = [replace(one, labels={"genre": one.labels["genre"]}, file="decisions", assumed=True) for one in others]
    return {one.axis: one for one in moved(labelled, decided)}


def test_only_axes_with_decisions_are_told(found: dict[str, Moved]) -> None:
    assert list(found) == ["genre"]


def test_the_curve_runs_from_no_decision_to_all(found: dict[str, Moved]) -> None:
    counts = [count for count, _ in found["genre"].curve]
    assert (counts[0], counts[-1], counts == sorted(counts)) == (0, found["genre"].decisions, True)


def test_the_ends_of_the_curve_are_the_figures_before_and_after(found: dict[str, Moved]) -> None:
    genre = found["genre"]
    assert (genre.curve[0][1], genre.curve[-1][1]) == (genre.before, genre.after)


def test_the_gain_stands_in_its_interval(found: dict[str, Moved]) -> None:
    gain, low, high = found["genre"].gain
    assert low <= gain <= high


def test_every_label_is_told_before_and_after_on_the_same_articles(found: dict[str, Moved]) -> None:
    assert all(0 <= before <= 1 and 0 <= after <= 1 for _, before, after in found["genre"].labels.values())


def test_with_few_decisions_nothing_is_said_about_more() -> None:
    known = read([datasets() / "labelled"])
    known = known[:: max(1, len(known) // 100)]
    one = next(row for row in known[65:] if row.on_campaign)
    decided = [replace(one, labels={"genre": one.labels["genre"]}, file="decisions", assumed=True)]
    assert [axis.enough for axis in moved(known[:65], decided)] == [None]
