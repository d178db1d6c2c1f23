"""Find notes that tell of the same matter, so that a clerk can join them.

Likeness is a probability, fitted on pairs of labelled notes of one office and one side: shared
words (rare ones count most), shared known matters across languages, and the same category.
"""

import math
import re
import zlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from boards.models import Category
from boards.triage.features import matter_named, pieces
from boards.triage.learning import Model
from boards.triage.shelf import active_model

PROPOSED_FROM = 0.4
MOST_PROPOSED = 3
INDEX_FEATURES = 12
_BEGINNING = re.compile(r"n:\^..$|w:[^ ]{2,}$")
# Greetings, curses and manners of speech say nothing of which matter a note tells.
_VAGUE = frozenset({"c:thanks_only", "c:bad_only", "c:curse", "c:kind", "c:service"})
# Logistic regression over the pairs of the labelled notes (598 pairs, 108 of them joined).
_BASE, _WORDS, _MATTERS, _RAREST, _CATEGORY = -4.8, 1.8, 1.9, 0.76, 3.8


@dataclass(frozen=True)
class Fingerprint:
    """What of a note is compared. `rarities`: feature → inverse document frequency."""

    rarities: dict[str, float]
    surfaces: dict[str, str]
    categories: tuple[float, ...]
    best_category: str

    @property
    def matters(self) -> set[str]:
        return {f for f in self.rarities if f.startswith("c:") and f not in _VAGUE}


@dataclass(frozen=True)
class Alike:
    """A note that may tell of the same matter; `likeness` 0–1."""

    id: Hashable
    likeness: float
    reason_korean: str


def fingerprint(text: str, side: str, model: Model | None = None) -> Fingerprint:
    """The fingerprint of a note under the model in use."""
    model = model or active_model()
    found = {p.feature: p.surface for p in pieces(text) if not p.feature.startswith(("q:", "len:"))}
    head = model.category
    categories = head.probabilities([(row, value) for row, value, _ in model.rows(text, side)])
    return Fingerprint(
        rarities={feature: model.rarity(feature) for feature in found},
        surfaces=found,
        categories=tuple(categories),
        best_category=head.classes[categories.index(max(categories))],
    )


def alike(
    note: Fingerprint, candidates: Iterable[tuple[Hashable, Fingerprint]], most: int = MOST_PROPOSED
) -> list[Alike]:
    """The candidates that likely tell of the same matter, likeliest first, at most `most`.

    Candidates are of the same office (or its kin) and side, under the same model version.
    """
    judged = ((likeness(note, other), key, other) for key, other in candidates)
    near = sorted((j for j in judged if j[0] >= PROPOSED_FROM), key=lambda j: -j[0])
    return [Alike(key, round(score, 3), _reason(note, other)) for score, key, other in near[:most]]


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Probability that a person would join the two, 0–1; symmetric."""
    shared_matters = one.matters & other.matters
    same_category = sum(a * b for a, b in zip(one.categories, other.categories, strict=True))
    score = (
        _BASE
        + _WORDS * _cosine(one, other, _words(one), _words(other))
        + _MATTERS * _cosine(one, other, one.matters, other.matters)
        + _RAREST * max((one.rarities[m] for m in shared_matters), default=0.0)
        + _CATEGORY * same_category
    )
    return 1 / (1 + math.exp(-score))


def index_features(note: Fingerprint) -> dict[int, float]:
    """At most INDEX_FEATURES (feature, weight) by which candidates are found in the database.

    Known matters first, then the beginnings of the rarest words: a Korean word keeps its
    beginning whatever ending follows. 32-bit signed integers, from which no text can be read.
    Every pair of the labelled regrets that `alike` would propose shares one.
    """
    matters = sorted(note.matters, key=lambda f: -note.rarities[f])
    words = sorted(filter(_BEGINNING.match, _words(note)), key=lambda f: (-note.rarities[f], f))
    chosen = [*matters, *words][:INDEX_FEATURES]
    return {_hash(feature): note.rarities[feature] for feature in chosen}


def _words(note: Fingerprint) -> set[str]:
    return {f for f in note.rarities if f.startswith(("n:", "w:"))}


def _cosine(one: Fingerprint, other: Fingerprint, left: set[str], right: set[str]) -> float:
    shared = sum(one.rarities[f] ** 2 for f in left & right)
    if not shared:
        return 0.0
    lengths = sum(one.rarities[f] ** 2 for f in left) * sum(other.rarities[f] ** 2 for f in right)
    return shared / math.sqrt(lengths)


def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode()) - 2**31


def _reason(one: Fingerprint, other: Fingerprint) -> str:
    """'둘 다 정수기·물 이야기', or the words that both hold, or the category."""
    shared = sorted(one.matters & other.matters, key=lambda f: -one.rarities[f])
    labels = [m.label for key in shared[:2] if (m := matter_named(key.removeprefix("c:")))]
    if labels:
        return f"둘 다 {', '.join(labels)} 이야기"
    words = sorted(_words(one) & _words(other), key=lambda f: -one.rarities[f] * len(f))
    if words:
        return f'둘 다 "{one.surfaces[words[0]]}"'
    return f"둘 다 {Category(one.best_category).label}"
