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
    """`before` maps up to `reach` joined words to a cue; the sets hold single words or names in canonical form."""

    before: dict[str, Cue]
    dotted: dict[str, Cue]
    cue_ends: frozenset[str]
    reach: int
    short: frozenset[str]
    unit_ends: frozenset[str]
    first_words: frozenset[str]
    first_pairs: frozenset[str]
    openers: frozenset[str]
    surnames: frozenset[str]
    doubtful: frozenset[str]
    institutions: frozenset[str]
    institution_reach: int
    hamlets: frozenset[str]
    past: frozenset[str]
    plural: frozenset[str]
    generic: dict[str, str]
    generic_ends: frozenset[str]
    central: tuple[str, ...]
    namesakes: frozenset[str]
    namesake_people: frozenset[str]
    hall_at: frozenset[str]
    halls: tuple[str, ...]
    hall_reach: int
    theory: re.Pattern[str]
    tale: re.Pattern[str]


def _seat(levels: list[str]) -> str | None:
    """A body that leads a province or a district (Thành ủy) leads a city in both cases."""
    return "thành phố" if {"province", "district"} <= set(levels) else None


def _said_of_him(data: dict[str, list[str]], verbs: list[str]) -> str:
    """The source of a pattern of fixed phrases; nothing in it repeats, so it takes linear time."""
    subjects, adverbs, does = ("|".join(map(re.escape, words)) for words in (data["subjects"], data["adverbs"], verbs))
    return rf"(?:{subjects}) (?:(?:{adverbs}) )?(?:{does})"


def _theory(data: dict[str, list[str]]) -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, data["phrases"]))
    return re.compile(rf"\b(?:{_said_of_him(data, data['verbs'])}|{phrases})\b")


def _tale(data: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(rf"\b{_said_of_him(data, data['verbs'] + data['deeds'])}\b")


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
        reach=max(len(words.split()) for words in before),
        short=frozenset(full),
        unit_ends=frozenset([w.split()[-1] for w in units] + list(dotted)),
        first_words=frozenset(w.split()[0] for w, cue in before.items() if cue.kind in leading),
        first_pairs=frozenset(" ".join(w.split()[:2]) for w, cue in before.items() if cue.kind in leading),
        openers=frozenset(data["openers"]["words"]),
        surnames=frozenset(data["surnames"]["words"]),
        doubtful=frozenset(data["doubtful"]["names"]),
        institutions=frozenset(data["institutions"]["words"]),
        institution_reach=data["institutions"]["reach"],
        hamlets=frozenset(data["hamlets"]["words"]),
        past=frozenset(data["past"]["words"]),
        plural=frozenset(data["plural"]["words"]),
        generic=generic,
        generic_ends=frozenset(phrase.split()[-1] for phrase in generic),
        central=tuple(data["central"]["words"]),
        namesakes=frozenset(data["namesakes"]["words"]),
        namesake_people=frozenset(data["namesakes"]["people"]),
        hall_at=frozenset(data["halls"]["locative"]),
        halls=tuple(data["halls"]["words"]),
        hall_reach=data["halls"]["reach"],
        theory=_theory(data["theory"]),
        tale=_tale(data["theory"]),
    )
