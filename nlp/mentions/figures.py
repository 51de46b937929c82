"""Figures: quantities of a result, with their unit. Dates, years, document numbers and clock times are none."""

import re
from functools import cache

from nlp.mentions.knowledge import either, words
from nlp.records import Document, Figure, Span
from nlp.text import canonical

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
MAX_FIGURES = 200  # per article: a page of tables proves nothing more with the rest
# What makes the number before it part of something else: a date, a number of a document, a term, a range of years.
_NOT_AFTER = re.compile(
    r"(?:\bsố|\bngày|\btháng|\bnăm|\bquý|\bkhóa|\blúc|\bkỳ|\bbài|\bđiều|\bkhoản|\bthị|\bluận|\bquyết|\bđịnh|\bhoạch|\btổ|\bkhu|\bthôn|\bấp|\bxóm"
    r"|\bkhóm|\bphường|\bquận|\blớp|\bđội)\s*\Z|[/.,:\-–]\Z"
)


@cache
def _pattern() -> re.Pattern[str]:
    know = words("figures")
    factor = either(list(know["multipliers"]))
    measures, counted = either(know["measures"]), either(know["counted"])
    return re.compile(
        rf"(?<![\w/.,])(?P<number>{_NUMBER})(?P<ratio>/(?:{_NUMBER}))?(?P<factor>(?:\s+(?:{factor}))*)"
        rf"(?:\s+(?P<counted>{counted})(?![^\W\d_])|\s*(?P<measure>{measures})(?![^\W\d_])(?:\s+(?P<what>[^\W\d_]+))?)?"
    )


def value(number: str, factors: str = "") -> float:
    """The number a figure prints: `1.000` → 1000, `1,5` with `tỷ` → 1.5e9."""
    amount = float(number.replace(".", "").replace(",", "."))
    for factor in factors.split():
        amount *= words("figures")["multipliers"][factor]
    return amount


def find_figures(doc: Document) -> list[Figure]:
    """The figures of an article in reading order."""
    found: list[Figure] = []
    for name, text in doc.fields():
        key = canonical(text)
        for match in _pattern().finditer(key):
            unit = match["measure"] or match["counted"]
            if not _is_figure(match, key, unit):
                continue
            start, end = match.span()
            if match["measure"] and match["what"] and match["measure"] not in ("m2", "m²", "ha", "kg", "tấn", "lít"):
                end = match.end("measure")  # only measures of stuff take the stuff along: "1.000m2 đất"
            amount = None if match["ratio"] else value(match["number"], match["factor"])
            figure = Figure(text=text[start:end], value=amount, unit=unit)
            figure.spans.append(Span(name, start, end, text[start:end]))
            found.append(figure)
            if len(found) == MAX_FIGURES:
                return found
    return found


def _is_figure(match: re.Match[str], key: str, unit: str | None) -> bool:
    before = key[max(0, match.start() - 12) : match.start()]
    if match["ratio"]:
        first, second = value(match["number"]), value(match["ratio"][1:])
        plausible = first <= second and (second > 31 or unit is not None)
        return plausible and key[match.end() : match.end() + 1] != "/" and not re.search(r"ngày\s*\Z", before)
    if unit is None or len(match["number"]) > 18:
        return False
    if match["counted"] and _NOT_AFTER.search(before):
        return False
    return unit != "đ" or bool(match["factor"]) or "." in match["number"]
