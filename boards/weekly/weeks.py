"""Weeks from Monday to Sunday in Asia/Seoul, and their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True, order=True)
class Week:
    """A week by its Monday. Raises ValueError for any other day."""

    monday: date

    def __post_init__(self) -> None:
        if self.monday.weekday() != 0:
            raise ValueError("a week starts on a Monday")

    @classmethod
    def of(cls, moment: datetime) -> Week:
        """The week of a moment as people in Seoul count it."""
        return cls.of_day(moment.astimezone(SEOUL).date())

    @classmethod
    def of_day(cls, day: date) -> Week:
        return cls(day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def start(self) -> datetime:
        """Monday 00:00 in Seoul."""
        return datetime.combine(self.monday, time(), SEOUL)

    @property
    def end(self) -> datetime:
        """The first moment after the week."""
        return datetime.combine(self.monday + timedelta(days=7), time(), SEOUL)

    @property
    def before(self) -> Week:
        return Week(self.monday - timedelta(days=7))

    @property
    def after(self) -> Week:
        return Week(self.monday + timedelta(days=7))

    @property
    def name(self) -> str:
        """'2026년 10월 1주'. A week belongs to the month of its Thursday, as in ISO 8601."""
        thursday = self.monday + timedelta(days=3)
        return f"{thursday.year}년 {thursday.month}월 {(thursday.day - 1) // 7 + 1}주"

    @property
    def span(self) -> str:
        """'9. 28.~10. 4.'"""
        return f"{short(self.monday)}~{short(self.sunday)}"


def short(day: date) -> str:
    return f"{day.month}. {day.day}."
