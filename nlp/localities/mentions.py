"""Find names of the gazetteer where they stand as places, with what the words around them say.

No decision which unit is meant: that is `resolve`. A mention knows the levels its cue allows, and the mention before
it in the same list or address ("các xã A, B", "xã A, huyện B", "xã A (B)").
"""

from nlp.localities.context import MAX_BETWEEN, begins_cue, cue_before, link_between, said_past, stands_alone
from nlp.localities.cues import Cue, Cues, cues
from nlp.localities.gazetteer import Gazetteer, Place, folded
from nlp.localities.load import gazetteer
from nlp.localities.mention import Generic, Mention
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
        self.last: Mention | None = None
        self.last_word = NOWHERE
        self.hamlet_list = False

    def run(self) -> list[Mention]:
        """Judge every capitalised word and every word that ends a nameless phrase, from left to right."""
        words, caps = self.tokens.words, self.tokens.caps
        longest, syllables, ends = self.gaz.longest, self.gaz.syllables, self.cues.generic_ends
        go_on = 0
        for at in [i for i, word in enumerate(words) if caps[i] or word in ends]:
            word = words[at]
            if at < go_on:
                continue
            if word in ends:
                self._generic(at)
            if not caps[at]:
                continue
            if word in longest or word in syllables or word[0] == "0":
                go_on = self._name_at(at)
            elif at and (words[at - 1] in self.cues.unit_ends or at - self.last_word <= MAX_BETWEEN):
                go_on = self._stranger_at(at)
        return self.found

    def _generic(self, at: int) -> None:
        """Keep the phrase that ends at word `at` when no name follows it."""
        t = self.tokens
        if at + 1 < len(t.words) and (t.caps[at + 1] or t.words[at + 1] in _BODY_ENDS) and t.gap(at) in (" ", ". "):
            return
        phrase = t.words[at]
        for i in range(at - 1, max(-1, at - 4), -1):
            if t.gap(i) != " ":
                return
            phrase = t.words[i] + " " + phrase
            level = self.cues.generic.get(phrase)
            if level is not None:
                start, end = t.starts[i], t.ends[at]
                self.generic.append(Generic(self.name, start, end, t.text[start:end], level, self.order))
                return

    def _match(self, at: int) -> tuple[int, str]:
        """The longest name that begins at word `at`: (index after it, key); (at, "") when there is none."""
        t = self.tokens
        key = self._syllable(at)
        end, best = at, ""
        reach = min(at + self.gaz.longest.get(key, 0), len(t.words))
        for i in range(at, reach):
            if i > at:
                joint = t.joined(i - 1)
                if not joint or not t.caps[i]:
                    break
                key += joint + self._syllable(i)
            if key in self.gaz.names or key in self.gaz.headed:
                end, best = i + 1, key
        return end, best

    def _syllable(self, at: int) -> str:
        word = self.tokens.words[at]
        return self.gaz.syllables.get(word, word.lstrip("0") if word.isdigit() else word)

    def _name_at(self, at: int) -> int:
        """Judge the name that begins at word `at`; returns where to go on."""
        end, key = self._match(at)
        if not key:
            return self._stranger_at(at)
        head, cue = cue_before(self.tokens, self.cues, at)
        if cue is not None and cue.kind == "block":
            self.last, self.last_word = None, end - 1
            self.hamlet_list = " ".join(self.tokens.words[head:at]) in self.cues.hamlets
            return end
        link = link_between(self.tokens, self.cues, self.last_word, head)
        listed = link in ("list", "and") and (cue is None or cue.kind == "locative")
        if listed and self.hamlet_list:
            self.last_word = end - 1
            return end
        if listed and self.last is not None and cue is None:
            cue = self.last.cue
        if not stands_alone(self.tokens, self.cues, at, end, cue, link != ""):
            return end if cue is None else self._stranger_at(at)
        pool = self._pool(key, cue, link)
        if not pool:
            return at + 1 if cue is None else self._stranger_at(at)
        self._keep(head, at, end, key, cue, pool, link)
        return end

    def _stranger_at(self, at: int) -> int:
        """A name the gazetteer lacks, behind a unit word below the province or in the list of one; where to go on."""
        t = self.tokens
        if t.shout(at) or t.words[at][0].isdigit():
            return at + 1
        head, cue = cue_before(self.tokens, self.cues, at)
        link = link_between(self.tokens, self.cues, self.last_word, head)
        end = at + 1
        while (
            end < len(t.words)
            and end - at < MAX_SYLLABLES
            and t.joined(end - 1) == " "
            and t.caps[end]
            and not begins_cue(t, self.cues, end)
        ):
            end += 1
        name = t.text[t.starts[at] : t.ends[end - 1]]
        if cue is None and link in ("list", "and") and self.last is not None and folded(name) in self.gaz.merged:
            cue = self.last.cue
        if cue is None or cue.kind != "unit" or "province" in cue.levels or end - at < 2:
            return at + 1
        self._keep(head, at, end, self.gaz.key(name), cue, [], link)
        return end

    def _pool(self, key: str, cue: Cue | None, link: str) -> list[Place]:
        places = self.gaz.names.get(key, [])
        if cue is None or cue.kind not in ("unit", "body"):
            return places
        # The name behind a comma may be the parent: "phường A, B". A number is never one.
        named = places if link and self.last is not None else [p for p in places if p.level in cue.levels]
        return named + [p for p in self.gaz.headed.get(key, ()) if p.level in cue.levels]

    def _keep(self, head: int, at: int, end: int, key: str, cue: Cue | None, pool: list[Place], link: str) -> None:
        t = self.tokens
        own = head if cue is not None and cue.kind == "unit" else at
        start, stop = t.starts[own], t.ends[end - 1]
        mention = Mention(
            self.name, start, stop, t.text[start:stop], key, t.text[t.starts[at] : stop], cue, pool, self.order
        )
        mention.linked, mention.link = (self.last, link) if link else (None, "")
        mention.unknown, mention.bearers = not pool, self.gaz.names.get(key, [])
        mention.weak = key in self.gaz.weak
        mention.prefix = start == 0 and t.text[stop : stop + 2].lstrip().startswith(":")
        mention.past = said_past(self.tokens, self.cues, end)
        self.order += 1
        self.found.append(mention)
        self.last, self.last_word, self.hamlet_list = mention, end - 1, False


def find_mentions(doc: Document) -> tuple[list[Mention], list[Generic]]:
    """All mentions and all nameless phrases of a document, each in reading order."""
    found: list[Mention] = []
    generic: list[Generic] = []
    captions: list[tuple[FieldName, str]] = [("captions", doc.captions)] if doc.captions else []
    for name, text in [*doc.fields(), *captions]:
        scanner = _Scanner(name, text, len(found))
        found += scanner.run()
        generic += scanner.generic
    return found, generic
