"""What a new source is called: an id from its host, a name from what the site says of itself, a province if it is sure."""

import re
from collections.abc import Collection

from crawler.entries import ID
from crawler.probing.knowledge import known, pattern
from nlp.provinces import today
from nlp.text import canonical, fold, one_line

SHORT = 5  # letters; a province's name so short (Huế, Cà Mau has 5) is looked for only at an end of a host's name
# The subject of every paper, and a city only behind a unit word.
_SUBJECT = "Hồ Chí Minh"
_CITY = re.compile(r"(?:thành phố|tp\.?|t\.p\.?) ?hồ chí minh|tphcm|tp\.? ?hcm")


def id_of(host: str, taken: Collection[str] = ()) -> str:
    """An id from a host name: what stands before its ending, dots as hyphens; with a number where it is taken."""
    bare = host.lower().removeprefix("www.")
    ending = next((one for one in known()["naming"]["endings"] if bare.endswith(one)), "")
    made = re.sub(r"[^a-z0-9]+", "-", bare.removesuffix(ending)).strip("-")[:50].rstrip("-")
    if not ID.match(made):
        made = re.sub(r"[^a-z0-9]+", "-", f"nguon-{made}").strip("-")
    name, number = made, 1
    while name in taken:
        number += 1
        name = f"{made}-{number}"
    return name


def name_of(site_name: str, title: str, host: str) -> str:
    """The site's name: what it gives for itself, else the part of its title that is one, else its host."""
    longest, begins, nothing = (
        int(known()["naming"]["longest"]),
        pattern("naming", "begins"),
        pattern("naming", "nothing"),
    )
    split = pattern("naming", "separators").split
    told, parts = ([_cleaned(part) for part in split(one_line(text)[:1000])] for text in (site_name, title))
    surely = [part for part in (*told, *parts) if begins.match(fold(part))]
    good = [one for one in (*surely, *told, *parts) if 1 < len(one) <= longest and any(char.isalpha() for char in one)
            and not nothing.match(fold(one))]  # fmt: skip
    # A name with a dot and no blank is the host again.
    return next((one for one in good if " " in one or "." not in one), host)


def _cleaned(text: str) -> str:
    """One line of printable characters without signs around it, and without the words every site adds to its name."""
    text = "".join(char for char in one_line(text) if char.isprintable())
    text = re.sub(r"\s+(?:điện tử|online)\Z", "", text.strip(" \t-–—|•»:.,\"'“”"), flags=re.IGNORECASE)
    return text.strip(" -–—|•»:.,\"'“”")


def province_of(name: str, title: str, host: str) -> tuple[str | None, list[str]]:
    """The code of today's province a site is of, None when that is not sure; and the names that were found.

    Sure is what name and host agree on, or what one of them says alone; the title counts where neither says anything.
    """
    by_name, by_host = _in_text(name), _in_host(host)
    found = by_name | by_host or _in_text(title)
    names = [today()[code] for code in sorted(found)]
    return (next(iter(found)), names) if len(found) == 1 else (None, names)


def _in_text(text: str) -> set[str]:
    plain = canonical(one_line(text)[:1000])
    found = {code for code, name in today().items() if name != _SUBJECT and _word(canonical(name), plain)}
    if _CITY.search(plain):
        found |= {code for code, name in today().items() if name == _SUBJECT}
    return found


def _word(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _in_host(host: str) -> set[str]:
    """Provinces a host is named after: `baoquangninh.vn`, `hanoimoi.vn`, `huengaynay.vn`."""
    bare = host.lower().partition(":")[0]
    ending = next((one for one in known()["naming"]["endings"] if bare.endswith(one)), "")
    labels = [label.replace("-", "") for label in bare.removesuffix(ending).split(".")]
    found = set()
    for code, name in today().items():
        letters = fold(name).replace(" ", "")
        if name == _SUBJECT:
            letters = "tphcm"
        short = len(letters) <= SHORT
        if any(
            label.startswith(letters) or label.endswith(letters) or (not short and letters in label) for label in labels
        ):
            found.add(code)
    return found
