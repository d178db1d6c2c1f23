"""Learn categories and routes from labelled notes: complement naive Bayes in plain Python.

Measured on the labelled notes, cross-validated by matter: complement naive Bayes is within three
points of logistic regression, and needs one pass, no library and no seed, so that the same notes
always give the same model.
"""

import base64
import hashlib
import json
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from boards.triage.features import Piece, pieces

FORMAT = 1
ROUTES = ("quick_fix", "long_term")
SMOOTHING = 0.3
LEXICON_WEIGHT = 2.0  # a known matter tells more than a stray piece of a word
# A piece of a word stays in the model only when so many notes hold it: what one visitor wrote
# cannot be read out of the weights. Invented notes have no visitor.
MIN_CITY_NOTES = 3
MIN_INVENTED_NOTES = 2
MAX_FEATURES = 30_000
CALIBRATION_NOTES = 2_000
CALIBRATION_FOLDS = 5
SHARPNESS = (1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 10, 12, 16)
# Of one note, its known features by their row, and what each counts.
_Rows = list[tuple[int, float]]
# For each sharpness, how surprised a head was by notes it had not seen.
_Losses = defaultdict[float, float]
_STEP = 1 / 2048  # weights are kept as 16-bit integers of this unit


class ModelFormatError(ValueError):
    """The stored model was made by another version of this program."""


@dataclass(frozen=True)
class LabelledNote:
    """A note and what a person decided. `group` names the matter; `chip` is the visitor's choice.

    `invented` notes were written to begin with; the others came from visitors.
    """

    text: str
    side: str
    category: str
    route: str | None = None
    group: str | None = None
    chip: str | None = None
    invented: bool = False


@dataclass(frozen=True)
class Head:
    """Weights of one question: `weights[row * len(classes) + column]`, in steps."""

    classes: tuple[str, ...]
    weights: array
    sharpness: float

    def probabilities(self, rows: Sequence[tuple[int, float]]) -> list[float]:
        """One probability a class, from (feature row, value) pairs of length 1."""
        width = len(self.classes)
        scores = [0.0] * width
        for row, value in rows:
            start = row * width
            for column in range(width):
                scores[column] += value * self.weights[start + column]
        return softmax([s * _STEP * self.sharpness for s in scores])

    def contribution(self, row: int, value: float, label: str) -> float:
        """How much a feature speaks for a class rather than for the others."""
        width = len(self.classes)
        return value * _STEP * self.weights[row * width + self.classes.index(label)]


