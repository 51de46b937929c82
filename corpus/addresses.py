"""Addresses as the corpus knows them: the host they live on, and one key for the spellings of one page."""


def _parts(url: str) -> tuple[str, str]:
    """Host (with port) and the rest of an address, cut by hand: this floor knows no network."""
    _, found, rest = url.partition("://")
    cut = min((at for mark in "/?#" if (at := rest.find(mark)) >= 0), default=len(rest))
    return (rest[:cut].lower().removeprefix("www."), rest[cut:]) if found else ("", url)


def address_host(url: str) -> str:
    """Host and port of an address, in lower case, without www.; empty for what has none."""
    return _parts(url)[0]


def address_key(url: str) -> str:
    """One key for http and https, www. and bare, with and without a closing slash; path and query stay as written."""
    host, rest = _parts(url)
    path, mark, query = rest.partition("#")[0].partition("?")
    return host + path.rstrip("/") + (f"?{query}" if mark and query else "")
