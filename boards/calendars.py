"""Calendars of many offices in one query, and what they say of the time for sorting: for lists,
reminders and the week's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.utils import timezone

from staff.models import ClosedDay
from staff.periods import LEGAL_PERIODS
from staff.scope import office_ids, person
from staff.working_time import Calendar, national_calendar, starts_that_ran_out

if TYPE_CHECKING:
    from django.http import HttpRequest


def calendars_of(request: HttpRequest) -> Calendars:
    """The calendars of the looker's scope, read once a request."""
    if not hasattr(request, "_calendars"):
        found = Calendars(office_ids(person(request)), timezone.localtime())
        request._calendars = found  # type: ignore[attr-defined]  # kept for this request
    return request._calendars  # type: ignore[attr-defined]  # set above


class Calendars:
    """The working days of each of some offices around `now`; one query, calendars made at need."""

    def __init__(self, offices: Iterable[int], now: datetime) -> None:
        self.years = range(now.year - 1, now.year + 3)
        span = (date(self.years[0], 1, 1), date(self.years[-1], 12, 31))
        rows = ClosedDay.objects.filter(
            Q(office__isnull=True) | Q(office__in=set(offices)), date__range=span
        )
        self._rows = list(rows.values_list("office_id", "date", "name"))
        self._now = now
        self._with_own_days = {key for key, _, _ in self._rows if key is not None}
        self._made: dict[int | None, Calendar] = {}

    def of(self, office_id: int) -> Calendar:
        """The calendar of one office: everyone's closed days and its own. Offices without days of
        their own share one."""
        own = office_id if office_id in self._with_own_days else None
        if own not in self._made:
            days = [(day, name) for key, day, name in self._rows if key in (None, own)]
            self._made[own] = national_calendar(self.years, days)
        return self._made[own]

    def sorting_ran_out(
        self, offices: Iterable[int], at: datetime | None = None
    ) -> dict[datetime, list[int]]:
        """Before which start the time for sorting is over `at` a moment (now), and in which
        offices: as a rule one moment for all, because few offices close on days of their own."""
        at = at or self._now
        shared: datetime | None = None
        found: dict[datetime, list[int]] = defaultdict(list)
        for office in offices:
            if office in self._with_own_days:
                moment = _sorting_ran_out(self.of(office), at)
            else:
                moment = shared = shared or _sorting_ran_out(self.of(office), at)
            found[moment].append(office)
        return dict(found)


def _sorting_ran_out(calendar: Calendar, now: datetime) -> datetime:
    """What started its clock of sorting before this moment is past it at `now`."""
    # The law counts it in hours (영 13조).
    hours = cast("timedelta", LEGAL_PERIODS["transfer"].period.working_hours)
    return starts_that_ran_out(now, hours, calendar)
