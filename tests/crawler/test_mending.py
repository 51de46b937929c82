"""A WARC file that a kill cut short reads to its end again, and no whole record is lost."""

import pytest

from crawler.mending import mend, whole_length
from crawler.warc import Archive, responses


@pytest.fixture
def archive(tmp_path):
    made = Archive(tmp_path / "20260101-1.warc.gz")
    places = [
        made.write(f"https://a.test/{n}", 200, [("Content-Type", "text/html")], b"<p>chu</p>" * 50) for n in range(3)
    ]
    made.close()
    return made.path, [int(place.rpartition("#")[2]) for place in places]


def test_a_whole_file_stays_as_it_is(archive):
    path, _ = archive
    before = path.read_bytes()
    assert mend(path) == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", [1, 10, 40, -1])
def test_half_a_record_is_cut_off(archive, kept):
    path, places = archive
    whole = path.read_bytes()
    end = len(whole) - 1 if kept < 0 else places[2] + kept
    path.write_bytes(whole[:end])
    assert mend(path) == end - places[2]
    assert [one.url for one in responses(path)] == ["https://a.test/0", "https://a.test/1"]


def test_a_file_without_one_whole_record_goes(archive):
    path, _ = archive
    path.write_bytes(path.read_bytes()[:20])
    mend(path)
    assert not path.exists()


def test_noise_behind_the_last_record_is_no_record(archive):
    path, _ = archive
    length = path.stat().st_size
    with path.open("ab") as stream:
        stream.write(b"\x00" * 500)
    assert whole_length(path) == length
