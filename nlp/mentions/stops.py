"""Where what is put behind a name ends: a verb of the sentence, not a word that only looks like one."""

import re
from functools import cache

from nlp.mentions.knowledge import either, starts_word, words


@cache
def _stop() -> re.Pattern[str]:
    """A word before which a role ends, or (group `keep`) one that only looks like it: "người có uy tín"."""
    know = words("people")
    return re.compile(rf"(?:(?P<keep>{either(know['role_keeps'])})|{either(know['role_stops'])})(?![^\W\d_])")


def first_stop(key: str, start: int, end: int) -> int | None:
    """Where what is put behind a name ends in `key[start:end]`, or None."""
    for match in _stop().finditer(key, start, end):
        if match["keep"] is None and starts_word(key, match.start()):
            return match.start()
    return None
