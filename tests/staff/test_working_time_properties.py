"""What must always hold of the clock, for any start, period and set of closed days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from staff.working_time import (
    SEOUL,
    Calendar,
    Period,
    Unit,
    add_working_hours,
    d_day,
    due_at,
    national_calendar,
    next_working_moment,
    starts_that_ran_out,
    working_hours_between,
)

CALENDAR = national_calendar(range(2023, 2042))

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31), timezones=st.just(SEOUL)).map(
    lambda moment: moment.astimezone(UTC)
)
# Boundaries are where clocks break: draw them often, to the microsecond.
EDGES = st.builds(
    lambda day, clock, micro: datetime.combine(day, clock, SEOUL) + timedelta(microseconds=micro),
    st.dates(date(2024, 1, 1), date(2034, 12, 31)),
    st.sampled_from([time(0), time(9), time(12), time(13), time(18), time(23, 59, 59)]),
    st.integers(-1, 1),
)
STARTS = MOMENTS | EDGES
PERIODS = st.just(Period.parse("now")) | st.builds(
    lambda count_unit: Period(*count_unit),
    st.one_of(
        st.tuples(st.integers(1, 400), st.just(Unit.HOURS)),
        st.tuples(st.integers(1, 120), st.just(Unit.DAYS)),
        st.tuples(st.integers(1, 60), st.just(Unit.WEEKS)),
        st.tuples(st.integers(1, 36), st.just(Unit.MONTHS)),
        st.tuples(st.integers(1, 5), st.just(Unit.YEARS)),
    ),
)
CALENDARS = st.sets(st.dates(date(2024, 1, 1), date(2035, 12, 31)), max_size=60).map(
    lambda days: national_calendar(range(2024, 2040), {day: "휴무" for day in days})
)


@given(STARTS, STARTS, PERIODS, CALENDARS)
def test_a_later_receipt_is_never_due_earlier(
    one: datetime, other: datetime, period: Period, calendar: Calendar
) -> None:
    first, second = sorted((one, other))
    assert due_at(first, period, calendar).moment <= due_at(second, period, calendar).moment


@given(STARTS, st.timedeltas(timedelta(0), timedelta(days=3)), PERIODS, CALENDARS)
def test_a_slightly_later_receipt_is_never_due_earlier(
    start: datetime, gap: timedelta, period: Period, calendar: Calendar
) -> None:
    assert due_at(start, period, calendar).moment <= due_at(start + gap, period, calendar).moment


@given(STARTS, PERIODS, CALENDARS)
def test_never_due_on_a_closed_day_or_outside_working_hours(
    start: datetime, period: Period, calendar: Calendar
) -> None:
    moment = due_at(start, period, calendar).moment
    assert moment.tzinfo is SEOUL and moment > start
    assert moment.weekday() < 5 and moment.date() not in calendar.closed
    clock = moment.time()
    assert time(9) < clock <= time(12) or time(13) < clock <= time(18)
    assert period.working_hours is not None or clock == time(18)


@given(STARTS, st.integers(1, 60), CALENDARS)
def test_more_days_are_never_due_earlier(start: datetime, days: int, calendar: Calendar) -> None:
    shorter, longer = Period(days, Unit.DAYS), Period(days + 1, Unit.DAYS)
    assert due_at(start, shorter, calendar).moment <= due_at(start, longer, calendar).moment


@given(STARTS, st.timedeltas(timedelta(microseconds=1), timedelta(hours=900)), CALENDARS)
def test_working_hours_added_are_the_working_hours_measured(
    start: datetime, hours: timedelta, calendar: Calendar
) -> None:
    end = add_working_hours(start, hours, calendar)
    assert working_hours_between(start, end, calendar) == hours
    just_before = end - timedelta(microseconds=1)
    assert working_hours_between(start, just_before, calendar) < hours, "the earliest such moment"


@given(STARTS, STARTS, STARTS, CALENDARS)
def test_working_hours_add_up_over_a_moment_between(
    one: datetime, two: datetime, three: datetime, calendar: Calendar
) -> None:
    total = working_hours_between(one, three, calendar)
    assert total == working_hours_between(one, two, calendar) + working_hours_between(
        two, three, calendar
    )


@given(STARTS, CALENDARS)
def test_next_working_moment_loses_no_working_time(start: datetime, calendar: Calendar) -> None:
    moment = next_working_moment(start, calendar)
    assert moment >= start and calendar.is_working_day(moment.date())
    assert time(9) <= moment.time() < time(12) or time(13) <= moment.time() < time(18)
    assert working_hours_between(start, moment, calendar) == timedelta(0)


@given(STARTS, st.integers(6, 90), CALENDARS)
def test_days_counted_one_by_one_agree(start: datetime, days: int, calendar: Calendar) -> None:
    day, counted = start.astimezone(SEOUL).date(), 0
    while True:
        counted += calendar.is_working_day(day)
        if counted == days:
            break
        day += timedelta(days=1)
    assert due_at(start, Period(days, Unit.DAYS), calendar).moment.date() == day


@given(STARTS, PERIODS)
def test_every_due_moment_has_a_reason_of_one_line(start: datetime, period: Period) -> None:
    text = due_at(start, period, CALENDAR).reason
    assert text.endswith(".") and "\n" not in text and period.label in text


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_a_korean_value_error(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError as error:
        assert "읽을 수 없습니다" in str(error)
    else:
        assert Period.parse(str(period)) == period


@given(STARTS, STARTS, CALENDARS)
def test_overdue_label_agrees_with_the_moment(
    now: datetime, received: datetime, calendar: Calendar
) -> None:
    assume(now != received)
    end = due_at(received, Period.parse("7d"), calendar).moment
    label = d_day(now, end, calendar)
    assert (label == "기한경과") == (now > end)
    assert label in ("기한경과", "D-Day") or int(label.removeprefix("D-")) >= 1


@given(STARTS, PERIODS, CALENDARS)
def test_the_years_a_period_asks_for_hold_its_due_moment(
    start: datetime, period: Period, calendar: Calendar
) -> None:
    received = start.astimezone(SEOUL)
    due_year = due_at(start, period, calendar).moment.year
    assert due_year in period.years_from(received.year)


@given(STARTS, STARTS, CALENDARS, st.integers(0, 40))
def test_what_ran_out_is_told_by_one_moment_of_its_start(
    now: datetime, received: datetime, calendar: Calendar, hours: int
) -> None:
    for start in (received, now - timedelta(hours=hours), now - timedelta(hours=3)):
        is_over = due_at(start, Period.parse("3h"), calendar).moment < now
        assert is_over == (start < starts_that_ran_out(now, timedelta(hours=3), calendar))
