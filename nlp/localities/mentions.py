"""Find names of the gazetteer where they stand as places, with what the words around them say.

No decision which unit is meant: that is `resolve`. A mention knows the levels its cue allows, and the mention before
it in the same list or address ("các xã A, B", "xã A, huyện B", "xã A (B)").
"""

from nlp.localities.context import (
    MAX_BETWEEN,
    apposed_cue,
    begins_cue,
    cue_before,
    hosts,
    in_hall,
    in_plural,
    link_between,
    of_court,
    road_end,
    said_past,
    stands_alone,
)
from nlp.localities.cues import Cue, Cues, cues
from nlp.localities.gazetteer import Gazetteer, Place, folded
from nlp.localities.load import gazetteer
from nlp.localities.mention import Generic, Mention
from nlp.localities.namesakes import Namesake
from nlp.localities.tokens import Tokens, tokenise
from nlp.records import Document, FieldName

MAX_SYLLABLES = 3  # of a name the gazetteer lacks; 92 in 100 communes have two, 99 at most three
NOWHERE = -1_000_000  # before any word: nothing is near it
_BODY_ENDS = frozenset(("ủy", "đoàn"))  # "của Tỉnh" in "của Tỉnh ủy" is counted once, with "Tỉnh ủy"


class _Scanner:
    """One field's scan. `last` is the mention (or None for a hamlet) at whose end, word `last_word`, a list may go on."""

    def __init__(self, name: FieldName, text: str, order: int) -> None:
        self.name, self.order = name, order
        self.tokens: Tokens = tokenise(text)
        self.gaz: Gazetteer = gazetteer()
        self.cues: Cues = cues()
        self.found: list[Mention] = []
        self.generic: list[Generic] = []
        self.namesakes: list[Namesake] = []
        self.last: Mention | None = None
        self.last_word = NOWHERE
        self.hamlet_list = False

    def run(self) -> list[Mention]:
        """Judge every capitalised word and every word that ends a nameless phrase, from left to right."""
        known, unit_ends, cue_ends = self.tokens.known, self.cues.unit_ends, self.cues.cue_ends
        go_on, looked_up = 0, known.get
        for at, headed in zip(self.tokens.stops, self.tokens.headed, strict=True):
            if at < go_on:
                continue
            word = known[at]
            if word.generic:
                self._generic(at)
            if not word.cap:
                continue
            near = at - self.last_word <= MAX_BETWEEN or (headed and known[at - 1].form in unit_ends)
            seconds = word.seconds
            if seconds is not None:
                # Most capitalised words begin no name: the next word tells before anything is looked up.
                following = looked_up(at + 1)
                size = seconds.get(following.syllable) if following is not None and following.cap else None
                size = size or seconds.get("")
                end, key = self._match(at, size) if size else (at, "")
                if key and (near or not key.isdigit() or (at and known[at - 1].form in cue_ends)):
                    go_on = self._name_at(at, end, key)
                    continue
            if near:
                go_on = self._stranger_at(at)
        return self.found

    def _generic(self, at: int) -> None:
        """Keep the phrase that ends at word `at` when no name follows it."""
        t = self.tokens
        phrase = f"{t.known[at - 1].form} {t.known[at].form}" if at else ""
        if phrase not in self.cues.generic_tails:
            return
        following = t.known[at + 1] if at + 1 < t.count and t.gap(at) in (" ", ". ") else None
        if following is not None and (following.cap or following.form in _BODY_ENDS):
            return
        phrase = t.known[at].form
        for i in range(at - 1, max(-1, at - 4), -1):
            if not t.plain(i):
                return
            phrase = f"{t.known[i].form} {phrase}"
            level = self.cues.generic.get(phrase)
            if level is not None:
                start, end = t.starts[i], t.ends[at]
                self.generic.append(Generic(self.name, start, end, t.text[start:end], level, self.order))
                return

    def _match(self, at: int, size: int) -> tuple[int, str]:
        """The longest name that begins at word `at`, of `size` words at most: (index after it, key), or (at, "")."""
        t = self.tokens
        key = t.known[at].syllable
        names, headed = self.gaz.names, self.gaz.headed
        end, best = at, ""
        for i in range(at, min(at + size, t.count)):
            if i > at:
                if not t.known[i].cap:
                    break
                joint = t.joined(i - 1)
                if not joint:
                    break
                key += joint + t.known[i].syllable
            if (key in names or key in headed) and not ("-" in key and self._pair(key, at, i + 1)):
                end, best = i + 1, key
        return end, best

    def _pair(self, key: str, at: int, end: int) -> bool:
        """True when a joined name is two provinces side by side ("Quảng Nam - Đà Nẵng"), not the one that was both."""
        parts = key.split("-")
        if len(parts) != 2 or not all(
            p.level == "province" for part in parts for p in self.gaz.names.get(part, ())[:1]
        ):
            return False
        one = at > 0 and self.tokens.known[at - 1].form == "tỉnh"
        return not (one or said_past(self.tokens, self.cues, end)) and parts[0] in self.gaz.names

    def _name_at(self, at: int, end: int, key: str) -> int:
        """Judge the name `key` of the words from `at` to before `end`; returns where to go on."""
        head, cue = cue_before(self.tokens, self.cues, at)
        if cue is not None and cue.kind == "block":
            word = self.tokens.phrase(head, at)
            if word in self.cues.roads:
                end = road_end(self.tokens, end)
            self.last, self.last_word = None, end - 1
            self.hamlet_list = word in self.cues.hamlets
            if not word or word in self.cues.namesakes:  # without a word of its own: the end of an institution's name
                self._namesake(at, end, key)
            return end
        link = link_between(self.tokens, self.cues, self.last_word, head)
        listed = link in ("list", "and") and (cue is None or cue.kind == "locative")
        if listed and self.hamlet_list:
            self.last_word = end - 1
            return end
        if not link and (cue is None or cue.kind == "locative"):
            apposed = apposed_cue(self.tokens, self.cues, end)
            head, cue = (at, apposed) if apposed else (head, cue)
        own = cue is not None
        if listed and self.last is not None and cue is None:
            if key.isdigit() and not self.last.key.isdigit():
                return end  # "TP. Pleiku, 5 tháng đầu năm": numbers go on only a list of numbers
            if key in self.gaz.names or key.isdigit():
                cue = self.last.cue
        if not stands_alone(self.tokens, self.cues, at, end, cue, link != ""):
            return end if cue is None else self._stranger_at(at)
        pool = self._pool(key, cue, link, own=own)
        if not pool:
            return at + 1 if cue is None else self._stranger_at(at)
        self._keep(head, at, end, key, cue, pool, link, own=own)
        return end

    def _namesake(self, at: int, end: int, key: str) -> None:
        """Keep a name that a school or a market bears, unless it is a person's."""
        t, known = self.tokens, self.cues
        if t.known[at].form in known.surnames or key in known.namesake_people or key in known.doubtful:
            return
        start, stop = t.starts[at], t.ends[end - 1]
        bearers = self.gaz.names.get(key, [])
        pool = [p for p in bearers if p.level != "province"]
        self.namesakes.append(Namesake(self.name, start, stop, t.text[start:stop], pool, bearers))

    def _stranger_at(self, at: int) -> int:
        """A name the gazetteer lacks, behind a unit word below the province or in the list of one; where to go on."""
        t = self.tokens
        if at - self.last_word > MAX_BETWEEN and not (at and t.known[at - 1].form in self.cues.unit_ends):
            return at + 1
        if t.shout(at) or t.known[at].form[0].isdigit():
            return at + 1
        if at and f"{t.known[at - 1].form} {t.known[at].form}" in self.cues.before:
            return at + 1  # HUYỆN ỦY: a body in capitals, no name
        head, cue = cue_before(self.tokens, self.cues, at)
        own = cue is not None
        link = link_between(self.tokens, self.cues, self.last_word, head)
        if cue is None and (link not in ("list", "and") or self.last is None):
            return at + 1
        end = at + 1
        while (
            end < t.count
            and end - at < MAX_SYLLABLES
            and t.known[end].cap
            and t.plain(end - 1)
            and not begins_cue(t, self.cues, end)
        ):
            end += 1
        name = t.text[t.starts[at] : t.ends[end - 1]]
        person = t.known[at].form in self.cues.surnames or (at + 1 < end and t.known[at + 1].form in ("văn", "thị"))
        if person and folded(name) not in self.gaz.merged:
            return at + 1  # "Chủ tịch UBND xã Hoàng Thị …": more often the one who leads it
        if cue is None and link in ("list", "and") and self.last is not None and folded(name) in self.gaz.merged:
            cue = self.last.cue
        if cue is None or cue.kind != "unit" or "province" in cue.levels:
            return at + 1
        if end - at < 2 and folded(name) not in self.gaz.merged:
            return at + 1
        self._keep(head, at, end, self.gaz.key(name), cue, [], link, own=own)
        return end

    def _pool(self, key: str, cue: Cue | None, link: str, *, own: bool) -> list[Place]:
        places = self.gaz.names.get(key, [])
        if cue is None or cue.kind not in ("unit", "body"):
            return places
        # The name behind a comma may be the parent: "phường A, B". A number is never one.
        free = bool(link) and self.last is not None and not (own and cue.kind == "unit")
        named = places if free else [p for p in places if p.level in cue.levels]
        return named + [p for p in self.gaz.headed.get(key, ()) if p.level in cue.levels]

    def _keep(
        self, head: int, at: int, end: int, key: str, cue: Cue | None, pool: list[Place], link: str, *, own: bool
    ) -> None:
        t = self.tokens
        first = head if cue is not None and cue.kind == "unit" and (at == head or t.gap(at - 1) != ": ") else at
        begin, stop = t.starts[at], t.ends[end - 1]
        start = begin if first == at else t.starts[first]
        mention = Mention(self.name, start, stop, t.text[start:stop], key, t.text[begin:stop], cue, pool, self.order)
        mention.linked, mention.link = (self.last, link) if link else (None, "")
        mention.unknown, mention.bearers = not pool, self.gaz.names.get(key, [])
        mention.weak = key in self.gaz.weak
        mention.prefix = start == 0 and t.text[stop : stop + 2].lstrip().startswith(":")
        mention.past = said_past(self.tokens, self.cues, end)
        behind = at if cue is not None and cue.kind == "locative" else head  # "ở X" as "ở phường X"
        mention.own, mention.hall = own, in_hall(t, self.cues, behind, end)
        mention.host = own and hosts(t, self.cues, end)
        mention.court = of_court(t, self.cues, head)
        mention.plural = in_plural(t, self.cues, head) if own else (self.last is not None and self.last.plural)
        self.order += 1
        self.found.append(mention)
        self.last, self.last_word, self.hamlet_list = mention, end - 1, False


def find_mentions(doc: Document) -> tuple[list[Mention], list[Generic], list[Namesake]]:
    """All mentions, nameless phrases and names borne by institutions of a document, each in reading order."""
    found: list[Mention] = []
    generic: list[Generic] = []
    namesakes: list[Namesake] = []
    captions: list[tuple[FieldName, str]] = [("captions", doc.captions)] if doc.captions else []
    for name, text in [*doc.fields(), *captions]:
        scanner = _Scanner(name, text, len(found))
        found += scanner.run()
        generic += scanner.generic
        namesakes += scanner.namesakes
    return found, generic, namesakes
