"""Decide which unit each mention means.

What speaks, strongest first: an address around the name ("xã A, huyện B"), the districts the article names, the
province of the paper, the provinces it names, the unit word. Two candidates that nothing tells apart stay two.
"""

from collections import Counter

from nlp.localities.address import keep_list_level, tie_address
from nlp.localities.cues import cues
from nlp.localities.gazetteer import MERGER_DAY, Place, folded
from nlp.localities.load import gazetteer
from nlp.localities.mention import Mention
from nlp.localities.neighbours import Neighbours
from nlp.localities.nicknames import nicknames
from nlp.localities.period import LAST_FORMER_DAY, in_time
from nlp.localities.precision import share
from nlp.records import Document

TOWNS = frozenset(("thị xã", "thành phố", "quận"))
Support = tuple[int, int, int, int, int, int, int]


def resolve(mentions: list[Mention], doc: Document, day: str) -> None:
    """Set `unit` (or leave it None), `pool`, `score` of every mention. `day`: see `reading_day`."""
    for mention in mentions:
        in_time(mention, day)
    _former_provinces(mentions, day)
    for mention in mentions:
        tie_address(mention)
    for mention in mentions:
        keep_list_level(mention)
    home = gazetteer().provinces_of_paper(doc.source_province)
    state = _State(home, day, Neighbours(mentions), Counter(m.key for m in mentions))
    by_level: dict[str, list[Mention]] = {"province": [], "district": [], "commune": []}
    for mention in mentions:
        if mention.pool and not mention.unknown:
            by_level[_widest(mention)].append(mention)
    for level, group in by_level.items():
        for mention in group:
            if mention.unit is None:
                state.settle(mention, level)
        if group:
            state.learn(mentions)
    strangers = [m for m in mentions if m.unknown or (m.headed and not m.pool)]
    for mention in strangers:
        state.stranger(mention)
    state.repeat(mentions)
    _by_nickname(state, mentions, doc, day)


def _former_provinces(mentions: list[Mention], day: str) -> None:
    """A bare name of a merged province means that province, unless the article heads it as a unit of today."""
    if day < MERGER_DAY:
        return
    today = {m.key for m in mentions if m.headed and any(not p.former for p in m.pool)}
    for mention in mentions:
        if not mention.headed and len({p.former for p in mention.pool}) == 2:
            mention.pool = [p for p in mention.pool if p.former is (mention.key not in today)]


def _by_nickname(state: "_State", mentions: list[Mention], doc: Document, day: str) -> None:
    """Of several units of one name, the one that lies where a nickname points ("phường Quang Trung", "thành Nam")."""
    still = [m for m in mentions if m.unit is None and m.headed and len(m.pool) > 1]
    provinces = {name.place.province for name in nicknames(doc, state.home, day)} if still else set()
    for mention in still:
        inside = [place for place in mention.pool if place.province in provinces]
        if len(inside) == 1:
            state.choose(mention, inside[0], "near a nickname")


def _said_rank(word: str, place: Place) -> int:
    """How well a unit word fits: 2 its own, 1 another word for a town (their ranks rise: thị xã, then thành phố)."""
    return 2 if word in place.words else int(word in TOWNS and not TOWNS.isdisjoint(place.words))


def _widest(mention: Mention) -> str:
    levels = {p.level for p in mention.pool}
    return next(level for level in ("province", "district", "commune") if level in levels)


