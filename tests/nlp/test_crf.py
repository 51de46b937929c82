"""The word model: read from its file or refused, and decoded as its makers decode it."""

import pickle
import random
import shutil
import struct
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from nlp import crf

Begins = Callable[[list[str]], list[bool]]
NAMES = ("T[0]=sống", "T[0].lower=sống", "T[0,1].is_in_dict=True", "T[-1]=BOS")


def strings(*keys: str) -> bytes:
    """A constant database as CRFsuite writes it, without the hash tables, which nobody reads."""
    body, offsets = b"", []
    for number, key in enumerate(keys):
        offsets.append(24 + len(body))
        name = key.encode() + b"\0"
        body += struct.pack("<2I", number, len(name)) + name
    head = struct.pack("<4s5I", b"CQDB", 0, 0, 0x62445371, len(keys), 24 + len(body))
    return head + body + struct.pack(f"<{len(keys)}I", *offsets)


def model_file(names: tuple[str, ...] = NAMES, tags: tuple[str, ...] = ("B-W", "I-W")) -> bytes:
    """A small model: attribute n weighs n + 1 for B and -(n + 1) for I; a word rather ends than goes on."""
    rows = [(0, n, tag, (n + 1.0) * (1 - 2 * tag)) for n in range(len(names)) for tag in (0, 1)]
    rows += [(1, 0, 0, 0.5), (1, 0, 1, -0.25), (1, 1, 0, 0.75), (1, 1, 1, -1.5)]
    features = b"FEAT" + struct.pack("<2I", 12 + 20 * len(rows), len(rows))
    features += b"".join(struct.pack("<IIId", *row) for row in rows)
    labels, attributes = strings(*tags), strings(*names)
    at_labels = 48 + len(features)
    head = struct.pack("<4sI4s9I", b"lCRF", 0, b"FOMC", 100, 0, 2, len(names), 48, at_labels,
                       at_labels + len(labels), 0, 0)  # fmt: skip
    return head + features + labels + attributes


@pytest.fixture(scope="module")
def tagger() -> crf.Tagger:
    return crf.load().tagger


@pytest.fixture(scope="module")
def package() -> Path:
    spec = find_spec("underthesea")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@pytest.fixture(scope="module")
def theirs(package: Path) -> Begins:
    """Underthesea's own featurizer and tagger."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    model = FastCRFSequenceTagger()
    model.load(str((package / crf.FILES[0]).parent))

    def begins(tokens: list[str]) -> list[bool]:
        tags = model.predict([[token] for token in tokens])
        return [at == 0 or tag == "B-W" for at, tag in enumerate(tags)]

    return begins


@pytest.fixture
def copied(package: Path, tmp_path: Path) -> Path:
    """The model's files alone, to be spoilt."""
    for name in crf.FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / name, tmp_path / name)
    return tmp_path


class TestModelFile:
    def test_weights_stand_by_window_view_and_value(self) -> None:
        assert crf.read_chain(model_file()).state[0, 1]["is_in_dict"] == {"True": (3.0, -3.0)}

    def test_moves_stand_by_the_tag_before(self) -> None:
        assert crf.read_chain(model_file()).moves == ((0.5, -0.25), (0.75, -1.5))

    def test_an_equals_sign_belongs_to_the_value(self) -> None:
        assert crf.read_chain(model_file(("T[0]==",))).state[0, 0][""] == {"=": (1.0, -1.0)}

    def test_other_tags_are_refused(self) -> None:
        with pytest.raises(crf.UnknownModel):
            crf.read_chain(model_file(tags=("B-NP", "I-NP")))

    def test_an_unknown_kind_of_feature_is_refused(self) -> None:
        with pytest.raises(crf.UnknownModel, match="unknown kind"):
            crf.read_chain(model_file(("T[0].isupper=True",)))

    def test_a_window_out_of_reach_is_refused(self) -> None:
        with pytest.raises(crf.UnknownModel, match="unknown kind"):
            crf.read_chain(model_file(("T[0,4]=a",)))

    @pytest.mark.parametrize("length", [0, 4, 30, 60, 200, 260])
    def test_a_torn_file_is_refused(self, length: int) -> None:
        with pytest.raises(crf.UnknownModel):
            crf.read_chain(model_file()[:length])


