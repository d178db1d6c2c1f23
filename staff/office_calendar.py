"""Which days an office works: weekends, national holidays, rows of an administrator."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

SATURDAY = 5
WEEKDAYS_A_WEEK = 5


class Correction(NamedTuple):
    """One day on which the table and the regulation differ."""

    date: date
    name: str | None  # None: the table has a day too many
    article: str


# Made from the library `holidays` by deploy/setup/holidays_table.py.
TABLE = Path(__file__).parent / "data" / "holidays.json"

# Empty, because holidays 0.109 agrees with 관공서의 공휴일에 관한 규정 as of 2026-04-30: every day
# of 2026 and 2027, and in each year to 2050 the fixed days and the substitute days of 3조 (see
# tests/staff/test_office_calendar.py). A change of the regulation goes here until the library has
# it; ad hoc holidays (임시공휴일) are rows of an administrator instead.
CORRECTIONS: tuple[Correction, ...] = ()

# The library's words where the regulation (2조, 3조) or common use has another.
OFFICIAL_WORDS = (("신정연휴", "1월 1일"), ("대체 휴일", "대체공휴일"))


@dataclass(frozen=True)
class Calendar:
    """The closed days of an office beside Saturdays and Sundays, by name.

    `years` are the years with a table of holidays; outside them only weekends and the rows of
    an administrator are known, so whoever shows a date asks `covers` and warns.
    """

    closed: Mapping[date, str]
    years: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        # A copy behind a read-only view: the counts below are kept, so the days may not change.
        object.__setattr__(self, "closed", MappingProxyType(dict(self.closed)))
        object.__setattr__(self, "years", frozenset(self.years))

    def __hash__(self) -> int:
        return hash((frozenset(self.closed.items()), self.years))

    def covers(self, year: int) -> bool:
        """Whether there is a table of holidays for the year."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and not closed."""
        return day.weekday() < SATURDAY and day not in self.closed

    def name_of(self, day: date) -> str | None:
        """Why the day is closed, in Korean; None on a working day."""
        if day in self.closed:
            return self.closed[day]
        return ("토요일", "일요일")[day.weekday() - SATURDAY] if day.weekday() >= SATURDAY else None

    def working_days_before(self, day: date) -> int:
        """How many working days lie before `day`, from the year 1 on: a number to compare.

        On a working day it is also that day's own number, on a closed day the next one's, so
        differences count working days and `working_day` finds the way back, both without a loop.
        """
        ordinal = day.toordinal()
        return _weekdays_before(ordinal) - bisect_left(self._closed_weekdays, ordinal)

    def working_day(self, number: int) -> date:
        """The working day with this number. OverflowError outside the years 1 to 9999."""
        weekday = number + bisect_right(self._working_days_before_closed, number)
        weeks, rest = divmod(weekday, WEEKDAYS_A_WEEK)
        return date.fromordinal(weeks * 7 + rest + 1)

    @cached_property
    def _closed_weekdays(self) -> list[int]:
        return sorted(day.toordinal() for day in self.closed if day.weekday() < SATURDAY)

    @cached_property
    def _working_days_before_closed(self) -> list[int]:
        return [
            _weekdays_before(ordinal) - position
            for position, ordinal in enumerate(self._closed_weekdays)
        ]


def _weekdays_before(ordinal: int) -> int:
    """Mondays to Fridays before a day; ordinal 1 (0001-01-01) is a Monday."""
    weeks, rest = divmod(ordinal - 1, 7)
    return weeks * WEEKDAYS_A_WEEK + min(rest, WEEKDAYS_A_WEEK)


def national_calendar(
    years: Iterable[int], extra: Mapping[date, str] | Iterable[tuple[date, str]] = ()
) -> Calendar:
    """The national holidays (관공서의 공휴일에 관한 규정 2조, 3조) of `years`, and `extra` days.

    `extra` are ad hoc holidays or closing days; on a national holiday the holiday's name stays.
    Years without a table (before 1948, after 2100) stay uncovered.
    """
    wanted = {year for year in years if year in _tables()}
    closed = dict(extra)
    for year in sorted(wanted):
        closed.update(_holidays_of(year))
    return Calendar(closed, frozenset(wanted))


@cache
def _tables() -> dict[int, dict[str, str]]:
    """Year → ISO day → name; read once, by whoever first asks for a calendar."""
    tables = json.loads(TABLE.read_text(encoding="utf-8"))
    return {int(year): days for year, days in tables.items()}


@lru_cache(maxsize=256)
def _holidays_of(year: int) -> Mapping[date, str]:
    """One year's table with the official names."""
    table = {date.fromisoformat(day): _official(name) for day, name in _tables()[year].items()}
    for correction in CORRECTIONS:
        if correction.date.year != year:
            continue
        if correction.name is None:
            table.pop(correction.date, None)
        else:
            table[correction.date] = correction.name
    return MappingProxyType(table)


def _official(name: str) -> str:
    for library, official in OFFICIAL_WORDS:
        name = name.replace(library, official)
    return name.replace("; ", "·")
