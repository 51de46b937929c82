"""What a mistyped Vietnamese word may have been meant to be, nearest first. Knows letters, no corpus.

Mistakes looked for: keys of Telex and VNI left as typed (hocj, ddoong, ho5c), another tone, another vowel mark, d for đ,
two letters exchanged, one too many, too few or another, a missing blank.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product, zip_longest

from nlp.text import canonical, fold, has_marks

LONGEST = 40  # letters of a word that is looked at; "phường" has six, "họctậpvàlàmtheo" fifteen
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_MARKED = {"a": "aăâ", "d": "dđ", "e": "eê", "i": "i", "o": "oôơ", "u": "uư", "y": "y"}
# Telex and VNI, as in Unikey and the keyboards of Windows and macOS.
_TELEX_TONES = dict(zip("sfrxj", _TONES[1:], strict=True))
_VNI_TONES = dict(zip("12345", _TONES[1:], strict=True))
_TELEX = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
# A mark's key may also stand at the end of the syllable: tapaj, duongwf.
_LATE_HAT = re.compile(r"([aeo])([bcdghklmnpqrstvx]+)\1$")
_LATE_HORN = re.compile(r"(uo|a|o|u)([cghmnpt]+)w$")
_HORNED = {"uo": "ươ", "a": "ă", "o": "ơ", "u": "ư"}
_VNI = {
    ("a", "6"): "â",
    ("e", "6"): "ê",
    ("o", "6"): "ô",
    ("o", "7"): "ơ",
    ("u", "7"): "ư",
    ("a", "8"): "ă",
    ("d", "9"): "đ",
}
_VOWELS = "aăâeêioôơuưy"
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_ONSET = re.compile(r"(?:ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?")
_MOST_MARKINGS = 72  # ways to set the vowel marks of one syllable that are tried: "ươ" has nine, "uyê" four
EXACT, NEAR, FAR = 0, 1, 2  # how sure a mistake is: keys of a keyboard, one mark or a pair of letters, any other letter


def spellings(word: str) -> Iterator[tuple[int, str]]:
    """(distance, word) of what `word` may mean: lower case, canonical; the same one may come twice."""
    word = canonical(word)
    if not 1 < len(word) <= LONGEST:
        return
    for typed in (_telex(word), _vni(word)):
        if typed and typed != word:
            yield EXACT, typed
            if typed[0] == "d":
                yield NEAR, "đ" + typed[1:]
    if not word.isalpha():
        return
    for other in _marked_otherwise(word):
        yield NEAR, other
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield NEAR, word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) <= 8:  # no syllable is longer than nghiêng
        yield from ((FAR, other) for other in _one_letter_off(word))


def difference(one: str, other: str) -> int:
    """In how many letters and tones two spellings differ: dân is nearer to đân than dẫn is."""
    (a, tone), (b, other_tone) = _without_tone(canonical(one)), _without_tone(canonical(other))
    return len([1 for x, y in zip_longest(a, b) if x != y]) + int(tone != other_tone)


def split(word: str, known: "set[str] | frozenset[str]") -> list[str] | None:
    """The fewest known words that make up `word` when written together, or None; longer words first on a tie."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 8), end):
            before, piece = best[start], word[start:end]
            if before is not None and piece in known:
                made = [*before, piece]
                if best[end] is None or _better(made, best[end] or []):
                    best[end] = made
    found = best[-1]
    return found if found and len(found) > 1 else None


def pieces(word: str) -> Iterator[str]:
    """Every part of a word that could be a word of its own."""
    if len(word) <= LONGEST:
        for start in range(len(word)):
            for end in range(start + 2, min(start + 8, len(word)) + 1):
                if end - start < len(word):
                    yield word[start:end]


def _better(one: list[str], other: list[str]) -> bool:
    return (len(one), -min(map(len, one))) < (len(other), -min(map(len, other)))


def _telex(word: str) -> str | None:
    """The word that these keys make in Telex, or None when they make none."""
    if has_marks(word) or not word.isalpha():
        return None
    tone, bare = "", word
    found = re.search(r"[sfrxj](?=[^aeiouy]*$)", word[1:])
    if found and any(letter in _VOWELS for letter in word[: found.start() + 1]):
        at = found.start() + 1
        tone, bare = _TELEX_TONES[word[at]], word[:at] + word[at + 1 :]
    bare = _LATE_HAT.sub(lambda keys: _TELEX[keys[1] * 2] + keys[2], bare)
    bare = _LATE_HORN.sub(lambda keys: _HORNED[keys[1]] + keys[2], bare)
    for keys, letter in _TELEX.items():
        bare = bare.replace(keys, letter)
    bare = bare.replace("uơ", "ươ").replace("ưo", "ươ") if re.search("(?:uơ|ưo)[a-z]", bare) else bare.replace("w", "ư")
    split_dd = re.sub(r"^d(.*)d$", r"đ\1", bare)  # the second d is often typed at the end: duocwjd
    bare = split_dd if split_dd != bare else bare
    return _toned(bare, tone) if bare != word or tone else None


def _vni(word: str) -> str | None:
    """The word that these keys make in VNI, or None when they make none."""
    if not any(sign.isdigit() for sign in word) or not word[0].isalpha():
        return None
    letters: list[str] = []
    tone = ""
    for sign in word:
        if sign in _VNI_TONES and letters:
            tone = _VNI_TONES[sign]
        elif sign.isdigit():
            at = next((i for i in range(len(letters) - 1, -1, -1) if (letters[i], sign) in _VNI), None)
            if at is None:
                return None
            letters[at] = _VNI[letters[at], sign]
            if sign == "7" and letters[at] == "ơ" and at and letters[at - 1] == "u":
                letters[at - 1] = "ư"
        else:
            letters.append(sign)
    made = "".join(letters)
    return _toned(made, tone) if made.isalpha() else None


def _toned(bare: str, tone: str) -> str | None:
    """The syllable with its tone set where the old placing sets it; None when it has no vowel to bear it."""
    if not tone:
        return bare
    onset = _ONSET.match(bare)
    first = onset.end() if onset else 0
    vowels = [at for at in range(first, len(bare)) if bare[at] in _VOWELS]
    if not vowels:
        vowels = [at for at, letter in enumerate(bare) if letter in _VOWELS]
    if not vowels:
        return None
    marked = [at for at in vowels if bare[at] in "ăâêôơư"]
    closed = vowels[-1] < len(bare) - 1
    if marked:
        at = marked[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and not closed):
        at = vowels[0]
    else:
        at = vowels[1]
    return canonical(unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :]))


def _marked_otherwise(word: str) -> Iterator[str]:
    """The same letters with other marks: first another tone, then other vowel marks (and đ) with every tone."""
    plain, tone = _without_tone(word)
    seen = {word}
    choices = [_MARKED.get(fold(letter), letter) for letter in plain]
    markings = sorted(("".join(one) for one, _ in zip(product(*choices), range(4 * _MOST_MARKINGS), strict=False)),
                      key=lambda one: sum(a != b for a, b in zip(one, plain, strict=True)))  # fmt: skip
    for marking in markings[:_MOST_MARKINGS]:
        for other in (tone, *_TONES):
            made = _toned(marking, other)
            if made and made not in seen:
                seen.add(made)
                yield made


def _without_tone(word: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", word)
    tone = next((sign for sign in parts if sign in _TONES[1:]), "")
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES[1:])), tone


def _one_letter_off(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word)):
        yield from (word[:at] + letter + word[at + 1 :] for letter in _LETTERS if letter != word[at])
    for at in range(len(word) + 1):
        yield from (word[:at] + letter + word[at:] for letter in _LETTERS)