@dataclass(frozen=True)
class Model:
    """What was learned; `version` is the digest of its content.

    `counts[row]` is the number of notes that held a feature.
    """

    features: dict[str, int]
    counts: array
    category: Head
    route: Head
    chip_trust: float
    notes_count: int
    version: str

    def rows(self, text: str, side: str) -> list[tuple[int, float, str]]:
        """(row, value, the visitor's words) of the features that the model knows."""
        return self.rows_of(pieces(text), side)

    def rows_of(self, taken_apart: Iterable[Piece], side: str) -> list[tuple[int, float, str]]:
        """As `rows`, of a text that is taken apart already."""
        known = [
            (row, weight_of(piece.feature), piece.surface)
            for piece in [*taken_apart, Piece("s:" + side, "")]
            if (row := self.features.get(piece.feature)) is not None
        ]
        length = math.sqrt(sum(value * value for _, value, _ in known)) or 1.0
        return [(row, value / length, surface) for row, value, surface in known]

    def rarity(self, feature: str) -> float:
        """Inverse document frequency: 0 for what every note holds, the rarer the higher."""
        row = self.features.get(feature)
        seen = self.counts[row] if row is not None else 1
        return math.log((self.notes_count + 1) / (seen + 1))

    def to_json(self) -> str:
        return json.dumps({"version": self.version, **_content(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, payload: str) -> "Model":
        """Raises ModelFormatError when the payload is not a model of this format."""
        try:
            content = json.loads(payload)
            if content["format"] != FORMAT:
                raise ModelFormatError(f"format {content['format']}, expected {FORMAT}")
            names = content["features"]
            return cls(
                features={name: row for row, name in enumerate(names)},
                counts=_counts_from(content["counts"], len(names)),
                category=_head_from(content["category"], len(names)),
                route=_head_from(content["route"], len(names)),
                chip_trust=content["chip_trust"],
                notes_count=content["notes_count"],
                version=content["version"],
            )
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ModelFormatError(str(error)) from error


def train(notes: Iterable[LabelledNote]) -> Model:
    """A model of all the notes, its confidences calibrated on notes left out in turn.

    Raises ValueError without at least one note of each route.
    """
    return train_prepared([Prepared(note) for note in notes])


def train_prepared(prepared: Sequence["Prepared"]) -> Model:
    """As `train`, of notes that were taken apart before."""
    if {p.note.route for p in prepared if p.note.route} != set(ROUTES):
        raise ValueError("notes of both routes are needed")
    model = _fit(prepared, _calibrate(prepared))
    digest = hashlib.sha256(json.dumps(_content(model), sort_keys=True).encode()).hexdigest()
    return replace(model, version=digest[:12])


def features_of(text: str, side: str) -> Iterator[tuple[str, str]]:
    for piece in pieces(text):
        yield piece.feature, piece.surface
    yield "s:" + side, ""


def weight_of(feature: str) -> float:
    return LEXICON_WEIGHT if feature.startswith(("c:", "q:")) else 1.0


def softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


class Prepared:
    """A note with its features, so that they are taken apart once for all folds."""

    def __init__(self, note: LabelledNote) -> None:
        self.note = note
        self.features = [feature for feature, _ in features_of(note.text, note.side)]


def _fit(prepared: Sequence[Prepared], sharpness: tuple[float, float]) -> Model:
    vocabulary = _vocabulary(prepared)
    names = {feature: row for row, (feature, _) in enumerate(vocabulary)}
    categories = tuple(sorted({p.note.category for p in prepared}))
    rows = [_rows(p, names) for p in prepared]
    by_category = [(p.note.category, of) for p, of in zip(prepared, rows, strict=True)]
    by_route = [(p.note.route, of) for p, of in zip(prepared, rows, strict=True) if p.note.route]
    return Model(
        features=names,
        counts=array("l", (count for _, count in vocabulary)),
        category=_head(by_category, categories, len(names), sharpness[0]),
        route=_head(by_route, ROUTES, len(names), sharpness[1]),
        chip_trust=_chip_trust(prepared),
        notes_count=len(prepared),
        version="",
    )


def _rows(prepared: Prepared, names: dict[str, int]) -> _Rows:
    """Row and value of each feature of a note that is known, the values of length 1."""
    known = [(names[f], weight_of(f)) for f in prepared.features if f in names]
    length = math.sqrt(sum(value * value for _, value in known)) or 1.0
    return [(row, value / length) for row, value in known]


def _vocabulary(prepared: Sequence[Prepared]) -> list[tuple[str, int]]:
    """(feature, notes) that enough notes hold, the most frequent first, at most MAX_FEATURES."""
    invented: Counter[str] = Counter()
    city: Counter[str] = Counter()
    for p in prepared:
        (invented if p.note.invented else city).update(p.features)
    kept = [
        (feature, invented[feature] + city[feature])
        for feature in invented.keys() | city.keys()
        if invented[feature] >= MIN_INVENTED_NOTES or city[feature] >= MIN_CITY_NOTES
    ]
    kept.sort(key=lambda pair: (-pair[1], pair[0]))
    return kept[:MAX_FEATURES]


def _head(
    labelled: Sequence[tuple[str, _Rows]],
    classes: tuple[str, ...],
    features: int,
    sharpness: float,
) -> Head:
    """Complement naive Bayes: a class is weighed by what the notes of all others hold.

    `features` is how many the model knows.
    """
    counts: dict[str, list[float]] = {label: [0.0] * features for label in classes}
    for label, rows in labelled:
        column = counts[label]
        for row, value in rows:
            column[row] += value
    held = list(zip(*counts.values(), strict=True))  # of each feature, by class
    totals = [sum(by_class) for by_class in held]
    grand = sum(totals) + SMOOTHING * features
    logs = [math.log(grand - sum(column)) for column in counts.values()]
    weights = array("h")
    for by_class, total in zip(held, totals, strict=True):
        unheld = math.log(total + SMOOTHING)  # most features are held by few classes
        raw = [
            log - (math.log(total - own + SMOOTHING) if own else unheld)
            for own, log in zip(by_class, logs, strict=True)
        ]
        middle = sum(raw) / len(raw)  # softmax does not see it; reasons become comparable
        weights.extend([round((value - middle) / _STEP) for value in raw])
    return Head(classes, weights, sharpness)


def _chip_trust(prepared: Sequence[Prepared]) -> float:
    """How often clerks agree with the visitor's own choice of category.

    Begins at six in ten, as if ten notes had been seen, until the city's own notes say better.
    """
    chosen = [p.note for p in prepared if p.note.chip and not p.note.invented]
    agreed = sum(note.chip == note.category for note in chosen)
    return round((agreed + 6) / (len(chosen) + 10), 3)


def _calibrate(prepared: Sequence[Prepared]) -> tuple[float, float]:
    """The sharpness of each head under which notes left out are least surprising."""
    sample = prepared[-CALIBRATION_NOTES:]
    losses: tuple[_Losses, _Losses] = (defaultdict(float), defaultdict(float))
    for fold in range(CALIBRATION_FOLDS):
        left_out = [p for p in sample if _fold_of(p.note) == fold]
        others = [p for p in sample if _fold_of(p.note) != fold]
        if not left_out or {p.note.route for p in others if p.note.route} != set(ROUTES):
            continue
        model = _fit(others, (1.0, 1.0))
        for p in left_out:
            _add_losses(model, p, losses)
    category, route = (min(SHARPNESS, key=loss.__getitem__) for loss in losses)
    return category, route


def _add_losses(model: Model, prepared: Prepared, losses: tuple[_Losses, _Losses]) -> None:
    note = prepared.note
    rows = _rows(prepared, model.features)
    for head, label, loss in (
        (model.category, note.category, losses[0]),
        (model.route, note.route, losses[1]),
    ):
        if label not in head.classes:
            continue
        logs = [math.log(p) for p in head.probabilities(rows)]
        column = head.classes.index(label)
        for sharpness in SHARPNESS:
            loss[sharpness] -= math.log(softmax([x * sharpness for x in logs])[column])


def _fold_of(note: LabelledNote) -> int:
    """Notes of one matter fall into one fold: else a note would be judged by its own twin."""
    return hashlib.sha256((note.group or note.text).encode()).digest()[0] % CALIBRATION_FOLDS


def _content(model: Model) -> dict[str, object]:
    return {
        "format": FORMAT,
        "notes_count": model.notes_count,
        "chip_trust": model.chip_trust,
        "features": list(model.features),
        "counts": list(model.counts),
        "category": _head_to(model.category),
        "route": _head_to(model.route),
    }


def _head_to(head: Head) -> dict[str, object]:
    little = array("h", head.weights)
    if _BIG_ENDIAN:
        little.byteswap()
    return {
        "classes": head.classes,
        "sharpness": head.sharpness,
        "weights": base64.b64encode(little.tobytes()).decode(),
    }


def _counts_from(counts: list[int], rows: int) -> array:
    if len(counts) != rows:
        raise ModelFormatError("counts and features differ in number")
    return array("l", counts)


def _head_from(content: dict, rows: int) -> Head:
    weights = array("h", base64.b64decode(content["weights"]))
    if _BIG_ENDIAN:
        weights.byteswap()
    if len(weights) != rows * len(content["classes"]):
        raise ModelFormatError("weights and features differ in number")
    return Head(tuple(content["classes"]), weights, content["sharpness"])


_BIG_ENDIAN = array("h", [1]).tobytes()[0] == 0
