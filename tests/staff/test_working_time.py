"""The clock of the 민원처리법: vectors, odd times of receipt, the reason, the helpers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from time import process_time

import pytest

from staff.working_time import (
    LEGAL_COUNTS,
    LEGAL_PERIODS,
    SEOUL,
    Calendar,
    Period,
    add_working_hours,
    d_day,
    due_at,
    extension_limit,
    is_working_day,
    national_calendar,
    next_working_day,
    next_working_moment,
    working_days_left,
    working_hours_between,
)

CALENDAR = national_calendar(range(2023, 2042))
HOUR = timedelta(hours=1)


def seoul(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def due(received: str, period: str, calendar: Calendar = CALENDAR) -> str:
    moment = due_at(seoul(received), Period.parse(period), calendar).moment
    return moment.isoformat(timespec="minutes").removesuffix("+09:00")


# --- vectors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "period", "expected"),
    [
        # DOMAIN.md §4
        ("2026-09-21T10:00", "7d", "2026-10-01T18:00"),
        ("2026-09-21T10:00", "14d", "2026-10-14T18:00"),
        ("2026-09-21T16:30", "now", "2026-09-22T10:30"),
        ("2026-09-18T16:30", "now", "2026-09-21T10:30"),
        # working hours: lunch, the ends of the two halves, the turn of the day
        ("2026-09-21T09:00", "now", "2026-09-21T12:00"),
        ("2026-09-21T09:00", "4h", "2026-09-21T14:00"),
        ("2026-09-21T15:00", "3h", "2026-09-21T18:00"),
        ("2026-09-21T12:00", "3h", "2026-09-21T16:00"),
        ("2026-09-21T12:40", "3h", "2026-09-21T16:00"),
        ("2026-09-21T18:00", "3h", "2026-09-22T12:00"),
        ("2026-09-21T22:15", "3h", "2026-09-22T12:00"),
        ("2026-09-21T05:00", "3h", "2026-09-21T12:00"),
        ("2026-09-19T11:00", "3h", "2026-09-21T12:00"),
        # up to five days run in hours, 8 a day
        ("2026-09-21T10:00", "1d", "2026-09-22T10:00"),
        ("2026-09-21T09:00", "1d", "2026-09-21T18:00"),
        ("2026-09-21T18:00", "1d", "2026-09-22T18:00"),
        ("2026-09-21T12:30", "1d", "2026-09-22T12:00"),
        ("2026-09-21T10:00", "5d", "2026-09-30T10:00"),
        ("2026-09-21T10:00", "40h", "2026-09-30T10:00"),
        # six and more run in days from the day of receipt
        ("2026-09-21T10:00", "6d", "2026-09-30T18:00"),
        ("2026-09-21T00:00", "6d", "2026-09-30T18:00"),
        ("2026-09-21T23:59", "6d", "2026-09-30T18:00"),
        ("2026-09-19T10:00", "6d", "2026-09-30T18:00"),
        ("2026-09-20T23:00", "6d", "2026-09-30T18:00"),
    ],
)
def test_due_moment(received: str, period: str, expected: str) -> None:
    assert due(received, period) == expected


@pytest.mark.parametrize(
    ("received", "period", "expected"),
    [
        ("2026-09-21T10:00", "1m", "2026-10-20T18:00"),
        ("2026-09-21T10:00", "1w", "2026-09-28T18:00"),  # Sunday 27 moves to Monday
        ("2026-09-18T10:00", "1w", "2026-09-28T18:00"),  # 24 to 27 are 추석 and the weekend
        ("2026-09-19T10:00", "1w", "2026-09-28T18:00"),  # a closed first day counts all the same
        ("2026-09-10T20:00", "2w", "2026-09-23T18:00"),  # so does an evening
        ("2026-01-31T10:00", "1m", "2026-03-03T18:00"),  # no 2/31: 2/28 Sat, 3/2 substitute day
        ("2027-01-30T10:00", "1m", "2027-03-02T18:00"),  # no 2/30: 2/28 Sun, 3/1 holiday
        ("2028-01-31T10:00", "1m", "2028-02-29T18:00"),  # a leap year has a 29th
        ("2028-01-29T10:00", "1m", "2028-02-28T18:00"),  # there is a 2/29, so the day before
        ("2028-02-29T10:00", "1y", "2029-02-28T18:00"),  # no 2/29: the end of that month
        ("2028-02-28T10:00", "1y", "2029-02-27T18:00"),
        ("2028-03-01T10:00", "1y", "2029-02-28T18:00"),
        ("2026-03-31T10:00", "1m", "2026-04-30T18:00"),
        ("2026-04-01T10:00", "1m", "2026-04-30T18:00"),  # from the start of a month to its end
        ("2026-12-02T10:00", "1m", "2027-01-04T18:00"),  # 1/1 holiday, then the weekend
        ("2026-01-01T10:00", "1y", "2026-12-31T18:00"),
    ],
)
def test_weeks_months_and_years_run_by_the_calendar(
    received: str, period: str, expected: str
) -> None:
    assert due(received, period) == expected


@pytest.mark.parametrize(
    ("received", "period", "expected"),
    [
        ("2026-09-23T17:00", "now", "2026-09-28T11:00"),  # eve of 추석
        ("2026-09-25T14:00", "now", "2026-09-28T12:00"),  # 추석 itself
        ("2026-09-23T17:00", "6d", "2026-10-02T18:00"),
        ("2026-09-25T14:00", "6d", "2026-10-06T18:00"),
        ("2026-12-31T17:00", "now", "2027-01-04T11:00"),
        ("2026-12-31T10:00", "6d", "2027-01-08T18:00"),
        ("2026-12-31T23:59", "1d", "2027-01-04T18:00"),
        ("2028-02-28T10:00", "1d", "2028-02-29T10:00"),
        ("2028-02-29T17:00", "now", "2028-03-02T11:00"),
        ("2026-06-02T17:00", "now", "2026-06-04T11:00"),  # election day between
    ],
)
def test_due_moment_around_holidays_year_end_and_leap_day(
    received: str, period: str, expected: str
) -> None:
    assert due(received, period) == expected


def test_a_closing_day_of_the_office_moves_the_due_moment() -> None:
    closing = national_calendar([2026], {date(2026, 9, 22): "청사 이전"})
    assert due("2026-09-21T16:30", "now", closing) == "2026-09-23T10:30"
    assert due("2026-09-21T10:00", "7d", closing) == "2026-10-02T18:00"


def test_received_may_stand_in_any_time_zone() -> None:
    period = Period.parse("now")
    from_utc = due_at(datetime(2026, 9, 21, 7, 30, tzinfo=UTC), period, CALENDAR)
    assert from_utc.moment.isoformat() == "2026-09-22T10:30:00+09:00"
    new_york = datetime(2026, 9, 21, 3, 30, tzinfo=timezone(-4 * HOUR))
    assert due_at(new_york, period, CALENDAR).moment == from_utc.moment


def test_naive_moment_is_refused_in_korean() -> None:
    with pytest.raises(ValueError, match="시간대가 없는"):
        due_at(datetime(2026, 9, 21, 10), Period.parse("7d"), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize("period", ["9999y", "9999w", "9999m", "9999d", "9999h"])
def test_a_period_beyond_the_year_9999_is_refused_in_korean(period: str) -> None:
    with pytest.raises(ValueError, match="너무 길어|벗어"):
        due_at(seoul("9999-12-30T10:00"), Period.parse(period), CALENDAR)


# --- periods -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["now", "3h", "7d", "2w", "1m", "1y", "9999d"])
def test_period_reads_and_writes_the_same(text: str) -> None:
    assert str(Period.parse(text)) == text
    assert Period.parse(f" {text.upper()}\n") == Period.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "7", "d", "0d", "00h", "-1d", "+1d", "1.5d", "7 d", "10000d", "７d", "٧d", "7x", "내일"],
)
def test_bad_period_is_refused_with_a_korean_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="처리기간 .*읽을 수 없습니다"):
        Period.parse(text)


def test_a_long_or_many_lined_period_is_shown_short_and_on_one_line() -> None:
    with pytest.raises(ValueError, match="읽을") as refused:
        Period.parse("7\n\x1b[31m" + "d" * 500)
    assert "\n" not in str(refused.value) and "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 200


def test_legal_periods_have_their_numbers_and_articles() -> None:
    periods = {key: (str(rule.period), rule.article) for key, rule in LEGAL_PERIODS.items()}
    assert periods == {
        "immediate": ("now", "영 19조"),
        "suggestion": ("14d", "영 15조"),
        "grievance": ("7d", "영 17조"),
        "transfer": ("3h", "영 13조"),
        "transfer_elsewhere": ("8h", "영 13조"),
    }
    assert LEGAL_PERIODS["immediate"].period.working_hours == 3 * HOUR
    counts = {key: (rule.number, rule.unit, rule.article) for key, rule in LEGAL_COUNTS.items()}
    assert counts == {
        "extensions": (1, "회", "영 21조"),
        "progress_notice": (30, "일", "영 23조"),
        "merge_from": (5, "건", "영 6조 6항"),
    }


# --- the reason --------------------------------------------------------------------------------


def reason(received: str, period: str, calendar: Calendar = CALENDAR) -> str:
    return due_at(seoul(received), Period.parse(period), calendar).reason


def test_reason_names_the_holidays_that_were_not_counted() -> None:
    assert reason("2026-09-21T10:00", "7d") == (
        "2026. 9. 21.(월) 10:00 접수, 처리기간 7일: 접수일을 첫날로 세되 토요일·공휴일(추석 전날 "
        "9. 24., 추석 9. 25.)을 빼고 7일째인(법 19조 2항) 2026. 10. 1.(목) 18:00까지입니다."
    )


def test_reason_says_when_the_count_starts_outside_working_hours() -> None:
    text = reason("2026-09-19T11:00", "now")
    assert "근무시간 밖이라 2026. 9. 21.(월) 09:00부터" in text
    assert "영 19조" in text
    assert "근무시간 밖" not in reason("2026-09-21T11:00", "now")


def test_reason_says_why_the_last_day_moved() -> None:
    assert "2026. 9. 27.(일)이 일요일이므로 다음 근무일인" in reason("2026-09-21T10:00", "1w")
    assert "2026. 9. 25.(금)이 추석이므로" in reason("2026-09-19T10:00", "1w")
    assert "마지막 날인(법 19조 3항" in reason("2026-09-21T10:00", "1m")


def test_reason_warns_of_a_year_without_a_table() -> None:
    text = reason("2026-12-31T10:00", "6d", national_calendar([2026]))
    assert "2027년은 공휴일 표가 없어" in text
    assert "공휴일 표" not in reason("2026-12-31T10:00", "6d")


def test_reason_shows_at_most_four_holidays() -> None:
    assert "외 " in reason("2026-01-02T10:00", "99d")


# --- helpers -----------------------------------------------------------------------------------


def test_working_hours_between_leave_out_lunch_evenings_and_holidays() -> None:
    def between(start: str, end: str) -> timedelta:
        return working_hours_between(seoul(start), seoul(end), CALENDAR)

    assert between("2026-09-21T10:00", "2026-09-21T14:00") == 3 * HOUR
    assert between("2026-09-23T17:00", "2026-09-28T10:00") == 2 * HOUR
    assert between("2026-09-24T09:00", "2026-09-27T18:00") == 0 * HOUR
    assert between("2026-09-21T14:00", "2026-09-21T10:00") == -3 * HOUR


def test_no_working_hours_lead_to_the_next_working_moment() -> None:
    def after(start: str) -> datetime:
        assert add_working_hours(seoul(start), 0 * HOUR, CALENDAR) == next_working_moment(
            seoul(start), CALENDAR
        )
        return next_working_moment(seoul(start), CALENDAR)

    assert after("2026-09-21T10:17:05") == seoul("2026-09-21T10:17:05")
    assert after("2026-09-21T12:00") == seoul("2026-09-21T13:00")
    assert after("2026-09-21T18:00") == seoul("2026-09-22T09:00")
    assert after("2026-09-18T18:00") == seoul("2026-09-21T09:00")
    assert after("2026-09-25T12:00") == seoul("2026-09-28T09:00")


def test_negative_working_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="0보다 작을 수 없습니다"):
        add_working_hours(seoul("2026-09-21T10:00"), -HOUR, CALENDAR)


def test_next_working_day_is_after_the_day() -> None:
    assert next_working_day(date(2026, 9, 21), CALENDAR) == date(2026, 9, 22)
    assert next_working_day(date(2026, 9, 23), CALENDAR) == date(2026, 9, 28)
    assert next_working_day(date(2026, 9, 26), CALENDAR) == date(2026, 9, 28)
    assert is_working_day(date(2026, 9, 28), CALENDAR)
    assert not is_working_day(date(2026, 9, 25), CALENDAR)


def test_d_day_counts_working_days_and_tells_when_time_is_up() -> None:
    end = seoul("2026-10-01T18:00")
    labels = {
        "2026-09-23T10:00": "D-4",
        "2026-09-26T10:00": "D-4",
        "2026-09-28T23:00": "D-3",
        "2026-09-30T18:30": "D-1",
        "2026-10-01T18:00": "D-Day",
        "2026-10-01T18:00:01": "기한경과",
        "2026-10-05T09:00": "기한경과",
    }
    assert {now: d_day(seoul(now), end, CALENDAR) for now in labels} == labels
    assert working_days_left(seoul("2026-10-06T09:00"), end, CALENDAR) == -2


def test_extension_is_once_more_the_period_from_the_due_moment() -> None:
    seven, three = Period.parse("7d"), Period.parse("3h")
    # 7 days and 7 more are 14 days.
    assert extension_limit(seoul("2026-10-01T18:00"), seven, CALENDAR) == seoul("2026-10-14T18:00")
    assert extension_limit(seoul("2026-09-22T10:30"), three, CALENDAR) == seoul("2026-09-22T14:30")


def test_a_weekly_page_of_five_thousand_complaints_is_quick() -> None:
    start = seoul("2026-01-05T09:00")
    receipts = [start + timedelta(minutes=97 * n) for n in range(5000)]
    periods = [Period.parse(text) for text in ("now", "14d", "7d", "1m")]
    calendar = national_calendar([2026, 2027])
    began = process_time()
    for number, received in enumerate(receipts):
        due_at(received, periods[number % 4], calendar)
    # About 0.03 s on an idle core; the bound leaves room for a busy machine, not for a day loop.
    assert process_time() - began < 1.0
