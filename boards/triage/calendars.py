"""Calendars of many offices in one query, for lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from staff.models import ClosedDay
from staff.working_time import Calendar, national_calendar


class Calendars:
    """The working days of each of some offices around `now`; one query, calendars made at need."""

    def __init__(self, offices: Iterable[int], now: datetime) -> None:
        self.years = range(now.year - 1, now.year + 3)
        span = (date(self.years[0], 1, 1), date(self.years[-1], 12, 31))
        rows = ClosedDay.objects.filter(
            Q(office__isnull=True) | Q(office__in=set(offices)), date__range=span
        )
        self._rows = list(rows.values_list("office_id", "date", "name"))
        self._made: dict[int, Calendar] = {}

    def of(self, office_id: int) -> Calendar:
        """The calendar of one office: everyone's closed days and its own."""
        if office_id not in self._made:
            days = [(day, name) for key, day, name in self._rows if key in (None, office_id)]
            self._made[office_id] = national_calendar(self.years, days)
        return self._made[office_id]
