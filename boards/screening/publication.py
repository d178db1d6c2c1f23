"""When a note may be shown to the public: a pure rule; time alone does the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Protocol

from boards.models.board import Board
from boards.models.note import Visibility
from staff.working_time import SEOUL, Calendar, is_working_day, next_working_day

OPENING_HOURS = (time(10), time(15))  # of working days, as the city's own web board (선별공개)


class Facts(Protocol):
    """What the rule needs to know of a screened text."""

    @property
    def public(self) -> str: ...

    @property
    def accuses_person(self) -> bool: ...

    @property
    def findings(self) -> tuple[object, ...]: ...


def publication(
    publishing: str,
    facts: Facts,
    *,
    by_finger: bool,
    now: datetime,
    working_days: Callable[[], Calendar],
) -> tuple[Visibility, datetime | None]:
    """(visibility, moment from which it is public) of a new note on a board.

    Notes by finger, accusing notes and anything with findings wait for a clerk whatever the
    board's rule. `working_days` is asked only by the rule that needs the office's calendar.
    """
    clean = facts.public == "show" and not facts.findings and not facts.accuses_person
    if not clean or by_finger:
        return Visibility.WAITING, None
    if publishing == Board.Publishing.AT_ONCE:
        return Visibility.PUBLIC, now
    if publishing == Board.Publishing.AFTER_LOOK:
        return Visibility.PUBLIC, next_opening(now, working_days())
    return Visibility.WAITING, None


def next_opening(received: datetime, calendar: Calendar) -> datetime:
    """The first 10:00 or 15:00 of a working day after `received`, in Asia/Seoul."""
    local = received.astimezone(SEOUL)
    day = local.date()
    if is_working_day(day, calendar):
        for hour in OPENING_HOURS:
            opening = datetime.combine(day, hour, SEOUL)
            if opening > local:
                return opening
    return datetime.combine(next_working_day(day, calendar), OPENING_HOURS[0], SEOUL)
