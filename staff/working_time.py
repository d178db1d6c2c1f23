"""The clock of the 민원처리법: pure functions over a calendar.

How a period runs (민원 처리에 관한 법률 19조), and what happens to a receipt at odd times:

=================  ===========================================================================
즉시, hours, 1-5d  Working hours, 09-12 and 13-18; a day is 8. What comes in while the office
                   is shut (a closed day, before 09, in the lunch hour, from 18:00 on) starts
                   when it opens next. The last hour ends at the earliest moment by which the
                   hours have been worked: 12:00 and 18:00 are due moments, 13:00 and 09:00
                   never.
6 days and more    Working days; the day of receipt is the first whatever its hour (the law
                   counts 첫날, not what is left of it, and a promise starts at true receipt).
                   A receipt on a closed day counts from the next working day, because closed
                   days do not count. Due at 18:00 of the last day.
weeks, months,     By the calendar (민법 159조-161조); the day of receipt is the first even when
years              it is closed; a last day on a closed day moves to the next working day, 18:00.
=================  ===========================================================================

Every kind is monotonic: a later receipt is never due earlier. Moments are aware and come back in
Asia/Seoul. A naive moment and a date outside the years 1 to 9999 raise ValueError in Korean.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from staff.office_calendar import Calendar, national_calendar
from staff.periods import LEGAL_COUNTS, LEGAL_PERIODS, WORKING_DAY, Period, Unit

__all__ = [
    "LEGAL_COUNTS",
    "LEGAL_PERIODS",
    "SEOUL",
    "Calendar",
    "Due",
    "Period",
    "Unit",
    "add_working_hours",
    "d_day",
    "due_at",
    "extension_limit",
    "is_working_day",
    "national_calendar",
    "next_working_day",
    "next_working_moment",
    "starts_that_ran_out",
    "working_days_left",
    "working_hours_between",
]

SEOUL = ZoneInfo("Asia/Seoul")
NOTHING = timedelta(0)
DAY_STARTS, DAY_ENDS = timedelta(hours=9), timedelta(hours=18)
LUNCH_STARTS, LUNCH_ENDS = timedelta(hours=12), timedelta(hours=13)
MORNING, LUNCH = LUNCH_STARTS - DAY_STARTS, LUNCH_ENDS - LUNCH_STARTS
CLOSING = time(18)


@dataclass(frozen=True)
class Due:
    """When a receipt is due, and why. The reason is worded only when somebody reads it."""

    moment: datetime
    received: datetime
    period: Period
    calendar: Calendar

    @cached_property
    def reason(self) -> str:
        """One Korean sentence, with the article and the holidays that moved the date."""
        counted = _how_counted(self)
        first, last = self.received.date(), self.moment.date()
        missing = [y for y in range(first.year, last.year + 1) if not self.calendar.covers(y)]
        warning = f" {_years(missing)}은 공휴일 표가 없어 주말만 뺐습니다." if missing else ""
        return (
            f"{_spoken(self.received)} 접수, 처리기간 {self.period.label}: {counted} "
            f"{_spoken(self.moment)}까지입니다.{warning}"
        )


def due_at(received: datetime, period: Period, calendar: Calendar) -> Due:
    """When something received at `received` is due (법 19조, 영 19조; see the module)."""
    start = _in_seoul(received)
    hours = period.working_hours
    try:
        if hours is not None:
            return Due(_add(start, hours, calendar), start, period, calendar)
        if period.unit is Unit.DAYS:
            number = calendar.working_days_before(start.date()) + period.count - 1
        else:
            number = calendar.working_days_before(_last_calendar_day(start.date(), period))
        closing = datetime.combine(calendar.working_day(number), CLOSING, SEOUL)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"처리기간 {period.label}이(가) 너무 길어 셈할 수 없습니다.") from error
    return Due(closing, start, period, calendar)


def extension_limit(due: datetime, period: Period, calendar: Calendar) -> datetime:
    """The latest new due moment: once more the original period, after `due` (영 21조)."""
    start = _in_seoul(due)
    if period.working_hours is None:
        # The due day is spent: the first day of the extension is the next one.
        start = datetime.combine(start.date() + timedelta(days=1), time(0), SEOUL)
    return due_at(start, period, calendar).moment


def add_working_hours(start: datetime, hours: timedelta, calendar: Calendar) -> datetime:
    """The earliest moment by which `hours` have been worked from `start` on.

    With no hours the next working moment. ValueError when negative or beyond the year 9999.
    """
    if hours < NOTHING:
        raise ValueError("근무시간은 0보다 작을 수 없습니다.")
    local = _in_seoul(start)
    try:
        return _add(local, hours, calendar) if hours else next_working_moment(local, calendar)
    except (OverflowError, ValueError) as error:
        raise ValueError("근무시간이 너무 길어 셈할 수 없습니다.") from error


def starts_that_ran_out(now: datetime, hours: timedelta, calendar: Calendar) -> datetime:
    """Of what started before this moment, and of nothing else, `hours` of work ended before `now`:
    a list finds it by one comparison. `hours` are more than none."""
    local = _in_seoul(now)
    moment = _add(local, -hours, calendar)
    tick = datetime.resolution
    if _worked_until(local - tick, calendar) < _worked_until(local, calendar):
        return moment
    # The office is shut: what ended as it closed is over, and what started just then as well.
    return next_working_moment(moment, calendar) + tick


def working_hours_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The working hours from `start` to `end`; negative when `end` comes first."""
    return _worked_until(_in_seoul(end), calendar) - _worked_until(_in_seoul(start), calendar)


