"""Errors people can expect: one line that says what and where, and a next step."""


class GuongError(Exception):
    """An expected failure. `str(error)` is one line; `hint` says what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(" ".join(message.split()))
        self.hint = hint


class CorpusError(GuongError):
    """The corpus file cannot be used as asked (missing, newer, read-only, locked, damaged, disk full)."""


class QueryError(GuongError):
    """A search query or a filter that has no meaning."""
