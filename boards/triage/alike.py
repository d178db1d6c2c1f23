"""Find notes that tell of the same matter, so that a clerk can join them.

Likeness is a probability, fitted on pairs of labelled notes of one office: shared words (rare ones
count most), shared known matters across languages, the same category and route, and the same
trouble. Notes on one thing that tell of different troubles ('변기가 막힘', '화장실이 어디인지') are
two matters, and so are notes of one trouble with different things ('정수기가 더러움', '화장실이
더러움').
"""

import math
import re
import zlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from boards.models import Category
from boards.triage.features import fold, matter_named, pieces, troubles
from boards.triage.learning import Model
from boards.triage.shelf import active_model

PROPOSED_FROM = 0.5
BESIDE_THE_BEST = 2.5  # how much lower a further proposal's log-odds may be than the first's
MOST_PROPOSED = 3
INDEX_FEATURES = 12
_BEGINNING = re.compile(r"n:\^..$|w:[^ ]{2,}$")
# Greetings, curses and manners of speech say nothing of which matter a note tells.
_VAGUE = frozenset({"c:thanks_only", "c:bad_only", "c:curse", "c:kind", "c:service"})
# Known matters that say how something is, not which thing it is.
_NO_THING = frozenset(
    "c:" + key
    for key in (
        "dirty clean smell trash broken leak screen form car cold hot air mood cool_nice noise "
        "where_is mistake correct fast slow precise lost record absent queue turn soon_called "
        "rude banmal greet warmth smile kind service phone_play explain wrong_info jargon "
        "disabled elder town rule program benefit support_money staff_short "
        "thanks_only bad_only curse"
    ).split()
)
# Logistic regression over the pairs of labelled regrets of one office, under models that had not
# seen them: six sets (tests/data notes, dense, dense_2, blind_9 to blind_11), 335 pairs that people
# would join, each set of the same weight; then 0.8 nearer to proposing, since a proposal that is
# missing costs more than one that a clerk turns down: so far that on eight sets (blind_12 and 13 as
# well) a fifth of the proposals are wrong. Bounded in tests/triage/test_alike.py, told in
# docs/suggestion.md.
_BASE, _WORDS, _MATTERS, _RAREST, _CATEGORY, _ROUTE = -2.29, 0.63, 1.29, 0.47, 1.93, 0.87
_SAME_TROUBLE, _OTHER_TROUBLE, _ONE_TROUBLE, _SAME_ALTOGETHER = 2.45, -3.17, -0.82, -1.57
_OTHER_THING = -1.90


@dataclass(frozen=True)
class Fingerprint:
    """What of a note is compared. `rarities`: feature → inverse document frequency."""

    rarities: dict[str, float]
    surfaces: dict[str, str]
    categories: tuple[float, ...]
    routes: tuple[float, ...]
    troubles: frozenset[str]
    best_category: str

    @property
    def matters(self) -> set[str]:
        return {f for f in self.rarities if f.startswith("c:") and f not in _VAGUE}

    @property
    def things(self) -> set[str]:
        return self.matters - _NO_THING


@dataclass(frozen=True)
class Alike:
    """A note that may tell of the same matter; `likeness` 0–1."""

    id: Hashable
    likeness: float
    reason_korean: str


def fingerprint(text: str, side: str, model: Model | None = None) -> Fingerprint:
    """The fingerprint of a note under the model in use."""
    model = model or active_model()
    whole = pieces(text)
    found = {p.feature: p.surface for p in whole if not p.feature.startswith(("q:", "len:"))}
    head = model.category
    rows = [(row, value) for row, value, _ in model.rows_of(whole, side)]
    categories = head.probabilities(rows)
    return Fingerprint(
        rarities={feature: model.rarity(feature) for feature in found},
        surfaces=found,
        categories=tuple(categories),
        routes=tuple(model.route.probabilities(rows)),
        troubles=frozenset(trouble.key for trouble, _ in troubles(fold(text))),
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
    return [
        Alike(key, round(score, 3), _reason(note, other))
        for score, key, other in near[:most]
        if _log_odds(score) >= _log_odds(near[0][0]) - BESIDE_THE_BEST
    ]


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Probability that a person would join the two, 0–1; symmetric."""
    shared = one.matters & other.matters
    other_thing = one.things and other.things and not one.things & other.things
    score = (
        _BASE
        + _WORDS * math.sqrt(_cosine(one, other, _words(one), _words(other)))
        + _MATTERS * _cosine(one, other, one.matters, other.matters)
        + _RAREST * max((one.rarities[m] for m in shared), default=0.0)
        + _CATEGORY * _same(one.categories, other.categories)
        + _ROUTE * _same(one.routes, other.routes)
        + (_OTHER_THING if other_thing else 0.0)
        + _of_troubles(one.troubles, other.troubles, bool(shared))
    )
    return 1 / (1 + math.exp(-score))


def _same(one: Sequence[float], other: Sequence[float]) -> float:
    """Probability that both are of one class."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def _log_odds(likely: float) -> float:
    return math.log(likely / max(1 - likely, 1e-12))


def _of_troubles(one: frozenset[str], other: frozenset[str], share_a_matter: bool) -> float:
    if one & other:
        return _SAME_TROUBLE + (_SAME_ALTOGETHER if share_a_matter else 0.0)
    if one and other:
        return _OTHER_TROUBLE
    return _ONE_TROUBLE if one or other else 0.0


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
