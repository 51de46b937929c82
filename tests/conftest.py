"""For every test, and every process a test starts."""

import os

import pytest

# One thread for linear algebra: several test processes share few cores, and OpenBLAS's threads, which wait for each other
# by spinning, then burn several times the work. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The files that take longest, by the clock: whoever shares files among workers begins with them.
LONGEST = ("test_kills.py", "test_night.py", "test_crawl.py", "test_week.py", "test_night_stops.py", "test_fault_manners.py",
           "test_classify_train.py", "test_sample_press.py", "test_notebook.py", "test_bad_input.py")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, so that no worker is left alone with one in the end; the order stays otherwise."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
