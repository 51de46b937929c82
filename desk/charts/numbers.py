"""Numbers as they are printed for people."""

from desk.say import language

_VIETNAMESE = str.maketrans(",.", ".,")


def number(value: float | int | None) -> str:
    """A number in the language of this call: 1.234,5 in Vietnamese, 1,234.5 in English; nothing for None."""
    if value is None:
        return ""
    shown = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
    return shown.translate(_VIETNAMESE) if language() == "vi" else shown
