"""Lists of the admin: as many queries for many rows as for few, rows by their keys, reference."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boards.models import Complaint, Outcome, Route
from boards.triage import doors, finding
from staff.models import ClosedDay, Role
from tests.cast import Cast, make_user
from tests.triage.helpers import SEOUL, calendar, hand, make_complaint

MOST = 8
COMPLAINTS = "/admin/boards/complaint/"

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.parametrize("who", ["clerk", "manager", "administrator"])
def test_every_list_asks_at_most_eight_queries_whatever_its_length(
    cast: Cast, client: Client, who: str
) -> None:
    client.force_login(getattr(cast, who))
    opened = [
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for model in admin.site._registry
    ]
    opened = [address for address in opened if client.get(address).status_code == 200]
    make_complaint(cast.office)
    first = {address: queries(client, address) for address in opened}
    for number in range(60):
        make_complaint(cast.office, f"번호표가 안 나와요 {number}")
    more = {address: queries(client, address) for address in opened}
    assert max(more.values()) <= MOST, more
    assert first == more
    if who != "administrator":
        assert queries(client, f"{COMPLAINTS}?p=2") <= MOST


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast, client: Client) -> None:
    for number in range(60):
        make_complaint(cast.office, f"쪽지 {number}")
    client.force_login(cast.clerk)
    seen: list[str] = []
    for page in ("", "?p=2", "?p=3"):
        body = client.get(COMPLAINTS + page).content.decode()
        seen += set(re.findall(r"/(\d+)/change/", body))
    assert len(seen) == len(set(seen)) == 60
    assert client.get(f"{COMPLAINTS}?all=").status_code == 200


def test_one_letter_is_asked_for_a_second(cast: Cast, client: Client) -> None:
    make_complaint(cast.office, "표가 안 나와요")
    client.force_login(cast.clerk)
    for address in (COMPLAINTS, "/admin/boards/note/"):
        body = client.get(address, {"q": "표"}).content.decode()
        assert finding.ASK_MORE in body
        assert "표가 안" not in body
        assert "표가 안" in client.get(address, {"q": "표 안 나와"}).content.decode()


@pytest.mark.parametrize("bound", ["few", "rare", "common"])
def test_a_word_is_found_however_common_it_is(
    cast: Cast, client: Client, monkeypatch: Any, bound: str
) -> None:
    monkeypatch.setattr(finding, "FEW_ROWS", 100 if bound == "few" else 1)
    monkeypatch.setattr(finding, "RARE_WORD", 2 if bound == "common" else 100)
    for number in range(6):
        make_complaint(cast.office, f"번호표 {number}")
    make_complaint(cast.other_office, "번호표 남의 것")
    make_complaint(cast.office, "주차장")
    client.force_login(cast.clerk)
    for address in (COMPLAINTS, "/admin/boards/note/"):
        answer = client.get(address, {"q": "번호표"})
        body = answer.content.decode()
        assert all(f"번호표 {number}" in body for number in range(6)), address
        assert "남의 것" not in body
        assert "주차장" not in body
        assert (finding.NOT_ALL in body) == (bound == "common")


def test_what_was_done_last_time_is_found_by_word_category_and_desk(
    cast: Cast, client: Client
) -> None:
    now = {"calendar": calendar(cast.office)}
    done = make_complaint(cast.office, "번호표 기계가 멈췄어요", desk=cast.desk)
    doors.sort(done.pk, hand(cast.clerk, done), route=Route.QUICK_FIX, **now)
    doors.settle(
        done.pk,
        hand(cast.clerk, done),
        outcome=Outcome.RESOLVED,
        action_taken="용지를 갈고 전원을 다시 켬",
    )
    make_complaint(cast.office, "번호표 아직 안 고친 것")
    client.force_login(cast.clerk)
    query = {"work": "handled", "category__exact": "waiting", "desk": cast.desk.pk, "q": "번호표"}
    body = client.get(COMPLAINTS, query).content.decode()
    assert "해결: 용지를 갈고 전원을 다시 켬" in body
    assert "안 고친 것" not in body
    assert Complaint.objects.count() == 2
    nothing = client.get(COMPLAINTS, {**query, "desk": cast.other_desk.pk}).content.decode()
    assert "남의" not in nothing


def at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize("who", ["clerk", "manager", "administrator"])
def test_the_lists_of_today_and_of_what_is_overdue_stay_within_their_queries(
    cast: Cast, client: Client, who: str
) -> None:
    for number in range(3):
        make_complaint(cast.office, f"번호표 {number}")
    client.force_login(getattr(cast, who))
    if client.get(COMPLAINTS).status_code == 200:
        assert queries(client, f"{COMPLAINTS}?work=overdue") <= MOST
        assert queries(client, f"{COMPLAINTS}?work=today") <= MOST


def test_the_tile_of_what_is_overdue_counts_the_rows_that_say_so(
    cast: Cast, client: Client
) -> None:
    """Sorted or not: past the due time, or past the three working hours of sorting (영 13조)."""
    ClosedDay.objects.create(office=cast.other_office, date=date(2026, 9, 21), name="이사")
    late, fresh, reopened, handed, sorted_late, elsewhere = (
        make_complaint(office, words, at=moment)
        for office, words, moment in (
            (cast.office, "늦은 쪽지", at(10)),
            (cast.office, "새 쪽지", at(14)),
            (cast.office, "다시 연 쪽지", at(9)),
            (cast.office, "넘겨받은 쪽지", at(9)),
            (cast.office, "분류한 쪽지", at(9)),
            (cast.other_office, "쉬는 곳 쪽지", at(10)),
        )
    )
    Complaint.objects.filter(pk=reopened.pk).update(reopened_at=at(15))
    Complaint.objects.filter(pk=handed.pk).update(transferred_at=at(15))
    doors.sort(
        sorted_late.pk,
        hand(cast.clerk, sorted_late),
        route=Route.QUICK_FIX,
        calendar=calendar(cast.office),
    )
    top = make_user("top", cast.hall, Role.MANAGER)
    expected = {  # closed at 18:00, so that the one of 14:00 ended at 17:00 and not before
        at(14): {sorted_late},
        at(14, 1): {sorted_late, late},
        at(17): {sorted_late, late},
        at(20): {sorted_late, late, fresh, reopened, handed},
        at(12, 1, day=22): {sorted_late, late, fresh, reopened, handed, elsewhere},
    }
    for moment, rows in expected.items():
        with time_machine.travel(moment, tick=False):
            client.logout()  # a session ends when nothing happens for hours
            client.force_login(top)
            listed = client.get(f"{COMPLAINTS}?work=overdue")
            assert listed.status_code == 200, listed.headers
            assert set(listed.context["cl"].result_list) == rows, moment
            every = client.get(COMPLAINTS).content.decode()
            assert every.count("기한경과</span>") == len(rows)
            assert client.get("/admin/badges.json").json()["overdue"] == str(len(rows))


def test_the_tile_of_today_counts_what_must_be_sorted_or_settled_today(
    cast: Cast, client: Client
) -> None:
    """What waits for sorting has its own clock of three working hours (영 13조)."""
    ClosedDay.objects.create(office=cast.other_office, date=date(2026, 9, 21), name="이사")
    morning, evening, reopened, settled_soon, elsewhere = (
        make_complaint(office, words, at=moment)
        for office, words, moment in (
            (cast.office, "아침 쪽지", at(10)),
            (cast.office, "저녁 쪽지", at(17)),
            (cast.office, "다시 연 쪽지", at(9)),
            (cast.office, "분류한 쪽지", at(9)),
            (cast.other_office, "쉬는 곳 쪽지", at(10)),
        )
    )
    Complaint.objects.filter(pk=reopened.pk).update(reopened_at=at(14))
    doors.sort(
        settled_soon.pk,
        hand(cast.clerk, settled_soon),
        route=Route.QUICK_FIX,
        calendar=calendar(cast.office),
    )
    top = make_user("top", cast.hall, Role.MANAGER)
    expected = {  # 10:00 ends at 14:00 after lunch, 14:00 at 17:00, 17:00 at 11:00 the next day
        at(11): {morning, reopened, settled_soon},
        at(14): {morning, reopened},
        at(14, 1): {reopened},
        at(18): set(),
        at(9, day=22): {evening, elsewhere},
    }
    for moment, rows in expected.items():
        with time_machine.travel(moment, tick=False):
            client.logout()  # a session ends when nothing happens for hours
            client.force_login(top)
            listed = client.get(f"{COMPLAINTS}?work=today")
            assert set(listed.context["cl"].result_list) == rows, moment
            assert client.get("/admin/badges.json").json()["today"] == str(len(rows))


def test_an_account_without_an_office_has_nothing_overdue(cast: Cast, client: Client) -> None:
    make_complaint(cast.office)
    client.force_login(make_user("nowhere", None, Role.CLERK))
    assert client.get("/admin/badges.json").json()["overdue"] == "0"
    assert client.get(f"{COMPLAINTS}?work=overdue").status_code == 200
