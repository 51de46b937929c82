"""Words as numbers: the vocabulary, and blocks of articles written and read.

A word's number is its place in `words`; 0 ends a sentence, 1 is another sign. In a block every word takes two bytes:
numbers from RARE on are written as RARE, and themselves stand in order in a list of their own. Sixteen articles share a
row: one alone fills half a page of the file and leaves the other empty (200,000 articles: 644 MB instead of 450, and
read in 0.7 s instead of 0.2).
"""

import sqlite3
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.tokens import END, SIGN, syllables

PER_BLOCK = 16  # articles in a row
PER_PART = 1 << 13  # articles whose words have their totals kept together; the triggers of `corpus.schema` know it too
SENTENCE_END, OTHER_SIGN, FIRST_WORD = 0, 1, 2
RARE = 0xFFFF
ASKED = 500  # words looked up in one statement; SQLite allows 32,766 values

Ids = NDArray[np.uint32]
Codes = NDArray[np.uint16]


def word_ids(conn: sqlite3.Connection, words: Iterable[str], known: dict[str, int]) -> None:
    """Add to `known` the numbers of words it lacks; new words get the next ones. Inside a transaction."""
    lacking = sorted({word for word in words if word not in known})
    for at in range(0, len(lacking), ASKED):
        some = lacking[at : at + ASKED]
        marks = ", ".join("?" * len(some))
        found = dict(conn.execute(f"SELECT word, id FROM words WHERE word IN ({marks})", some).fetchall())
        for word in some:
            if word not in found:
                found[word] = int(conn.execute("INSERT INTO words (word) VALUES (?)", [word]).lastrowid or 0)
        known.update(found)


def save(conn: sqlite3.Connection, streams: dict[int, str], known: dict[str, int]) -> None:
    """Store the words of articles (number → stream of `nlp.tokens.stream`), inside a transaction.

    `known` remembers numbers of words from call to call; after a transaction that was rolled back it must be emptied.
    """
    lists = {num: stream.split(" ") if stream else [] for num, stream in streams.items()}
    known.setdefault(END, SENTENCE_END)
    known.setdefault(SIGN, OTHER_SIGN)
    word_ids(conn, (word for words in lists.values() for word in words), known)
    counts = []
    for num, words in lists.items():
        real = [word for word in words if word not in (END, SIGN)]
        counts.append((num, len(real), sum(len(syllables(word)) for word in real)))
    for block in sorted({num // PER_BLOCK for num in lists}):
        mine = {num: np.array([known[word] for word in words], dtype=np.uint32)
                for num, words in lists.items() if num // PER_BLOCK == block}  # fmt: skip
        _write(conn, block, mine)
    conn.executemany("DELETE FROM tokens WHERE num = ?", [[num] for num, *_ in counts])
    conn.executemany("INSERT INTO tokens VALUES (?, ?, ?)", counts)


def _write(conn: sqlite3.Connection, block: int, articles: dict[int, Ids]) -> None:
    row = conn.execute("SELECT lengths, rare, codes FROM token_blocks WHERE block = ?", [block]).fetchone()
    ids = split(*row) if row else [np.empty(0, np.uint32)] * PER_BLOCK
    for num, words in articles.items():
        ids[num % PER_BLOCK] = words
    whole = np.concatenate(ids)
    lengths = np.array([len(one) for one in ids], dtype="<u4")
    codes = np.minimum(whole, RARE).astype("<u2")
    rare = whole[codes == RARE].astype("<u4")
    conn.execute("INSERT OR REPLACE INTO token_blocks VALUES (?, ?, ?, ?)",
                 [block, lengths.tobytes(), rare.tobytes(), codes.tobytes()])  # fmt: skip


def split(lengths: bytes, rare: bytes, codes: bytes) -> list[Ids]:
    """The words of each article of a block."""
    whole = decoded(np.frombuffer(codes, "<u2"), np.frombuffer(rare, "<u4"))
    edges = np.cumsum([0, *np.frombuffer(lengths, "<u4").tolist()])
    return [whole[start:end] for start, end in pairwise(edges)]


def decoded(codes: Codes | Ids, rare: Ids) -> Ids:
    """Codes with the numbers of rare words in their places."""
    ids = codes.astype(np.uint32)
    if len(rare):
        ids[codes == RARE] = rare
    return ids
