"""What the words around a name say: the cue before it, the list it stands in, whether it is part of a longer name.

All functions take the tokens `t`, the known cues, and indexes of words.
"""

from nlp.localities.cues import Cue, Cues
from nlp.localities.tokens import Tokens

MAX_BETWEEN = 8  # words between two mentions of one list: unknown names and unit words, seen up to six
_JOINERS = frozenset(("và", "thuộc", "của", "ở", "tại", "cùng"))
_BLOCK = Cue("block")


def cue_before(t: Tokens, known: Cues, at: int) -> tuple[int, Cue | None]:
    """The cue directly before word `at` and the word it begins with."""
    if at == 0:
        return at, None
    gap = t.gap(at - 1)
    word = t.words[at - 1]
    if gap and gap.strip() in (".", "") and len(gap) <= 2 and "." in gap:
        cue = known.dotted.get(word)
        return (at - 1, cue) if cue and t.caps[at - 1] else (at, None)
    if gap == ": " and word in known.unit_ends and in_plural(t, known, at - 1):
        gap = " "  # "ba xã: A, B, C"
    if gap != " ":
        return at, None
    best: tuple[int, Cue | None] = (at, None)
    if word in known.cue_ends:
        phrase = ""
        for i in range(at - 1, max(-1, at - 1 - known.reach), -1):
            if phrase and t.gap(i) != " ":
                break
            phrase = t.words[i] + (" " + phrase if phrase else "")
            cue = known.before.get(phrase)
            if cue is not None and (phrase not in known.short or t.text[t.starts[i]].isupper()):
                best = (i, cue)
    if best[1] is None and _institution(t, known, at):
        return at, _BLOCK
    return best


def _institution(t: Tokens, known: Cues, at: int) -> bool:
    """True when a bare name ends the name of a school, a hospital, a company."""
    for i in range(at - 1, max(-1, at - 1 - known.institution_reach), -1):
        word = t.words[i]
        if t.gap(i) != " " or word in _JOINERS:
            return False
        if t.caps[i] and (word in known.institutions or f"{word} {t.words[i + 1]}" in known.institutions):
            return True
    return False


def link_between(t: Tokens, known: Cues, last: int, head: int) -> str:
    """How a name at `head` hangs on the one that ends with word `last`: "list", "and", "bracket", "of", or "" (not)."""
    if last < 0 or not 0 < head - last <= MAX_BETWEEN + 1:
        return ""
    kind = ""
    for i in range(last, head):
        gap = t.gap(i)
        if gap == " (" and i == last:
            return "bracket" if head == last + 1 else ""
        if gap not in (" ", ", ", ",", "; ", " - ", "-", " – ", "), ", ") "):
            return ""
        if gap != " ":
            kind = kind or "list"
        if i > last:
            word = t.words[i]
            if word in _JOINERS:
                kind = "and" if word in ("và", "cùng") else "of"
            elif not t.caps[i] and word not in known.first_words:
                return ""
    return kind


def in_plural(t: Tokens, known: Cues, head: int) -> bool:
    """True when the unit word at `head` is said of several: "các xã", "hai huyện"."""
    return head > 0 and t.gap(head - 1) == " " and t.words[head - 1] in known.plural


def in_hall(t: Tokens, known: Cues, head: int, end: int) -> bool:
    """True when a meeting is held "tại" the place: `head` and `end` are its first word and the one behind it."""
    if not head or t.gap(head - 1) != " " or t.words[head - 1] not in known.hall_at:
        return False
    near = " ".join(t.words[max(0, head - known.hall_reach) : end + known.hall_reach])
    return any(word in near for word in known.halls)


def begins_cue(t: Tokens, known: Cues, at: int) -> bool:
    """True when word `at` opens a unit word or a body ("Công an", "TP"), not merely one of its words ("Công")."""
    word = t.words[at]
    if word not in known.first_words:
        return False
    return word in known.first_pairs or (at + 1 < len(t.words) and f"{word} {t.words[at + 1]}" in known.first_pairs)


def stands_alone(t: Tokens, known: Cues, at: int, end: int, cue: Cue | None, linked: bool) -> bool:
    """False when capitalised neighbours show that the name is part of a longer one."""
    if t.shout(at):
        before = t.words[at - 1] if at and t.gap(at - 1) == " " else ""
        return cue is not None or before not in known.surnames
    if end < len(t.words) and t.caps[end] and t.gap(end - 1) == " " and not t.words[end].isdigit():
        follower = t.words[end]
        named = cue is not None and cue.kind in ("unit", "body", "open")
        if follower not in known.first_words and not (named and follower in known.surnames):
            return False
    if cue is None and not linked and at and t.caps[at - 1] and t.gap(at - 1) == " ":
        before = t.words[at - 1]
        acronym = len(before) > 1 and t.text[t.starts[at - 1] : t.end(at - 1)].isupper()
        return acronym or before in known.openers
    return True


def said_past(t: Tokens, known: Cues, end: int) -> bool:
    """True when "cũ", "(cũ)", "trước đây", ", nay thuộc" follows."""
    if end >= len(t.words) or t.gap(end - 1) not in (" ", " (", ", "):
        return False
    pair = " ".join(t.words[end : end + 2])
    return t.words[end] in known.past or pair in known.past