class _State:
    """What the article has told so far: provinces and districts with the number of mentions that name them."""

    def __init__(self, home: list[Place], day: str, beside: Neighbours, said: Counter[str]) -> None:
        self.home = home
        self.beside = beside
        self.valid_home = [p for p in home if p.valid(day)]
        self.ranks: dict[tuple[str, str | None, tuple[int, ...]], tuple[Support, int, bool]] = {}
        self.made: dict[tuple[str, Place | None], Place] = {}
        self.units: Counter[Place] = Counter()
        self.districts: list[Place] = []
        self.provinces: Counter[Place] = Counter()
        self.keys: dict[str, set[Place]] = {}
        self.said = said

    def learn(self, mentions: list[Mention]) -> None:
        """Count what is settled."""
        self.ranks = {}
        self.units, self.provinces, self.keys = Counter(), Counter(), {}
        settled = [(m, m.unit) for m in mentions if m.unit is not None]
        self.units.update([unit for m, unit in settled if not m.weak])
        self.provinces.update([unit.province for _, unit in settled])
        for m, unit in settled:
            self.keys.setdefault(m.key, set()).add(unit)
        self.districts = [place for place in self.units if place.level == "district"]

    def support(self, mention: Mention, place: Place) -> Support:
        """What speaks for a candidate, strongest first."""
        parent = place.parent
        return (
            int(any(place.within(q) for q in mention.support)),
            self.units[parent] if parent is not None and parent.level == "district" else 0,
            int(place.province in self.home),
            self.beside.within(mention, parent) if parent is not None and parent.level == "district" else 0,
            self.provinces[place.province],
            self.beside.within(mention, place.province),
            _said_rank(mention.cue.word, place) if mention.cue is not None and mention.cue.word else 0,
        )

    def settle(self, mention: Mention, level: str) -> None:
        """Choose among the candidates of one level."""
        pool = [p for p in mention.pool if p.level == level]
        if level == "province":
            self.choose(mention, pool[0], "province behind its word" if mention.headed else "province")
            return
        best, index, tie = self._rank(mention, pool)
        if mention.headed or mention.qualifier:
            self._headed(mention, pool, pool[index], best, tie)
        elif not tie and self._bare(mention, pool[index], best, len(pool), level):
            self.choose(mention, pool[index], "bare behind a cue" if mention.cue else "bare")

    def _rank(self, mention: Mention, pool: list[Place]) -> tuple[Support, int, bool]:
        """The best support, the index of its candidate, and whether another has as much."""
        # A text that repeats one ambiguous name ten thousand times is asked once.
        seen = (mention.key, mention.cue.word if mention.cue else None, tuple(map(id, pool)))
        known = self.ranks.get(seen) if not (mention.support or self.beside.listed(mention)) else None
        if known is None:
            ranked = sorted(((self.support(mention, p), -i) for i, p in enumerate(pool)), reverse=True)
            known = (ranked[0][0], -ranked[0][1], len(ranked) > 1 and ranked[1][0] == ranked[0][0])
            if not mention.support and not self.beside.listed(mention):
                self.ranks[seen] = known
        return known

    def _headed(self, mention: Mention, pool: list[Place], place: Place, best: Support, tie: bool) -> None:
        context = any(best[:6])
        if not context and len(pool) > 1 and (self.home or self.units):
            self.stranger(mention)  # every unit of that name lies elsewhere
            if mention.unit is not None:
                return
        mention.pool = pool
        if tie or (not context and len(pool) > 1):
            return
        if context:
            kind = "addressed" if best[0] else "near" if best[1] or best[2] else "province or list"
            self.choose(mention, place, kind)
        elif place.level == "district" or not (self.home or self.provinces):
            # District names are nearly all unique; a commune outside every province at hand is a namesake of one
            # the gazetteer does not know.
            self.choose(mention, place, "only one of its name")
        else:
            self.stranger(mention)

    def _bare(self, mention: Mention, place: Place, best: Support, count: int, level: str) -> bool:
        """Whether a name without a unit word may be taken for a unit below the province."""
        if mention.key in cues().doubtful and not mention.cue and not best[5]:
            return level == "district" and bool(best[2]) and self.said[mention.key] > 1
        near = best[0] or best[1] or best[2] or best[3] or best[4] or best[5] > 1
        if level == "district":
            return bool(near) or (count == 1 and mention.cue is not None)
        if not place.former:
            # Most districts live on as a commune of that name: such a name is known without its unit word.
            known = any(p.level == "district" and p.province.heirs[0].province is place.parent for p in mention.bearers)
            return bool((best[2] and known) or (mention.cue is not None and (best[2] or best[4])))
        addressed = any(place.within(q) for q in mention.support if q.level == "district")  # "Thạch Kim (Lộc Hà)"
        return addressed or bool(mention.cue is not None and best[1])

    def stranger(self, mention: Mention) -> None:
        """A unit the gazetteer does not hold where the article puts it: most were merged away before 2025.

        Such a name is kept without a code; its successor, where one is known, says what it is today.
        """
        if mention.cue is None or not mention.headed:
            return
        around = {p.province for p in mention.support} or set(self.home) | set(self.provinces)
        heirs = {
            place
            for level, place in gazetteer().merged.get(folded(mention.name), ())
            if place.province in around and level in mention.cue.levels
        }
        if len(heirs) == 1:
            heir = heirs.pop()
            self.choose(mention, self._outside(mention, heir.level, heir.parent, heir.heirs), "merged away")
        elif "province" not in mention.cue.levels:
            parents = (
                mention.support or (self.districts if mention.cue.levels == ("commune",) else []) or self.valid_home
            )
            if len(parents) == 1:
                self.choose(
                    mention, self._outside(mention, mention.cue.levels[0], parents[0], ()), "not in the gazetteer"
                )

    def _outside(self, mention: Mention, level: str, parent: Place | None, heirs: tuple[Place, ...]) -> Place:
        """One `Place` without a code for a name and its parent, however often it is named."""
        made = self.made.get((mention.key, parent))
        if made is None:
            word = (mention.cue.word if mention.cue else None) or ""
            made = Place(None, level, word, mention.full_name, parent, None, LAST_FORMER_DAY, heirs)
            self.made[mention.key, parent] = made
        return made

    def choose(self, mention: Mention, place: Place, kind: str) -> None:
        """Settle a mention; `kind` as in precision.toml."""
        mention.unit, mention.pool, mention.kind, mention.score = place, [place], kind, share("mention", kind)

    def repeat(self, mentions: list[Mention]) -> None:
        """A name told once with its unit word means the same unit wherever it stands again."""
        self.learn([m for m in mentions if m.headed or m.qualifier or m.cue])
        for mention in mentions:
            known = self.keys.get(mention.key)
            if mention.unit is not None or not known or mention.unknown:
                continue
            allowed = [p for p in known if not mention.headed or (mention.cue and p.level in mention.cue.levels)]
            if len(allowed) == 1:
                self.choose(mention, allowed[0], "repeated")