def next_working_moment(moment: datetime, calendar: Calendar) -> datetime:
    """`moment` itself in working hours (12:00 and 18:00 are not), else the next opening."""
    local = _in_seoul(moment)
    day, clock = local.date(), _time_of_day(local)
    if not calendar.is_working_day(day) or clock >= DAY_ENDS:
        day = day if clock < DAY_ENDS else day + timedelta(days=1)
        day, clock = calendar.working_day(calendar.working_days_before(day)), DAY_STARTS
    elif LUNCH_STARTS <= clock < LUNCH_ENDS:
        clock = LUNCH_ENDS
    return _at(day, max(clock, DAY_STARTS))


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Neither Saturday, Sunday, holiday nor a closing day of the office."""
    return calendar.is_working_day(day)


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first working day after `day`."""
    return calendar.working_day(calendar.working_days_before(day + timedelta(days=1)))


def working_days_left(now: datetime, due: datetime, calendar: Calendar) -> int:
    """Working days after today up to and with the due day; 0 today, negative when past."""
    tomorrow, after_due = (_in_seoul(m).date() + timedelta(days=1) for m in (now, due))
    return calendar.working_days_before(after_due) - calendar.working_days_before(tomorrow)


def d_day(now: datetime, due: datetime, calendar: Calendar) -> str:
    """The label of a due time in working days: D-3, on its last working day D-Day, 기한경과."""
    if now > due:
        return "기한경과"
    left = working_days_left(now, due, calendar)
    return f"D-{left}" if left else "D-Day"


def _in_seoul(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("시간대가 없는 시각은 셈할 수 없습니다. 시간대를 붙여 주세요.")
    try:
        return moment.astimezone(SEOUL)
    except OverflowError as error:
        raise ValueError("시각이 다룰 수 있는 해(1~9999년)를 벗어납니다.") from error


def _time_of_day(local: datetime) -> timedelta:
    return timedelta(
        hours=local.hour,
        minutes=local.minute,
        seconds=local.second,
        microseconds=local.microsecond,
    )


def _worked_until(local: datetime, calendar: Calendar) -> timedelta:
    """Working time from the year 1 to `local`: it only grows, which makes the clock monotonic."""
    day = local.date()
    whole_days = WORKING_DAY * calendar.working_days_before(day)
    if not calendar.is_working_day(day):
        return whole_days
    clock = _time_of_day(local)
    before_lunch = min(max(clock - DAY_STARTS, NOTHING), MORNING)
    after_lunch = min(max(clock - LUNCH_ENDS, NOTHING), DAY_ENDS - LUNCH_ENDS)
    return whole_days + before_lunch + after_lunch


def _add(local: datetime, hours: timedelta, calendar: Calendar) -> datetime:
    """The earliest moment by which `hours` (more than none) have been worked."""
    worked = _worked_until(local, calendar) + hours
    number, within = divmod(worked, WORKING_DAY)
    if not within:  # the end of a day, not the start of the next
        number, within = number - 1, WORKING_DAY
    clock = DAY_STARTS + within + (LUNCH if within > MORNING else NOTHING)
    return _at(calendar.working_day(number), clock)


def _at(day: date, clock: timedelta) -> datetime:
    return datetime.combine(day, time(0), SEOUL) + clock


def _last_calendar_day(first: date, period: Period) -> date:
    """The last day of weeks, months or years whose first day counts (민법 160조)."""
    if period.unit is Unit.WEEKS:
        return first + timedelta(days=7 * period.count - 1)
    months_on = period.count * (12 if period.unit is Unit.YEARS else 1)
    years, month = divmod(first.month - 1 + months_on, 12)
    year, month = first.year + years, month + 1
    length = months.monthrange(year, month)[1]
    if first.day > length:  # 3항: no such day in the last month, so its end
        return date(year, month, length)
    return date(year, month, first.day) - timedelta(days=1)


def _how_counted(due: Due) -> str:
    period, received = due.period, due.received
    if period.working_hours is not None:
        start = next_working_moment(received, due.calendar)
        law = "영 19조" if period.unit is Unit.IMMEDIATE else "법 19조 1항"
        begin = f"근무시간 밖이라 {_spoken(start)}부터 " if start != received else ""
        skipped = _skipped(due, start.date())
        return f"{begin}점심시간·토요일·공휴일{skipped}을 뺀 근무시간(하루 8시간)으로 세어({law})"
    if period.unit is Unit.DAYS:
        skipped = _skipped(due, received.date())
        return (
            f"접수일을 첫날로 세되 토요일·공휴일{skipped}을 빼고 {period.count}일째인(법 19조 2항)"
        )
    last = _last_calendar_day(received.date(), period)
    why = due.calendar.name_of(last)
    moved = f" 마지막 날 {_day(last)}이 {why}이므로 다음 근무일인" if why else " 마지막 날인"
    return f"접수일을 첫날로 역에 따라 세어{moved}(법 19조 3항, 민법 160조·161조)"


def _skipped(due: Due, first: date) -> str:
    """The weekday holidays between, so that a clerk can check the count: (추석 9. 25.)."""
    last = due.moment.date()
    met = [d for d in sorted(due.calendar.closed) if first <= d <= last and d.weekday() < 5]
    if not met:
        return ""
    shown = ", ".join(f"{due.calendar.closed[d]} {d.month}. {d.day}." for d in met[:4])
    return f"({shown}{f' 외 {len(met) - 4}일' if len(met) > 4 else ''})"


def _day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}.({'월화수목금토일'[day.weekday()]})"


def _spoken(moment: datetime) -> str:
    return f"{_day(moment.date())} {moment:%H:%M}"


def _years(years: list[int]) -> str:
    return f"{years[0]}년" if len(years) == 1 else f"{years[0]}~{years[-1]}년"
