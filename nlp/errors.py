"""What the readers can be expected to refuse. Light to import, so that a command line can catch it."""


class NlpError(Exception):
    """An expected failure of a reader or of its files; one line that says what and where."""
