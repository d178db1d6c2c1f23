"""How long each route may take, and how a due time is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from boards.models import Complaint, Route
from staff.models import ClosedDay
from staff.periods import LEGAL_PERIODS, Period
from staff.working_time import Calendar, Due, d_day, due_at

if TYPE_CHECKING:
    from staff.models import Office

SOON_DAYS = 3  # working days; D-3 and nearer are shown in the colour of warning


@dataclass(frozen=True)
class DueLabel:
    """A due time in a word and a kind for its colour: late, today, soon, calm, none."""

    word: str
    kind: str


def period_of(route: str, unfair: bool) -> Period:
    """즉시 3 working hours (영 19조); long-term 14 days (건의, 영 15조), 7 when it alleges unfair
    treatment (고충, 영 17조). KeyError for an unsorted route."""
    if route == Route.QUICK_FIX:
        return LEGAL_PERIODS["immediate"].period
    return {
        (Route.LONG_TERM, False): LEGAL_PERIODS["suggestion"].period,
        (Route.LONG_TERM, True): LEGAL_PERIODS["grievance"].period,
    }[(Route(route), unfair)]


def due_of(complaint: Complaint, period: Period, calendar: Calendar) -> Due:
    """When a complaint is due under `period`; its clock starts at the true receipt."""
    return due_at(complaint.clock_starts_at, period, calendar)


def sorting_due(complaint: Complaint, calendar: Calendar) -> Due:
    """Until when it must be sorted or transferred: 3 working hours (영 13조)."""
    return due_at(started_sorting_at(complaint), LEGAL_PERIODS["transfer"].period, calendar)


def started_sorting_at(complaint: Complaint) -> datetime:
    """When its clock of sorting started: at its receipt, reopening or transfer, the last one."""
    return max(complaint.clock_starts_at, complaint.transferred_at or complaint.clock_starts_at)


def calendar_of(office: Office, now: datetime) -> Calendar:
    """The working days of an office around `now`: last year's receipts to next year's promises."""
    return ClosedDay.objects.calendar_for(office, range(now.year - 1, now.year + 3))


def due_label(moment: datetime | None, now: datetime, calendar: Calendar) -> DueLabel:
    """D-3, D-Day or 기한경과 for an open complaint; a dash without a due time."""
    if moment is None:
        return DueLabel("–", "none")
    word = d_day(now, moment, calendar)
    if now > moment:
        return DueLabel(word, "late")
    if word == "D-Day":
        return DueLabel("D-Day", "today")
    days = int(word.removeprefix("D-"))
    return DueLabel(word, "soon" if days <= SOON_DAYS else "calm")


def end_of_today(now: datetime) -> datetime:
    """The first moment of tomorrow in the zone of `now`."""
    return (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
