"""Scores of the readers on labelled articles: per axis, with confusion and the articles that went wrong."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from nlp.directives.scoring import answers as citation_answers
from nlp.labelled import Labelled, LabelledError
from nlp.localities import scoring
from nlp.localities.load import gazetteer
from nlp.reading import Reading
from nlp.text import canonical, fold

UNANSWERED = "—"  # in a confusion: no label given, or no place found
BINS = 10  # equal-width bins of the calibration error (Guo et al. 2017)
_WORD = re.compile(r"[^\W_]+")


@dataclass
class _Axis:
    """Counts of one axis while the articles go by."""

    gold: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    confusion: dict[str, Counter[str]] = field(default_factory=dict)
    scores: list[tuple[float, bool]] = field(default_factory=list)
    support: int = 0
    exact: int = 0

    def add(self, gold: Iterable[str], said: Iterable[str]) -> bool:
        """Count one article; True when it is exactly right."""
        truth, answer = set(gold), set(said)
        self.support += 1
        self.exact += truth == answer
        self.gold.update(truth)
        self.said.update(answer)
        self.right.update(truth & answer)
        return truth == answer

    def confuse(self, gold: str, said: str) -> None:
        self.confusion.setdefault(gold, Counter())[said] += 1

    def result(self, *, one_label: bool, per_label: bool = True) -> dict[str, Any]:
        """The figures; None where nothing was labelled and nothing said, so that there is nothing to score."""
        right, gold, said = (sum(c.values()) for c in (self.right, self.gold, self.said))
        per = {label: _f1(self.right[label], self.gold[label], self.said[label]) for label in sorted(self.gold)}
        if "no" in self.confusion:  # yes or no: "no" counts towards the mean
            per["no"] = self._f1_of_no()
        out: dict[str, Any] = {
            "support": self.support,
            "precision": _share(right, said, gold),
            "recall": _share(right, gold, said),
            "f1": round(_f1(right, gold, said), 4) if gold + said else None,
            "macro_f1": round(sum(per.values()) / len(per), 4) if per else None,
            "accuracy": _share(self.exact, self.support, self.support),
            "per_label": {label: round(value, 4) for label, value in per.items()},
        }
        if not per_label:  # every mention is its own label: a mean over them says nothing
            out = {key: value for key, value in out.items() if key not in ("macro_f1", "per_label")}
        if one_label:
            out["confusion"] = {gold: dict(row) for gold, row in sorted(self.confusion.items())}
        if self.scores:
            out["calibration_error"] = round(calibration_error(self.scores), 4)
        return out

    def _f1_of_no(self) -> float:
        said = sum(row["no"] for row in self.confusion.values())
        return _f1(self.confusion["no"]["no"], sum(self.confusion["no"].values()), said)


def _share(part: int, whole: int, otherwise: int) -> float | None:
    return round(part / whole, 4) if whole else 0.0 if otherwise else None


def _f1(right: int, gold: int, said: int) -> float:
    return 2 * right / (gold + said) if gold + said else 0.0


def calibration_error(scores: list[tuple[float, bool]]) -> float:
    """Expected calibration error: mean gap between score and share of right answers, weighted by bin."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in scores:
        bins.setdefault(min(int(score * BINS), BINS - 1), []).append((score, right))
    gaps = (abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return sum(gaps) / len(scores)


def evaluate(rows: list[Labelled], read: Callable[[Labelled], Reading]) -> dict[str, Any]:
    """Score the readings of labelled articles: `{"axes": {name: …}, "errors": [{id, axis, gold, said, evidence}]}`.

    Exemplar, genre and fields are scored on articles labelled as the campaign's; absent keys are not scored.
    """
    axes: dict[str, _Axis] = {}
    errors: list[dict[str, Any]] = []
    for row in rows:
        reading = read(row)
        for name, gold, said, score, evidence in _answers(row, reading):
            axis = axes.setdefault(name, _Axis())
            right = axis.add(gold, said)
            if name in ONE_LABEL:
                nothing = "no" if name.startswith("on_campaign") else UNANSWERED
                axis.confuse(*(next(iter(x), nothing) for x in (gold, said)))
            if isinstance(score, dict):  # of sets every label given is right or wrong by itself
                axis.scores += [(value, label in gold) for label, value in score.items()]
            elif score is not None:
                axis.scores.append((score, right))
            if not right:
                errors.append({"id": row.id, "title": row.document.title, "axis": name, "gold": sorted(gold),
                               "said": sorted(said), "evidence": evidence})  # fmt: skip
    results = {n: axes[n].result(one_label=n in ONE_LABEL, per_label=n not in BY_MENTION) for n in ORDER if n in axes}
    return {"axes": results, "errors": errors}


ONE_LABEL = ("on_campaign", "on_campaign_clear", "exemplar", "genre", "primary_locality", "primary_province")
BY_MENTION = ("citations", "citation_spans", "citation_roles")
ORDER = ("on_campaign", "on_campaign_clear", "exemplar", "genre", "fields", "actors", "directives",
         "citations", "citation_spans", "citation_roles", "implied",
         "primary_locality", "primary_province", "mentions", "mention_names", "people", "models")  # fmt: skip
Answer = tuple[str, set[str], set[str], float | dict[str, float] | None, list[str]]


def _answers(row: Labelled, reading: Reading) -> Iterable[Answer]:
    labels = row.labels
    if labels.get("on_campaign") is not None:
        said = {"yes"} if reading.on_campaign else set()  # precision and recall are those of "yes"
        score = max(reading.campaign_score, 1 - reading.campaign_score)
        shown = [span.text for span in reading.campaign_spans]
        gold = {"yes"} if labels["on_campaign"] else set()
        yield "on_campaign", gold, said, score, shown
        if not labels.get("borderline"):
            yield "on_campaign_clear", gold, said, score, shown
    if row.on_campaign:
        for name in ("exemplar", "genre"):
            if labels.get(name):
                shown = [span.text for span in reading.evidence.get(name, [])]
                answer = getattr(reading, name)  # None where the reader was not sure: neither right nor a wrong label
                said = {answer} if answer else set()
                yield name, {labels[name]}, said, reading.scores.get(name) if answer else None, shown
        for name in ("fields", "actors"):
            if labels.get(name) is not None:
                shown = [span.text for span in reading.evidence.get(name, [])]
                given = set(getattr(reading, name))
                scores = {label: x for label, x in reading.scores.get(name, {}).items() if label in given}
                yield name, set(labels[name]), given, scores, shown
    yield from _found(labels, reading)
    if labels.get("citations") is not None:
        try:
            yield from citation_answers(labels["citations"], reading.directives)
        except (TypeError, ValueError) as error:
            raise LabelledError(f"{row.id}: {error}") from error


def _found(labels: dict[str, Any], reading: Reading) -> Iterable[Answer]:
    if labels.get("directives") is not None:
        shown = [span.text for tag in reading.directives for span in tag.spans]
        gold = set(labels["directives"])
        # Some labellers list what the campaign's name implies, others only what is cited: where it is not listed, an
        # implied document is neither right nor wrong.
        told = {d.id for d in reading.directives if d.id and (d.basis != "implied" or d.id in gold)}
        yield "directives", gold, told, None, shown
    if labels.get("primary_locality"):
        primary = next((p for p in reading.localities if p.role == "primary"), None)
        then = asdict(primary.then) if primary else {}
        shown = [span.text for span in primary.spans] if primary else []
        score = primary.score if primary else None
        yield "primary_locality", {place_key(labels["primary_locality"])}, _answered(place_key(then)), score, shown
        yield "primary_province", {_province(labels["primary_locality"])}, _answered(_province(then)), None, shown
    if labels.get("mentions") is not None:
        gold, told = scoring.answers(labels["mentions"], reading.localities)
        yield "mentions", gold, told, None, sorted(told - gold)
        yield "mention_names", scoring.names(gold), scoring.names(told), None, []
    for name in ("people", "models"):
        if labels.get(name) is not None:
            tags: list[Any] = getattr(reading, name)
            yield name, {_key(x) for x in labels[name]}, {_key(t.name) for t in tags}, None, [t.name for t in tags]


def _answered(place: str) -> set[str]:
    return set() if place == UNANSWERED else {place}


def place_key(unit: dict[str, Any]) -> str:
    """A unit `{name, level, province}` in comparable form: "national", or all three with spellings counted as one."""
    if not unit or unit.get("level") == "national":
        return "national" if unit else UNANSWERED
    name, province = (gazetteer().key(unit.get(key) or "") for key in ("name", "province"))
    return f"{name}/{unit.get('level')}/{province}"


def _province(unit: dict[str, Any]) -> str:
    if not unit or unit.get("level") == "national":
        return "national" if unit else UNANSWERED
    return gazetteer().key((unit.get("name") if unit.get("level") == "province" else unit.get("province")) or "")


def _key(name: str) -> str:
    return " ".join(_WORD.findall(fold(canonical(name))))


def as_json(result: dict[str, Any], *, errors: bool) -> str:
    """The result as JSON: `{axis: {...}}`, with `"errors"` beside the axes when asked for."""
    out = {**result["axes"], **({"errors": result["errors"]} if errors else {})}
    return json.dumps(out, ensure_ascii=False)
