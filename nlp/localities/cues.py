"""The words around place names, read from `datasets/gazetteer/cues.toml` into the shapes the scanner looks up."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp import paths

Kind = Literal["unit", "body", "open", "locative", "block"]
LEVELS = ("province", "district", "commune")  # from the widest to the narrowest


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words before a name say: which levels it can have, and under which unit word (None: none said)."""

    kind: Kind
    levels: tuple[str, ...] = LEVELS
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """`before` maps joined words to a cue, `tails` are the ends of those of several words, `cue_ends` their last words;
    `generic_tails`: the last two words of nameless phrases; `…_firsts` and `…_ends`: first and last words of phrases,
    asked before a phrase is put together. The other sets hold single words or names in canonical form.
    """

    before: dict[str, Cue]
    dotted: dict[str, Cue]
    cue_ends: frozenset[str]
    tails: frozenset[str]
    short: frozenset[str]
    unit_ends: frozenset[str]
    first_words: frozenset[str]
    first_pairs: frozenset[str]
    openers: frozenset[str]
    surnames: frozenset[str]
    doubtful: frozenset[str]
    institutions: frozenset[str]
    institution_firsts: frozenset[str]
    institution_reach: int
    hamlets: frozenset[str]
    past: frozenset[str]
    past_firsts: frozenset[str]
    plural: frozenset[str]
    generic: dict[str, str]
    generic_ends: frozenset[str]
    generic_tails: frozenset[str]
    central: tuple[str, ...]
    namesakes: frozenset[str]
    namesake_people: frozenset[str]
    hall_at: frozenset[str]
    halls: tuple[str, ...]
    hall_rooms: tuple[str, ...]
    hall_room_ends: frozenset[str]
    hosting: tuple[str, ...]
    hosting_firsts: frozenset[str]
    hall_reach: int
    roads: frozenset[str]
    courts: tuple[str, ...]
    court_ends: frozenset[str]
    apposed: frozenset[str]
    apposed_followers: frozenset[str]
    theory: re.Pattern[str]
    tale: re.Pattern[str]


def _seat(levels: list[str]) -> str | None:
    """A body that leads a province or a district (Thành ủy) leads a city in both cases."""
    return "thành phố" if {"province", "district"} <= set(levels) else None


def _tails(phrase: str) -> list[str]:
    """What is left of a phrase without its first word, its first two …, down to its last word."""
    words = phrase.split()
    return [" ".join(words[i:]) for i in range(1, len(words))]


def _firsts(phrases: list[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def _lasts(phrases: list[str]) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in phrases)


def _begins(words: list[str]) -> str:
    """An alternation of texts at the beginning of a word. A letter first and the look behind last lets `re` leap."""
    return "|".join(rf"{re.escape(word)}(?<!\w{re.escape(word)})" for word in words)


def _said_of_him(data: dict[str, list[str]], verbs: list[str]) -> str:
    """The source of a pattern of fixed phrases; nothing in it repeats, so it takes linear time."""
    adverbs, does = ("|".join(map(re.escape, words)) for words in (data["adverbs"], verbs))
    return rf"(?:{_begins(data['subjects'])}) (?:(?:{adverbs}) )?(?:{does})"


def _theory(data: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_said_of_him(data, data['verbs'])}|{_begins(data['phrases'])})\b")


def _tale(data: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(rf"{_said_of_him(data, data['verbs'] + data['deeds'])}\b")


@cache
def cues() -> Cues:
    """The cues of the gazetteer folder. Raises OSError or tomllib.TOMLDecodeError when the file is unreadable."""
    with (paths.datasets() / "gazetteer" / "cues.toml").open("rb") as file:
        data = tomllib.load(file)
    full: dict[str, str] = data["dotted"]
    before: dict[str, Cue] = {word: Cue("block") for word in data["blockers"]["words"]}
    before |= {word: Cue("locative") for word in data["locative"]["words"]}
    before |= {word: Cue("open") for word in data["open"]["words"]}
    before |= {word: Cue("body", tuple(levels), _seat(levels)) for word, levels in data["bodies"].items()}
    units = {w: Cue("unit", tuple(levels), full.get(w, w)) for w, levels in data["units"].items()}
    dotted = {short: Cue("unit", units[word].levels, word) for short, word in full.items()}
    before |= units
    generic = {phrase: level for level, phrases in data["generic"].items() for phrase in phrases}
    leading = ("unit", "body", "open")
    return Cues(
        before=before,
        dotted=dotted,
        cue_ends=frozenset(words.split()[-1] for words in before),
        tails=frozenset(tail for words in before for tail in _tails(words)),
        short=frozenset(full),
        unit_ends=frozenset([w.split()[-1] for w in units] + list(dotted)),
        first_words=frozenset(w.split()[0] for w, cue in before.items() if cue.kind in leading),
        first_pairs=frozenset(" ".join(w.split()[:2]) for w, cue in before.items() if cue.kind in leading),
        openers=frozenset(data["openers"]["words"]),
        surnames=frozenset(data["surnames"]["words"]),
        doubtful=frozenset(data["doubtful"]["names"]),
        institutions=frozenset(data["institutions"]["words"]),
        institution_firsts=_firsts(data["institutions"]["words"]),
        institution_reach=data["institutions"]["reach"],
        hamlets=frozenset(data["hamlets"]["words"]),
        past=frozenset(data["past"]["words"]),
        past_firsts=_firsts(data["past"]["words"]),
        plural=frozenset(data["plural"]["words"]),
        generic=generic,
        generic_ends=frozenset(phrase.split()[-1] for phrase in generic),
        generic_tails=frozenset(" ".join(phrase.split()[-2:]) for phrase in generic),
        central=tuple(data["central"]["words"]),
        namesakes=frozenset(data["namesakes"]["words"]),
        namesake_people=frozenset(data["namesakes"]["people"]),
        hall_at=frozenset(data["halls"]["locative"]),
        halls=tuple(data["halls"]["words"]),
        hall_rooms=tuple(f"{at} {room}" for at in data["halls"]["locative"] for room in data["halls"]["rooms"]),
        hall_room_ends=_lasts(data["halls"]["rooms"]),
        hosting=tuple(data["halls"]["hosting"]),
        hosting_firsts=_firsts(data["halls"]["hosting"]),
        hall_reach=data["halls"]["reach"],
        roads=frozenset(data["roads"]["words"]),
        courts=tuple(data["courts"]["words"]),
        court_ends=_lasts(data["courts"]["words"]),
        apposed=frozenset(data["apposed"]["words"]),
        apposed_followers=frozenset(data["apposed"]["followers"]),
        theory=_theory(data["theory"]),
        tale=_tale(data["theory"]),
    )
