"""With `--lang en` nothing of ours is Vietnamese: on a corpus whose own words are plain ASCII no Vietnamese letter is shown
but those of names."""

import re
import shutil

import pytest

from corpus import Corpus, Image
from corpus.reprints import link
from corpus.tags import save_reading
from tests.corpus.press import article, reading, source, span, unit

LETTER = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
# Names stay as they are written, and QĐ, TƯ in the numbers of documents.
NAMES = ("Hồ Chí Minh", "Bác", "Hà Nội", "Hoàng Sa", "Trường Sa", "Đà Nẵng",
         "Khánh Hòa", "Quảng Ninh", "Uông Bí", "QĐ", "nêu gương")  # fmt: skip
BODY = "The women of the hamlet saved rice. Every month they gave ten bowls to three poor families, she said “we eat less”."


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A corpus without a Vietnamese letter of its own: three articles, two of them one text, one undated and untagged."""
    path = tmp_path_factory.mktemp("plain") / "corpus.db"
    proof = [span(BODY, "women")]
    tags = reading(
        BODY, models=[{"name": "Rice jar", "spans": proof}], people=[{"name": "Lan", "role": None, "spans": proof}],
        figures=[{"text": "ten bowls", "value": 10.0, "unit": "bowls", "spans": proof}],
        localities=[{"then": unit("Uong Bi", "district", "Quảng Ninh", "196"), "now": unit("Uong Bi", "commune", "Quảng Ninh"),
                     "role": "primary", "basis": "text", "score": 0.9, "candidates": [], "spans": proof}],
    )  # fmt: skip
    with Corpus(path) as corpus:
        ids = []
        for number, paper in enumerate(("one", "two", "two")):
            corpus.save_source(source(paper, f"Paper {paper}"))
            said = {"title": f"The rice jar {number}", "sapo": "A bowl a day.", "body": BODY + " Now and then." * (20 * number),
                    "author": "An", "credit": None, "images": (Image("https://one.test/a.jpg", "A jar", "An"),),
                    "fetched_at": "2024-06-11T00:00:00Z", "url": f"https://{paper}.test/{number}", "source": paper}  # fmt: skip
            ids.append(corpus.save_article(article(**said, **({"published_at": None} if number == 2 else {}))))
        for identity in ids[:2]:
            save_reading(corpus, identity, tags, tagger="t", sha256=corpus.stored_sha256(identity))
        link(corpus)
    return path, ids[0]


LINES = (
    "search rice", "search", "search NOT rice", 'search "rice jar" NOT bowl*', "search ricee", "search zzz", "search rice --on-campaign "
    "--genre model_report --field thrift --exemplar mixed --actor women --source one --era thought --from 2020-01-01 --to 2030-01-01 "
    "--one-per-family --without-withdrawn --province 22 --province-then 22 --district 196 --directive CT05-2016+",
    "search --off-campaign --only-withdrawn", "show ID", "kwic rice", "kwic 'poor families'", "kwic rice --sort left --csv",
    "colloc rice --min-count 1", "ngrams --min-count 1", "keyness --source one --against rest", "keyness --source one "
    "--against-source two", "freq rice", "freq --by week --per-source", "facets", "facets --reprints each",
    "crosstab field genre", "crosstab directive era --show share", "crosstab exemplar actor", "crosstab directive_role on_campaign",
    "stories", "family ID", "packet ID", "packet ID --format html", "packet --ledger", "shortlist add ID --why good", "shortlist note "
    "ID ask", "shortlist list", "shortlist done ID --for X", "shortlist list --all", "packet ID --taken-by An --for X", "packet --ledger",
    "digest --since 2020-01-01", "digest --since 2020-01-01 --format html", "digest --since 2020-01-01 --format atom",
    "digest --since 2030-01-01", "status", "doctor", "sample 2 -o OUT/s.jsonl", "agreement --decisions", "review --axis genre",
    "export --format csv -o OUT/a.csv", "release 1.0 -o OUT/releases", "release 1.0 -o OUT/releases", "release --check OUT/releases/1.0",
    "link", "backup",
    # What goes wrong.
    "search --province nope", "search --directive nope", "search --district nope", "search --era nope", "search --genre nope", "search --from "
    "2024-05-02 --to 2024-05-01", "search --from yesterday", "kwic ...", "colloc rice --plot OUT/a.pdf", "facets --plot OUT/a.svg",
    "keyness", "keyness --source nope --against rest", "show nope", "family nope", "packet nope", "packet", "packet ID --format docx",
    "shortlist add nope", "digest --since nope", "export --format xlsx", "export --format vrt --texts none", "export --columns id",
    "export --format csv --columns nope", "export -o /none/there.jsonl", "release ../x -o OUT", "release --check OUT/none", "status --source nope",
    "restore nope", "crawl --sources nope", "evaluate nope.jsonl", "datasette OUT/none", "tag --stale --all", "sources nope", "nope",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_no_vietnamese_word_is_shown(ask, plain, tmp_path_factory, line):
    path, identity = plain
    out = path.parent / "out"
    out.mkdir(exist_ok=True)
    words = re.findall(r"'[^']*'|\S+", line)
    args = [identity if word == "ID" else word.strip("'").replace("OUT", str(out)) for word in words]
    own = [] if args[0] in ("evaluate", "datasette", "sources", "nope") else ["--corpus", path]
    done = ask("--lang", "en", *args, *own)
    assert vietnamese(done.stdout + done.stderr) == []


def vietnamese(text):
    """Lines with Vietnamese letters that belong to no name."""
    for name in NAMES:
        text = text.replace(name, "").replace(name.upper(), "")
    return [line.strip() for line in text.splitlines() if LETTER.search(line)]


@pytest.mark.parametrize("line", ["freq rice --by year", "crosstab field genre", "facets --axis province", "facets --axis genre",
                                  "colloc rice --min-count 1", "ngrams --min-count 1", "freq --per-source"])  # fmt: skip
def test_a_chart_speaks_english(ask, plain, tmp_path, line):
    path, _ = plain
    drawn = tmp_path / "chart.svg"
    assert ask("--lang", "en", *line.split(), "--plot", drawn, "--corpus", path).exit_code == 0
    assert vietnamese("\n".join(re.findall(r">([^<>]+)</text>", drawn.read_text(encoding="utf-8")))) == []


def test_the_answer_of_a_search_is_read_in_english_by_machines_too(ask, plain):
    assert "every way to mark it" in ask("--lang", "en", "search", "rice", "--json", "--corpus", plain[0]).stdout


def test_commands_below_a_command_take_the_language_too(ask, plain):
    done = ask("shortlist", "list", "--lang", "en", "--corpus", plain[0])
    assert (done.exit_code, vietnamese(done.stdout)) == (0, [])


def test_a_copy_is_told_in_english(ask, plain, tmp_path):
    path, identity = plain
    copy = shutil.copy(path, tmp_path / "corpus.db")
    with Corpus(copy) as corpus:
        for paper, credit in (("two", "Paper one"), ("three", "VNA")):
            corpus.save_source(source(paper, f"Paper {paper}"))
            corpus.save_article(article(url=f"https://{paper}.test/9", source=paper, title="Rice", sapo=None, author=None, body=BODY, credit=credit, published_at="2024-06-20"))  # fmt: skip
        link(corpus)
    shown = "".join(ask("--lang", "en", *args, "--corpus", copy).stdout for args in (("family", identity), ("show", identity),
                                                                                    ("packet", identity), ("stories",)))  # fmt: skip
    assert vietnamese(shown) == []
