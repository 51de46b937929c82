"""A request we do not make."""

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """Raised instead of a request; `kind` says by which rule.

    Kinds: outside (a stranger's host), private_address, scheme, port, robots (forbidden there), robots_unreachable,
    host_down (it stopped answering), retry_later (it asked us to wait beyond this run).
    """

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
