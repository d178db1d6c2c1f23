"""When a note is public: the board's rule, the office's working days, and time alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boards.models import Board, Note, Visibility
from boards.screening.publication import OPENING_HOURS, next_opening, publication
from boards.visibility import hide, show
from boards.wall import feed
from staff.models import ClosedDay
from staff.working_time import Calendar, national_calendar
from tests.cast import Cast, Tablet

SEOUL = ZoneInfo("Asia/Seoul")
YEARS = range(2025, 2030)
CALENDAR = national_calendar(YEARS)
RULES = list(Board.Publishing)
STROKES = {"width": 800, "height": 600, "pages": [[[0, 0, 400, 300]]]}


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SEOUL)


@dataclass(frozen=True)
class Screened:
    """A screened text as the rule sees one; clean unless said otherwise."""

    public: str = "show"
    accuses_person: bool = False
    findings: tuple[object, ...] = ()


CLEAN = Screened()


def decided(
    rule: str, facts: Screened = CLEAN, *, by_finger: bool = False
) -> tuple[Visibility, datetime | None]:
    now = at("2026-09-21", "09:00:00")
    return publication(rule, facts, by_finger=by_finger, now=now, working_days=lambda: CALENDAR)


# -- the rule ----------------------------------------------------------------------------------


def test_at_once_a_clean_note_is_public_from_its_receipt_on() -> None:
    assert decided("at_once") == (Visibility.PUBLIC, at("2026-09-21", "09:00:00"))


def test_after_a_look_a_clean_note_opens_at_the_next_hour() -> None:
    assert decided("after_look") == (Visibility.PUBLIC, at("2026-09-21", "10:00:00"))


def test_held_a_clean_note_waits_for_a_clerk() -> None:
    assert decided("held") == (Visibility.WAITING, None)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "facts",
    [
        Screened(public="hold"),
        Screened(accuses_person=True),
        Screened(findings=("phone",)),
    ],
)
def test_what_was_found_waits_for_a_clerk_in_every_rule(rule: str, facts: Screened) -> None:
    assert decided(rule, facts) == (Visibility.WAITING, None)


@pytest.mark.parametrize("rule", RULES)
def test_a_note_by_finger_waits_for_a_clerk_in_every_rule(rule: str) -> None:
    assert decided(rule, by_finger=True) == (Visibility.WAITING, None)


# -- the hour ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "opening"),
    [
        ("2026-09-21 00:00:00", "2026-09-21 10:00"),
        ("2026-09-21 09:59:59", "2026-09-21 10:00"),
        ("2026-09-21 09:59:59.999999", "2026-09-21 10:00"),
        ("2026-09-21 10:00:00", "2026-09-21 15:00"),
        ("2026-09-21 14:59:59", "2026-09-21 15:00"),
        ("2026-09-21 15:00:00", "2026-09-22 10:00"),
        ("2026-09-21 23:59:59", "2026-09-22 10:00"),
        ("2026-09-18 14:59:59", "2026-09-18 15:00"),  # a Friday
        ("2026-09-18 15:00:00", "2026-09-21 10:00"),
        ("2026-09-19 09:00:00", "2026-09-21 10:00"),  # a Saturday
        ("2026-09-23 15:00:00", "2026-09-28 10:00"),  # the eve of 추석, Thursday to Saturday
        ("2026-09-25 09:00:00", "2026-09-28 10:00"),
        ("2026-12-31 16:00:00", "2027-01-04 10:00"),
    ],
)
def test_a_note_opens_at_the_next_10_or_15_of_a_working_day(received: str, opening: str) -> None:
    day, clock = received.split()
    assert next_opening(at(day, clock), CALENDAR) == at(*opening.split())


def test_the_hour_is_seouls_whatever_the_zone_of_the_receipt() -> None:
    received = datetime(2026, 9, 21, 0, 59, 59, tzinfo=UTC)
    opening = next_opening(received, CALENDAR)
    assert opening == at("2026-09-21", "10:00:00")
    assert opening.utcoffset() == timedelta(hours=9)


closed_days = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.just("청사 이전"), max_size=60
)
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.sampled_from([UTC, SEOUL])
)


@given(moments, closed_days)
def test_the_hour_comes_after_the_receipt_on_a_working_day_and_is_the_first(
    received: datetime, closed: dict[date, str]
) -> None:
    calendar = national_calendar(YEARS, closed)
    opening = next_opening(received, calendar)
    assert opening > received
    assert opening.time() in OPENING_HOURS
    assert calendar.is_working_day(opening.date())
    assert not any(received < one < opening for one in openings(received, opening, calendar))


@given(moments, moments)
def test_who_came_first_is_never_shown_later(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert next_opening(first, CALENDAR) <= next_opening(second, CALENDAR)


def openings(start: datetime, end: datetime, calendar: Calendar) -> Iterator[datetime]:
    """Every opening of the days from `start` to `end`, counted day by day."""
    day = start.astimezone(SEOUL).date()
    while day <= end.date():
        if calendar.is_working_day(day):
            yield from (datetime.combine(day, time(hour), SEOUL) for hour in (10, 15))
        day += timedelta(days=1)


# -- through the intake to the wall --------------------------------------------------------------


@pytest.fixture
def board(cast: Cast) -> Board:
    cast.board.publishing = Board.Publishing.AFTER_LOOK
    cast.board.wall_is_open = True
    cast.board.save()
    return cast.board


def clock_at(moment: datetime) -> mock._patch:
    return mock.patch.object(timezone, "now", return_value=moment)


def wall_at(board: Board, moment: datetime) -> str:
    """The feed as a screen reads it at that moment."""
    feed.forget()
    with clock_at(moment):
        return Client().get(f"/wall/{board.slug}/notes").content.decode()


def put_at(tablet: Tablet, moment: datetime, **values: object) -> Note:
    with clock_at(moment):
        tablet.put(tablet.note(**values))
    return Note.objects.latest("received_at")


def test_the_wall_shows_it_from_its_hour_on_and_no_job_runs(board: Board, tablet: Tablet) -> None:
    note = put_at(tablet, at("2026-09-21", "09:59:59"), text="열 시부터 보여요")
    assert note.publish_at == at("2026-09-21", "10:00:00")
    assert "열 시부터 보여요" not in wall_at(board, at("2026-09-21", "09:59:59.999999"))
    assert "열 시부터 보여요" in wall_at(board, at("2026-09-21", "10:00:00"))


def test_a_day_on_which_this_office_is_closed_is_passed_over(
    board: Board, tablet: Tablet, cast: Cast
) -> None:
    ClosedDay.objects.create(office=cast.office, date=date(2026, 9, 22), name="청사 이전")
    ClosedDay.objects.create(office=cast.other_office, date=date(2026, 9, 23), name="청사 이전")
    note = put_at(tablet, at("2026-09-21", "15:00:00"))
    assert note.publish_at == at("2026-09-23", "10:00:00")


def test_an_ad_hoc_holiday_is_passed_over(board: Board, tablet: Tablet) -> None:
    ClosedDay.objects.create(office=None, date=date(2026, 9, 22), name="임시공휴일")
    assert put_at(tablet, at("2026-09-21", "16:00:00")).publish_at == at("2026-09-23", "10:00:00")


def test_a_note_of_the_last_evening_of_a_year_opens_in_the_next(
    board: Board, tablet: Tablet
) -> None:
    note = put_at(tablet, datetime(2026, 12, 31, 16, 0, tzinfo=UTC))  # 2027 in Seoul
    assert note.publish_at == at("2027-01-04", "10:00:00")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "values",
    [
        {"text": "연락 주세요 010-1234-5678"},
        {"text": "3번 창구 여자 직원이 반말로 소리를 질렀어요", "side": "regret"},
        {"text": "", "strokes": STROKES},
    ],
)
def test_at_the_door_too_some_notes_wait_in_every_rule(
    board: Board, tablet: Tablet, rule: str, values: dict[str, object]
) -> None:
    Board.objects.update(publishing=rule)
    note = put_at(tablet, at("2026-09-21", "09:00:00"), **values)
    assert (note.visibility, note.publish_at) == ("waiting", None)
    assert "data-key" not in wall_at(board, at("2026-10-21", "10:00:00"))


def test_a_clerk_shows_a_note_before_its_hour(board: Board, tablet: Tablet, cast: Cast) -> None:
    note = put_at(tablet, at("2026-09-21", "08:00:00"), text="먼저 열었어요")
    show(note, cast.clerk, at("2026-09-21", "08:30:00"))
    assert "먼저 열었어요" in wall_at(board, at("2026-09-21", "08:30:00"))


def test_a_note_hidden_before_its_hour_never_opens(
    board: Board, tablet: Tablet, cast: Cast
) -> None:
    note = put_at(tablet, at("2026-09-21", "08:00:00"), text="열리지 않아요")
    hide(note, cast.clerk, at("2026-09-21", "08:30:00"), "개인 사정이 적혀 있음")
    assert "열리지 않아요" not in wall_at(board, at("2026-09-21", "10:00:00"))


def test_a_note_before_its_hour_is_among_those_to_look_at_and_no_longer_after(
    board: Board, tablet: Tablet
) -> None:
    held = put_at(tablet, at("2026-09-21", "08:00:00"), text="전화 010-1234-5678")
    coming = put_at(tablet, at("2026-09-21", "08:10:00"))
    looked = set(Note.objects.to_look_at(at("2026-09-21", "09:00:00")))
    assert looked == {held, coming}
    assert set(Note.objects.to_look_at(at("2026-09-21", "10:00:00"))) == {held}
    assert coming.visibility_at(at("2026-09-21", "09:59:59")) == Visibility.WAITING
    assert coming.visibility_at(at("2026-09-21", "10:00:00")) == Visibility.PUBLIC


def test_staff_read_the_hour_beside_the_note(board: Board, tablet: Tablet, cast: Cast) -> None:
    note = put_at(tablet, at("2026-09-21", "08:00:00"), side="regret")
    client = Client()
    client.force_login(cast.clerk)
    with clock_at(at("2026-09-21", "09:00:00")):
        listed = client.get("/admin/boards/note/?held=yes").content.decode()
        page = client.get(f"/admin/boards/complaint/{note.complaint_id}/change/").content.decode()
    assert "공개대기(9. 21. 10:00 공개)" in listed
    assert "공개대기, 2026. 9. 21.(월) 10:00 공개" in page


def test_undoing_a_hide_gives_a_note_its_hour_back(
    board: Board, tablet: Tablet, cast: Cast
) -> None:
    note = put_at(tablet, at("2026-09-21", "08:00:00"), side="regret")
    client, address = Client(), "/admin/boards/complaint/sort/"
    client.force_login(cast.clerk)
    with clock_at(at("2026-09-21", "09:00:00")):
        client.post(address, {"choice": "hide", "pk": note.complaint_id, "version": 1})
        note.refresh_from_db()
        assert note.visibility == "hidden"
        client.post(address, {"choice": "undo"})
    note.refresh_from_db()
    assert (note.visibility, note.publish_at) == ("public", at("2026-09-21", "10:00:00"))
