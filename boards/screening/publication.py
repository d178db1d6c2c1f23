"""When a note may be shown to the public: a pure rule; time alone does the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from boards.models.board import Board
from boards.models.note import Visibility


class Facts(Protocol):
    """What the rule needs to know of a screened text."""

    @property
    def public(self) -> str: ...

    @property
    def accuses_person(self) -> bool: ...

    @property
    def findings(self) -> tuple[object, ...]: ...


def publication(
    publishing: str, facts: Facts, *, by_finger: bool, now: datetime
) -> tuple[Visibility, datetime | None]:
    """(visibility, moment from which it is public) of a new note on a board.

    Notes by finger, accusing notes and anything with findings wait for a clerk, as does
    every note of a board that publishes after a look or holds.
    """
    clean = facts.public == "show" and not facts.findings and not facts.accuses_person
    if publishing == Board.Publishing.AT_ONCE and clean and not by_finger:
        return Visibility.PUBLIC, now
    return Visibility.WAITING, None
