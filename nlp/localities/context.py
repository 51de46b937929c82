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
    word = t.known[at - 1].form
    if not t.plain(at - 1):
        gap = t.gap(at - 1)
        if "." in gap and len(gap) <= 2 and gap.strip() == ".":
            cue = known.dotted.get(word)
            return (at - 1, cue) if cue and t.known[at - 1].cap else (at, None)
        if not (gap == ": " and word in known.unit_ends and in_plural(t, known, at - 1)):  # "ba xã: A, B, C"
            return at, None
    best: tuple[int, Cue | None] = (at, None)
    if word in known.cue_ends:
        i, phrase = at - 1, word
        while True:
            cue = known.before.get(phrase)
            if cue is not None and (phrase not in known.short or t.known[i].cap):
                best = (i, cue)
            if i == 0 or phrase not in known.tails or not t.plain(i - 1):
                break
            i -= 1
            phrase = f"{t.known[i].form} {phrase}"
    if best[1] is None and _institution(t, known, at):
        return at, _BLOCK
    return best


def _institution(t: Tokens, known: Cues, at: int) -> bool:
    """True when a bare name ends the name of a school, a hospital, a company."""
    for i in range(at - 1, max(-1, at - 1 - known.institution_reach), -1):
        word = t.known[i].form
        if word in _JOINERS or not t.plain(i):
            return False
        if word in known.institution_firsts and t.known[i].cap and _opens_institution(t, known, i):
            return True
    return False


def _opens_institution(t: Tokens, known: Cues, at: int) -> bool:
    word = t.known[at].form
    return word in known.institutions or f"{word} {t.known[at + 1].form}" in known.institutions


def link_between(t: Tokens, known: Cues, last: int, head: int) -> str:
    """How a name at `head` hangs on the one that ends with word `last`: "list", "and", "bracket", "of", or "" (not)."""
    if last < 0 or not 0 < head - last <= MAX_BETWEEN + 1:
        return ""
    kind = ""
    for i in range(last, head):
        gap = " " if t.plain(i) else t.gap(i)
        if gap == " (" and i == last:
            return "bracket" if head == last + 1 else ""
        if gap not in (" ", ", ", ",", "; ", " - ", "-", " – ", "), ", ") "):
            return ""
        if gap != " ":
            kind = kind or "list"
        if i > last:
            word = t.known[i].form
            if word in _JOINERS:
                kind = "and" if word in ("và", "cùng") else "of"
            elif not t.known[i].cap and word not in known.first_words:
                return ""
    return kind


def in_plural(t: Tokens, known: Cues, head: int) -> bool:
    """True when the unit word at `head` is said of several: "các xã", "hai huyện"."""
    return head > 0 and t.known[head - 1].form in known.plural and t.plain(head - 1)


def in_hall(t: Tokens, known: Cues, head: int, end: int) -> bool:
    """True when a meeting is held "tại" the place: `head` and `end` are its first word and the one behind it."""
    if not head or not t.plain(head - 1):
        return False
    last = t.known[head - 1].form
    room = last in known.hall_room_ends and t.phrase(head - 5, head).endswith(known.hall_rooms)
    if not room and last not in known.hall_at:
        return False
    near = t.phrase(head - known.hall_reach, end + known.hall_reach)
    return any(word in near for word in known.halls)


def hosts(t: Tokens, known: Cues, end: int) -> bool:
    """True when the name before word `end` is that of a body which holds a meeting: "Huyện ủy X tổ chức hội nghị"."""
    if end == t.count or t.known[end].form not in known.hosting_firsts:
        return False
    following = t.phrase(end, end + known.hall_reach)
    return following.startswith(known.hosting) and any(word in following for word in known.halls)


def of_court(t: Tokens, known: Cues, head: int) -> bool:
    """True when a court or an inspection bears the name that begins with word `head`: "Tòa án nhân dân tỉnh X"."""
    if not head or t.known[head - 1].form not in known.court_ends or not t.plain(head - 1):
        return False
    return t.phrase(head - 4, head).endswith(known.courts)


def apposed_cue(t: Tokens, known: Cues, end: int) -> Cue | None:
    """The unit word that follows a bare name before word `end`: ", xã vùng cao của huyện …"."""
    if end + 1 >= t.count or t.gap(end - 1) != ", " or t.known[end].form not in known.apposed:
        return None
    return known.before[t.known[end].form] if t.known[end + 1].form in known.apposed_followers else None


def road_end(t: Tokens, end: int) -> int:
    """Where the name of a road ends that goes on from word `end` with names behind hyphens."""
    while end < t.count and t.known[end].cap and t.joined(end - 1) == "-":
        end += 1
        while end < t.count and t.known[end].cap and t.plain(end - 1):
            end += 1
    return end


def begins_cue(t: Tokens, known: Cues, at: int) -> bool:
    """True when word `at` opens a unit word or a body ("Công an", "TP"), not merely one of its words ("Công")."""
    word = t.known[at].form
    if word not in known.first_words:
        return False
    return word in known.first_pairs or (at + 1 < t.count and f"{word} {t.known[at + 1].form}" in known.first_pairs)


def stands_alone(t: Tokens, known: Cues, at: int, end: int, cue: Cue | None, linked: bool) -> bool:
    """False when capitalised neighbours show that the name is part of a longer one."""
    if t.shout(at):
        before = t.known[at - 1].form if at and t.plain(at - 1) else ""
        return cue is not None or before not in known.surnames
    if end < t.count and t.known[end].cap and t.plain(end - 1) and not t.known[end].form.isdigit():
        follower = t.known[end].form
        named = cue is not None and cue.kind in ("unit", "body", "open")
        if follower not in known.first_words and not (named and follower in known.surnames):
            return False
    if cue is None and not linked and at and t.known[at - 1].cap and t.plain(at - 1):
        before = t.known[at - 1].form
        acronym = len(before) > 1 and t.text[t.starts[at - 1] : t.ends[at - 1]].isupper()
        return acronym or before in known.openers
    return True


def said_past(t: Tokens, known: Cues, end: int) -> bool:
    """True when "cũ", "(cũ)", "trước đây", ", nay thuộc" follows."""
    if end >= t.count or t.known[end].form not in known.past_firsts:
        return False
    return (t.known[end].form in known.past or t.phrase(end, end + 2) in known.past) and t.gap(end - 1) in (
        " ",
        " (",
        ", ",
    )
