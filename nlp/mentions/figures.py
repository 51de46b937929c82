"""Figures: quantities of a result, with their unit. Dates, years, ages, scores, telephone and document numbers are none.

Read the Vietnamese way: a full stop groups thousands, a comma is the decimal sign. Each number of a text is looked at
once; what stands behind it must be a unit the knowledge file lists, and what stands before it must not make it a name.
"""

import re
from functools import cache

from nlp.mentions import counted
from nlp.mentions.knowledge import MAX_READ, either, key_of, last_words, word_set, words
from nlp.records import Document, FieldName, Figure, Span

_PLAIN = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,4})?|\d{1,12}(?:[,.]\d{1,2})?"
_NUMBERS = re.compile(
    rf"(?P<first>{_PLAIN})"
    rf"(?:(?P<ratio>/)(?P<second>{_PLAIN})|(?P<range> ?[-–] ?| đến )(?P<last>{_PLAIN}))?(?![\d/:]|[.,]\d)"
)
_GLUED = "/.,:-–+_"  # right before a number these make it part of a date, a document, a name
MAX_FIGURES = 200  # per article: a page of tables proves nothing more with the rest
YEARS = (1900, 2100)  # a bare four-digit number between them is read as a year, never as a quantity
Unit = tuple[int, float, str | None]  # end of the figure, factor, unit


@cache
def _factor() -> re.Pattern[str]:
    return re.compile(rf"\s(?P<word>{either(words('figures')['multipliers'])})(?![^\W\d_])")


@cache
def _measure() -> re.Pattern[str]:
    know = words("figures")
    return re.compile(
        rf" ?(?!(?:{either(know['not_measures'])})(?![^\W\d_]))(?P<unit>{either(know['measures'])})(?![^\W_])"
        rf"(?P<per>(?:/(?:{either(know['per'])})(?![^\W\d_])){{0,3}})(?: (?P<what>{either(know['stuff'])})(?![^\W\d_]))?"
    )


@cache
def _counted() -> re.Pattern[str]:
    know = words("figures")
    return re.compile(rf" (?P<unit>{either(know['counted'])})(?![^\W\d_])")


def value(number: str, factor: float = 1.0) -> float:
    """The number a figure prints: `1.000` → 1000, `1,5` times a factor of 1e9 → 1.5e9.

    A full stop before one or two digits is a decimal sign typed the English way (`2.5`).
    """
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number)
    plain = number.replace(".", "") if grouped else number
    return round(float(plain.replace(",", ".")) * factor, 6)


def find_figures(doc: Document) -> list[Figure]:
    """The figures of an article in reading order, at most MAX_FIGURES.

    `value` is None for a ratio (`91/91`) or a range (`25 - 30 triệu đồng`); `unit` is None where none is printed.
    """
    found: list[Figure] = []
    for field, text in doc.fields():
        key = key_of(text[:MAX_READ])
        at = 0
        while len(found) < MAX_FIGURES and (match := _NUMBERS.search(key, at)):
            if match.start() and (key[match.start() - 1].isalnum() or key[match.start() - 1] in _GLUED):
                at = match.end()
                continue
            figure, at = _figure(field, text, key, match)
            if figure:
                if figure.of is None and found:
                    _as_before(field, key, found[-1], figure)
                found.append(figure)
    return found


def _as_before(field: FieldName, key: str, before: Figure, figure: Figure) -> None:
    """A share that went from one figure to the next counts the same in both."""
    last, here = before.spans[0], figure.spans[0]
    if last.field == field and before.unit == figure.unit == "%" and counted.goes_on(key, last.end, here.start):
        figure.of = before.of


def _figure(field: FieldName, text: str, key: str, match: re.Match[str]) -> tuple[Figure | None, int]:
    """The figure that begins with this number, or None, and where to read on."""
    end, factor, unit = _unit(key, match.end())
    if not _is_figure(key, match, factor, unit):
        return None, match.end()
    single = match["ratio"] is None and match["range"] is None
    amount = value(match["first"], factor) if single else None
    if single and factor > 1 and unit is None:  # "1 tỷ 200 triệu đồng": the rest is read with it
        rest = re.compile(rf" (?P<first>{_PLAIN})(?=\s)").match(key, end)
        if rest is not None:
            last, second, unit_2 = _unit(key, rest.end())
            if amount is not None and 1 < second < factor:
                amount, end, unit = amount + value(rest["first"], second), last, unit_2
    span = Span(field, match.start(), end, text[match.start() : end])
    thing = counted.thing(key, match.start(), end)
    of = Span(field, *thing, text[thing[0] : thing[1]]) if thing else None
    return Figure(text=span.text, value=amount, unit=unit, of=of, spans=[span]), end


def _unit(key: str, end: int) -> Unit:
    factor = 1.0
    for _ in range(2):  # "nghìn tỷ" is the longest
        more = _factor().match(key, end)
        if more is None:
            break
        factor *= words("figures")["multipliers"][more["word"]]
        end = more.end()
    measured = _measure().match(key, end)
    if measured is not None:
        name = measured["unit"]
        return measured.end(), factor, words("figures")["same"].get(name, name) + measured["per"].replace("²", "2")
    noun = _counted().match(key, end)
    if noun is None or not counted.is_thing(key, *noun.span("unit")):
        return end, factor, None
    return noun.end(), factor, noun["unit"]


def _is_figure(key: str, match: re.Match[str], factor: float, unit: str | None) -> bool:
    know = words("figures")
    first, measured = match["first"], unit is not None and unit not in word_set("figures", "counted")
    before = last_words(key, match.start(), 2)
    previous = before[-1] if before else ""
    if match.group() in know["never"] or (len(first) > 2 and first[0] == "0" and first[1].isdigit()):
        return False
    if match["ratio"]:
        return _is_ratio(match, previous, unit)
    if match["range"] and value(match["last"]) <= value(first):  # 19-5 is a day, 2-1 a score
        return False
    if unit is None:
        return factor > 1000 and not match["range"]
    if not measured and factor == 1:
        if re.search(r"\.\d{1,2}$", first) or (first.isdigit() and YEARS[0] <= int(first) <= YEARS[1]):
            return False
        if previous in word_set("figures", "ordinal") and not before[0].startswith(("mỗi ", "một ")):
            return False
    printed = key[match.end() : match.end() + 4].strip()
    bare = any(re.match(rf"{short}(?![^\W\d_])", printed) for short in know["only_with_thousands"])
    return not bare or "." in first or factor > 1


def _is_ratio(match: re.Match[str], previous: str, unit: str | None) -> bool:
    """A part of a whole: not a day and month, a month and year, a fraction of a rank."""
    part, all_ = value(match["first"]), value(match["second"])
    if part > all_ or part % 1 or all_ % 1 or YEARS[0] <= all_ <= YEARS[1]:
        return False
    if part <= 31 and all_ <= 12 and previous in word_set("figures", "date_words"):
        return False
    return all_ > 12 or (unit is not None and unit in word_set("figures", "counted"))
