"""The paper itself: its names and hosts, which are neither author nor credit of its own articles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.reading.knowledge import key

DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,6})/?", re.I)


@dataclass(frozen=True, slots=True)
class House:
    """The paper itself, whose names are no credit: comparing keys of its names, and its hosts."""

    names: frozenset[str]
    hosts: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], hosts: Iterable[str]) -> "House":
        """From names and hosts as known to the source or given by the page."""
        bare = {host.lower().removeprefix("www.") for host in hosts if host}
        said = {part for name in names for part in (name, *re.split(r"[()|]", name[:200]))}  # "Vietnam+ (VietnamPlus)"
        said |= {name[: name.rindex(".")] for name in said if DOMAIN.fullmatch(name.strip())}  # "VOV.VN"
        return cls(frozenset(key(name) for name in said if len(key(name)) > 2), frozenset(bare))

    def owns(self, text: str) -> bool:
        """True for the paper's own name or address, with or without "Báo" and "điện tử"."""
        match = DOMAIN.fullmatch(text.strip())
        if match:
            host = match[1].lower()
            return any(host == own or host.endswith("." + own) for own in self.hosts)
        bare = _bare_name(key(text))
        return bool(bare) and any(
            bare == _bare_name(name) or (len(bare) > 5 and bare.replace(" ", "") in host)
            for name in self.names
            for host in (self.hosts or {""})
        )


def _bare_name(name: str) -> str:
    for word in (
        "bao va phat thanh, truyen hinh ",
        "trang thong tin dien tu ",
        "bao dien tu ",
        "bao ",
        "tap chi ",
        "trang tin ",
    ):
        name = name.removeprefix(word)
    return name.removesuffix(" dien tu").removesuffix(" online")
