"""Which labelled articles are related, so that none is measured on what was learned from its relative."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold

from nlp.labelled import Labelled
from nlp.text import canonical

SHINGLE = 5  # words in a row: shorter runs are the campaign's own phrases, which everybody writes
NEAR = 0.1  # share of the shorter text's shingles two texts have in common; strangers share under 0.03
COMMON = 12  # a run of words in more articles is a phrase of the trade and relates nobody
SEED = 20260722  # any fixed number: the same labels give the same folds


def near(texts: Sequence[str]) -> Any:
    """The cluster of every text (int array): texts of one cluster share runs of words, directly or through others."""
    sets = [_shingles(text) for text in texts]
    where: dict[int, list[int]] = {}
    for i, shingles in enumerate(sets):
        for shingle in shingles:
            where.setdefault(shingle, []).append(i)
    shared: dict[tuple[int, int], int] = {}
    for holders in where.values():
        if 1 < len(holders) <= COMMON:
            for pair in combinations(holders, 2):
                shared[pair] = shared.get(pair, 0) + 1
    edges = [(i, j) for (i, j), n in shared.items() if n >= NEAR * min(len(sets[i]), len(sets[j]))]
    pairs = np.array(edges, dtype=int).reshape(-1, 2).T
    graph = coo_matrix((np.ones(len(edges)), (pairs[0], pairs[1])), shape=(len(texts), len(texts)))
    return connected_components(graph)[1]


def folds(rows: Sequence[Labelled], clusters: Any, number: int) -> Any:
    """The fold of every article: clusters stay together, each fold holds some of each kind where that is possible."""
    kinds = [f"{row.on_campaign} {row.labels.get('genre')} {row.labels.get('exemplar')}" for row in rows]
    found = np.zeros(len(rows), dtype=int)
    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=SEED)
    for fold, (_, test) in enumerate(splitter.split(np.zeros(len(rows)), _common(kinds, number), clusters)):
        found[test] = fold
    return found


def together(groups: Any, clusters: Any) -> Any:
    """The group of every article, where a cluster spans several the first one's for all of it; -1 is no group."""
    found = groups.copy()
    for cluster in np.flatnonzero(np.bincount(clusters) > 1):
        members = np.flatnonzero(clusters == cluster)
        grouped = members[groups[members] >= 0]
        if len(grouped):
            found[members] = groups[grouped[0]]
    return found


def _common(kinds: list[str], number: int) -> list[str]:
    """Kinds of fewer articles than folds are one kind: nothing can be dealt out evenly of them."""
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    return [kind if counts[kind] >= number else "rare" for kind in kinds]


def _shingles(text: str) -> set[int]:
    words = canonical(text).split()
    return {hash(tuple(words[i : i + SHINGLE])) for i in range(max(1, len(words) - SHINGLE + 1))}
