"""Suggest a category and a route for a note, with a confidence and a reason in words.

A suggestion never acts: a clerk decides. Below KNOWN_FROM it says that it does not know.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from boards.models import Category, Route, Side
from boards.triage.features import fold, matter_named
from boards.triage.learning import Head, Model
from boards.triage.shelf import active_model

KNOWN_FROM = 0.4
_MOST_WORDS = 3
_LONGEST_WORD = 10
_SPEAKS_FROM = 0.12  # share of the strongest word's say from which a word is named as a reason


@dataclass(frozen=True)
class Suggestion:
    """`category`: the three likeliest (key, confidence 0–1), best first; `route`: None for praise.

    `known` is False when the best category is less likely than KNOWN_FROM: show no suggestion
    then, only that there is none. `version` names the model, for the trail. The reasons quote
    the visitor: where the text is blurred or held, they are blurred with it.
    """

    category: tuple[tuple[str, float], ...]
    route: tuple[str, float] | None
    reasons_korean: tuple[str, ...]
    known: bool
    version: str


def suggest(text: str, side: str, chip: str | None = None) -> Suggestion:
    """What the model in use says of a note; `chip` is the category that the visitor touched."""
    return suggest_by(active_model(), text, side, chip)


def suggest_by(model: Model, text: str, side: str, chip: str | None = None) -> Suggestion:
    """As `suggest`, with a given model. Pure: no database, no clock."""
    found = model.rows(text, side)
    rows = [(row, value) for row, value, _ in found]
    ranked = _ranked(model.category, _with_chip(model, rows, chip))
    route = None
    if side == Side.REGRET:
        route = _ranked(model.route, model.route.probabilities(rows))[0]
    known = ranked[0][1] >= KNOWN_FROM
    return Suggestion(
        category=ranked[:3],
        route=route,
        reasons_korean=_reasons(model, text, found, ranked[0][0], route, chip) if known else (),
        known=known,
        version=model.version,
    )


def _with_chip(model: Model, rows: Sequence[tuple[int, float]], chip: str | None) -> list[float]:
    """Bayes: the text's verdict times how far visitors' own choices have proven right."""
    verdict = model.category.probabilities(rows)
    if not chip or chip not in model.category.classes:
        return verdict
    other = (1 - model.chip_trust) / (len(verdict) - 1)
    weighed = [
        p * (model.chip_trust if label == chip else other)
        for label, p in zip(model.category.classes, verdict, strict=True)
    ]
    total = sum(weighed)
    return [w / total for w in weighed]


def _ranked(head: Head, probabilities: Sequence[float]) -> tuple[tuple[str, float], ...]:
    pairs = zip(head.classes, probabilities, strict=True)
    return tuple((key, round(p, 3)) for key, p in sorted(pairs, key=lambda pair: -pair[1]))


def _reasons(
    model: Model,
    text: str,
    found: Sequence[tuple[int, float, str]],
    category: str,
    route: tuple[str, float] | None,
    chip: str | None,
) -> tuple[str, ...]:
    """'"번호표", "오래" → 대기·순번': the visitor's own words that spoke the loudest."""
    label = Category(category).label
    lines = []
    if words := _telling_words(model.category, found, category, text):
        lines.append(f"{_quoted(words)} → {label}")
    if chip == category:
        lines.append(f"방문자가 고른 분야 → {label}")
    if route and (words := _telling_words(model.route, found, route[0], text)):
        lines.append(f"{_quoted(words)} → {Route(route[0]).label}")
    return tuple(lines)


def _telling_words(
    head: Head, found: Sequence[tuple[int, float, str]], label: str, text: str
) -> list[str]:
    say: dict[str, float] = defaultdict(float)
    for row, value, surface in found:
        if surface:
            say[surface] += head.contribution(row, value, label)
    loud = sorted((s for s in say if say[s] > 0), key=lambda s: -say[s])
    words: list[str] = []
    for surface in filter(_may_be_quoted, loud):
        if say[surface] < _SPEAKS_FROM * say[loud[0]] or len(words) == _MOST_WORDS:
            break
        shown = _as_written(surface, text)
        if shown and not any(shown in word or word in shown for word in words):
            words.append(shown)
    return words


def _may_be_quoted(surface: str) -> bool:
    """No curse is repeated to a clerk, and no single Korean syllable stands as a reason."""
    curses = matter_named("curse")
    if curses and any(word in surface for word in curses.words):
        return False
    return len(surface) > 1 or not "가" <= surface <= "힣"


def _as_written(surface: str, text: str) -> str:
    """The words as the visitor wrote them, with their spaces and accents, when they are found."""
    if not surface.isascii():
        spaced = r"\s*".join(re.escape(char) for char in surface)
        match = re.search(spaced, text)
        return (match.group() if match else surface)[:_LONGEST_WORD]
    for word in re.findall(r"[^\s.,!?]+", text):
        if fold(word).startswith(surface.split()[0]):
            return word[: _LONGEST_WORD * 2]
    return surface[: _LONGEST_WORD * 2]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
