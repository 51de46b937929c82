"""A header of an answer as text."""

from scrapy.http import Response


def header(response: Response, name: str) -> str | None:
    """The first header of this name, its bytes taken one to one; None when it is missing or empty."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