class TestInstalledPackage:
    def test_the_known_release_loads(self, copied: Path) -> None:
        assert crf.read(copied, crf.RELEASE).tokens["nghành"] == "ngành"

    def test_another_release_is_refused(self, package: Path) -> None:
        with pytest.raises(crf.UnknownModel, match=r"9\.6\.0"):
            crf.read(package, {**crf.RELEASE, "underthesea": "9.6.0"})

    @pytest.mark.parametrize("name", crf.FILES)
    def test_a_changed_file_is_refused(self, copied: Path, name: str) -> None:
        content = bytearray((copied / name).read_bytes())
        content[-9] ^= 1
        (copied / name).write_bytes(content)
        with pytest.raises(crf.UnknownModel, match=name):
            crf.read(copied, crf.RELEASE)

    @pytest.mark.parametrize("name", crf.FILES)
    def test_a_missing_file_is_refused(self, copied: Path, name: str) -> None:
        (copied / name).unlink()
        with pytest.raises(crf.UnknownModel, match=name):
            crf.read(copied, crf.RELEASE)

    def test_a_file_that_names_a_function_runs_nothing(self) -> None:
        with pytest.raises(pickle.UnpicklingError):
            crf.plain(pickle.dumps(print))


class TestTagger:
    def test_nothing_has_no_words(self, tagger: crf.Tagger) -> None:
        assert tagger.begins([]) == []

    def test_syllables_of_a_word_stay_together(self, tagger: crf.Tagger) -> None:
        assert tagger.begins(["đạo", "đức", "cách", "mạng"]) == [True, False, True, False]

    def test_a_sentence_begins_a_word_whatever_the_model_says(self) -> None:
        window = {view: dict[str, crf.weights.Pair]() for view in ("", "lower", "isdigit", "istitle", "is_in_dict")}
        state = {(a, b): window for a in range(-2, 3) for b in range(a, 3)}
        state[0, 0] = {**window, "": {"a": (0.0, 9.0)}}
        always_inside = crf.Tagger(crf.Chain(state, ((0.0, 0.0), (0.0, 0.0))), set())
        assert always_inside.begins(["a", "a"]) == [True, False]

    def test_full_caches_change_nothing(self, tagger: crf.Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
        tokens = "Cán bộ , đảng viên xã Phú Hải nêu gương từ việc nhỏ nhất .".split()
        whole = tagger.begins(tokens)
        monkeypatch.setattr(crf.leads, "CACHED", 3)
        assert crf.load().tagger.begins(tokens) == whole

    def test_caches_stay_within_their_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crf.leads, "CACHED", 50)
        small = crf.load().tagger
        small.begins([f"âm{number}" for number in range(500)])
        assert max(small.leads.cached()) <= 50

    def test_quick_and_slow_decoding_agree(self, tagger: crf.Tagger) -> None:
        tokens = "Năm 2019 , ông Lò Văn Páo ở bản Nậm Cưởm hiến 1.200 m2 đất ruộng .".split()
        assert tagger.begins(tokens) == tagger.begins_to_the_bit(tokens)


class TestAgainstUnderthesea:
    """The same tags as underthesea's own featurizer and tagger give."""

    @pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 6])
    def test_short_sentences(self, tagger: crf.Tagger, theirs: Begins, length: int) -> None:
        tokens = "Học tập và làm theo Bác".split()[:length]
        assert tagger.begins(tokens) == theirs(tokens)

    @pytest.mark.parametrize("seed", range(40))
    def test_any_tokens(self, tagger: crf.Tagger, theirs: Begins, seed: int) -> None:
        chance = random.Random(seed)
        pool = (
            "Đảng bộ xã hội chủ nghĩa HỒ CHÍ MINH 05 1.000 3a ² ٣ １２ Ⅳ ǅ ß BOS EOS = == . , ( ” H’Mông T.Ư K".split()
        )
        tokens = [chance.choice(pool) for _ in range(chance.randint(1, 60))]
        assert tagger.begins(tokens) == theirs(tokens)

    @pytest.mark.parametrize("seed", range(40))
    def test_tokens_nobody_knows_where_paths_come_out_even(self, tagger: crf.Tagger, theirs: Begins, seed: int) -> None:
        chance = random.Random(seed)
        tokens = [chance.choice("Xq Zw Kjh » ‿ ° Ω ½ xq zz wq".split()) for _ in range(chance.randint(5, 60))]
        assert tagger.begins(tokens) == theirs(tokens)
