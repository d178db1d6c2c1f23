"""How right the suggestion is on notes that it has not seen."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from boards.triage.learning import LabelledNote, Model, Prepared, train_prepared
from boards.triage.suggestion import Suggestion, suggest_by


@dataclass
class Figures:
    """Counts over notes that were left out of the training; shares are right ÷ asked."""

    notes: int = 0
    first: int = 0
    among_three: int = 0
    routes: int = 0
    route_right: int = 0
    known: int = 0
    known_right: int = 0
    told: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, note: LabelledNote, suggestion: Suggestion) -> None:
        key, confidence = suggestion.category[0]
        right = key == note.category
        self.notes += 1
        self.first += right
        self.among_three += note.category in [k for k, _ in suggestion.category]
        self.told.append((confidence, right))
        if suggestion.known:
            self.known += 1
            self.known_right += right
        if note.route and suggestion.route:
            self.routes += 1
            self.route_right += suggestion.route[0] == note.route

    @property
    def calibration_error(self) -> float:
        """Mean distance between what was said (confidence) and what came true, by tenths."""
        tenths = defaultdict(list)
        for confidence, right in self.told:
            tenths[min(int(confidence * 10), 9)].append((confidence, right))
        return sum(
            abs(sum(c for c, _ in rows) - sum(r for _, r in rows)) for rows in tenths.values()
        ) / max(self.notes, 1)

    def __str__(self) -> str:
        return (
            f"category first {self.first / self.notes:.1%}, among three "
            f"{self.among_three / self.notes:.1%} of {self.notes}; route "
            f"{self.route_right / max(self.routes, 1):.1%} of {self.routes}; known "
            f"{self.known / self.notes:.1%}, of these right "
            f"{self.known_right / max(self.known, 1):.1%}; calibration error "
            f"{self.calibration_error:.3f}"
        )


def judge(
    judged: Sequence[LabelledNote],
    models: Iterable[tuple[Sequence[int], Model]],
    figures: Figures,
) -> None:
    """Add to `figures` what each model says of the notes that it has not seen."""
    for left_out, model in models:
        for i in left_out:
            figures.add(judged[i], suggest_by(model, judged[i].text, judged[i].side))


def unseen_models(
    judged: Sequence[LabelledNote], always: Sequence[LabelledNote], folds: int = 5, seed: int = 0
) -> Iterator[tuple[list[int], Model]]:
    """For each fold the places of its notes and a model of `always` and all other folds.

    Notes of one matter (`group`) stay in one fold.
    """
    known, unknown = ([Prepared(note) for note in notes] for notes in (always, judged))
    for left_out in dealt_by_matter(judged, folds, seed):
        chosen = set(left_out)
        rest = [note for i, note in enumerate(unknown) if i not in chosen]
        yield left_out, train_prepared([*known, *rest])


def dealt_by_matter(notes: Sequence[LabelledNote], folds: int, seed: int) -> list[list[int]]:
    """Groups dealt round-robin within their category, so that folds hold alike mixtures."""
    groups = defaultdict(list)
    for i, note in enumerate(notes):
        groups[note.group or f"alone {i}"].append(i)
    dealt = list(groups.values())
    random.Random(seed).shuffle(dealt)  # noqa: S311  # dealing folds is no secret
    dealt.sort(key=lambda members: (-len(members), notes[members[0]].category))
    hands: list[list[int]] = [[] for _ in range(folds)]
    for turn, members in enumerate(dealt):
        hands[turn % folds].extend(members)
    return hands
