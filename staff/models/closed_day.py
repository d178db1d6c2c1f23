"""Days on which an office is closed beside weekends and national holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from staff.office_calendar import Calendar, national_calendar

if TYPE_CHECKING:
    from staff.models.office import Office


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    def for_everyone(self) -> ClosedDayQuerySet:
        """Days that hold for every office, e.g. an ad hoc holiday."""
        return self.filter(office__isnull=True)

    def holding_for(self, office: Office | int | None) -> ClosedDayQuerySet:
        """Days that hold for an office (or its key): everyone's and its own, not those of
        offices above it."""
        return (
            self.filter(Q(office__isnull=True) | Q(office=office))
            if office
            else (self.for_everyone())
        )

    def calendar_for(self, office: Office | int | None, years: Iterable[int]) -> Calendar:
        """The working days of an office (None: what holds for all) in `years`; one query."""
        wanted = sorted(set(years))
        if not wanted:
            return national_calendar(())
        span = (date(wanted[0], 1, 1), date(wanted[-1], 12, 31))
        rows = self.holding_for(office).filter(date__range=span).values_list("date", "name")
        return national_calendar(wanted, rows)


class ClosedDay(models.Model):
    """An ad hoc public holiday (임시공휴일, no office) or an office's own closing day."""

    office = models.ForeignKey(
        "staff.Office",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closed_days",
        verbose_name="기관",
        help_text="비워 두면 모든 기관이 쉽니다(임시공휴일).",
    )
    date = models.DateField("날짜")
    name = models.CharField("이름", max_length=40, help_text="예: 임시공휴일, 청사 이전")

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = "휴무일"
        verbose_name_plural = "휴무일"
        ordering = ["-date"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "date"], name="one_closed_day_an_office_and_date"
            ),
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(office__isnull=True),
                name="one_closed_day_for_everyone_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y. %-m. %-d.} {self.name}"
