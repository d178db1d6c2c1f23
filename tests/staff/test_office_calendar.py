"""The holidays of the 관공서의 공휴일에 관한 규정, and what an administrator adds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from holidays.countries.south_korea import SouthKorea
from hypothesis import given
from hypothesis import strategies as st

from staff import office_calendar
from staff.office_calendar import Calendar, Correction, national_calendar

# DOMAIN.md §4, both tables word for word: month/day, spans with a dash.
TABLES = {
    2026: "1/1 2/16-18 3/1 3/2 5/1 5/5 5/24 5/25 6/3 6/6 7/17 8/15 8/17 9/24-26 10/3 10/5 10/9 "
    "12/25",
    2027: "1/1 2/6-8 2/9 3/1 5/1 5/3 5/5 5/13 6/6 7/17 7/19 8/15 8/16 9/14-16 10/3 10/4 10/9 "
    "10/11 12/25 12/27",
}
CALENDAR = national_calendar(range(2020, 2051))


def days_of_table(year: int) -> set[date]:
    days = set()
    for item in TABLES[year].split():
        month, _, span = item.partition("/")
        first, _, last = span.partition("-")
        for day in range(int(first), int(last or first) + 1):
            days.add(date(year, int(month), day))
    return days


def every_day(year: int) -> list[date]:
    days = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    return [date(year, 1, 1) + timedelta(days=n) for n in range(days)]


@pytest.mark.parametrize("year", TABLES)
def test_holidays_of_the_year_are_exactly_the_table(year: int) -> None:
    assert set(national_calendar([year]).closed) == days_of_table(year)


@pytest.mark.parametrize("year", TABLES)
def test_weekdays_closed_are_exactly_those_of_the_table(year: int) -> None:
    calendar = national_calendar([year])
    closed = {d for d in every_day(year) if d.weekday() < 5 and not calendar.is_working_day(d)}
    assert closed == {d for d in days_of_table(year) if d.weekday() < 5}


def test_labour_day_and_constitution_day_are_holidays_since_2026() -> None:
    assert date(2025, 5, 1) not in CALENDAR.closed
    assert date(2025, 7, 17) not in CALENDAR.closed
    assert CALENDAR.closed[date(2026, 5, 1)] == "노동절"
    assert CALENDAR.closed[date(2026, 7, 17)] == "제헌절"


def test_holidays_bear_the_names_of_the_regulation() -> None:
    assert CALENDAR.name_of(date(2026, 1, 1)) == "1월 1일"
    assert CALENDAR.name_of(date(2026, 3, 2)) == "삼일절 대체공휴일"
    assert CALENDAR.name_of(date(2026, 6, 3)) == "지방선거일"
    assert CALENDAR.name_of(date(2026, 9, 19)) == "토요일"
    assert CALENDAR.name_of(date(2026, 9, 20)) == "일요일"
    assert CALENDAR.name_of(date(2026, 9, 21)) is None
    assert not [name for name in CALENDAR.closed.values() if "대체 휴일" in name or ";" in name]


def substitute_days_by_regulation(year: int, named: dict[date, str]) -> set[date]:
    """규정 3조 again, independent of the library: given the holidays, where substitutes fall."""
    without = {"1월 1일", "현충일"}
    taken, substitutes = set(named), set()
    for day in sorted(named):
        names = [n for n in named[day].split("·") if n not in without and "선거일" not in n]
        for name in names:
            three_days = name.startswith(("설날", "추석"))
            falls = day.weekday() == 6 or (day.weekday() == 5 and not three_days)
            if falls or (len(names) > 1 and name == names[0] and day.weekday() < 5):
                free = day + timedelta(days=1)
                while free in taken or free in substitutes or free.weekday() >= 5:
                    free += timedelta(days=1)
                substitutes.add(free)
    return substitutes


@pytest.mark.parametrize("year", range(2026, 2051))
def test_substitute_days_follow_the_regulation_in_each_year_to_2050(year: int) -> None:
    proper = {d: n for d, n in CALENDAR.closed.items() if d.year == year and "대체" not in n}
    substitutes = {d for d, n in CALENDAR.closed.items() if d.year == year and "대체" in n}
    assert substitutes == substitute_days_by_regulation(year, proper)


@pytest.mark.parametrize("year", range(2026, 2051))
def test_fixed_holidays_stand_in_each_year_to_2050_and_no_unknown_day(year: int) -> None:
    fixed = "1/1 3/1 5/1 5/5 6/6 7/17 8/15 10/3 10/9 12/25"
    days = {date(year, *map(int, item.split("/"))) for item in fixed.split()}
    assert days <= set(CALENDAR.closed)
    moving = ("설날", "추석", "부처님오신날", "선거일", "대체공휴일")
    others = [n for d, n in CALENDAR.closed.items() if d.year == year and d not in days]
    assert not [name for name in others if not any(word in name for word in moving)]


@pytest.fixture
def corrections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(
        office_calendar,
        "CORRECTIONS",
        (
            Correction(date(2026, 4, 1), "새 공휴일", "규정 2조"),
            Correction(date(2026, 7, 17), None, "규정 2조"),
        ),
    )
    office_calendar._holidays_of.cache_clear()
    yield
    office_calendar._holidays_of.cache_clear()


@pytest.mark.usefixtures("corrections")
def test_a_correction_adds_and_removes_a_day_of_its_year_only() -> None:
    calendar = national_calendar([2026, 2027])
    assert calendar.name_of(date(2026, 4, 1)) == "새 공휴일"
    assert calendar.is_working_day(date(2026, 7, 17))
    assert calendar.is_working_day(date(2027, 4, 1)) and date(2027, 7, 17) in calendar.closed


def test_calendar_knows_for_which_years_it_has_a_table() -> None:
    calendar = national_calendar([2026, 2027], {date(2030, 4, 1): "청사 이전"})
    assert calendar.covers(2026) and calendar.covers(2027)
    assert not calendar.covers(2025) and not calendar.covers(2028)
    assert not calendar.covers(2030), "one added row is no table of the year"


def test_years_beyond_the_library_stay_uncovered() -> None:
    calendar = national_calendar([1900, SouthKorea.end_year + 1])
    assert not calendar.years and not calendar.closed


def test_rows_of_an_administrator_close_a_day() -> None:
    calendar = national_calendar([2026], [(date(2026, 9, 23), "임시공휴일")])
    assert not calendar.is_working_day(date(2026, 9, 23))
    assert calendar.name_of(date(2026, 9, 23)) == "임시공휴일"
    assert CALENDAR.is_working_day(date(2026, 9, 23)), "another calendar is not touched"


def test_a_row_on_a_national_holiday_keeps_the_holidays_name() -> None:
    calendar = national_calendar([2026], [(date(2026, 9, 25), "임시공휴일")])
    assert calendar.name_of(date(2026, 9, 25)) == "추석"


def test_calendar_cannot_be_changed_after_it_was_made() -> None:
    days = {date(2026, 9, 21): "청사 이전"}
    calendar = Calendar(days)
    days[date(2026, 9, 22)] = "later"
    assert calendar.is_working_day(date(2026, 9, 22))
    with pytest.raises(TypeError):
        calendar.closed[date(2026, 9, 22)] = "x"  # type: ignore[index]
    assert calendar == Calendar({date(2026, 9, 21): "청사 이전"})
    assert hash(calendar) == hash(Calendar({date(2026, 9, 21): "청사 이전"}))


DAYS = st.dates(date(2019, 12, 1), date(2051, 2, 1))


@given(DAYS)
def test_working_day_number_leads_back_to_the_day_or_the_next_working_day(day: date) -> None:
    found = CALENDAR.working_day(CALENDAR.working_days_before(day))
    walked = day
    while not CALENDAR.is_working_day(walked):
        walked += timedelta(days=1)
    assert found == walked


@given(DAYS, st.integers(0, 400), st.sets(DAYS, max_size=40))
def test_differences_of_numbers_count_the_working_days(
    day: date, length: int, closed: set[date]
) -> None:
    calendar = Calendar({d: "휴무" for d in closed})
    end = day + timedelta(days=length)
    counted = sum(calendar.is_working_day(day + timedelta(days=n)) for n in range(length))
    assert calendar.working_days_before(end) - calendar.working_days_before(day) == counted


def test_the_table_is_the_librarys() -> None:
    """After a new version of the library: deploy/setup/holidays_table.py writes it anew."""
    told = json.loads(office_calendar.TABLE.read_text(encoding="utf-8"))
    assert {int(year) for year in told} == set(
        range(SouthKorea.start_year, SouthKorea.end_year + 1)
    )
    for year in range(2013, 2051):
        days = SouthKorea(years=year, language="ko", expand=False)
        assert told[str(year)] == {day.isoformat(): days[day] for day in days}
