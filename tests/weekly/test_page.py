"""The weekly page in the scope of whoever looks."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from boards.models import Board, Complaint
from boards.seed.demonstration import read_notes
from boards.weekly.snapshots import freeze
from boards.weekly.weeks import Week
from staff.models import Office, Role
from staff.places import make_offices
from tests.cast import Cast, Tablet, make_user

ADDRESS = "/weekly/ingye-dong/2026-09-28/"


def logged_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # a user of the cast
    return client


@pytest.mark.parametrize("who", ["clerk", "manager", "trainer", "administrator"])
def test_staff_in_scope_see_the_week(cast: Cast, who: str) -> None:
    response = logged_in(getattr(cast, who)).get(ADDRESS)
    assert response.status_code == 200
    assert (
        "인계동 민원실 의견 주간보고(2026년 10월 1주, 9. 28.~10. 4.)" in response.content.decode()
    )


def test_another_office_is_not_found(cast: Cast) -> None:
    assert logged_in(cast.outsider).get(ADDRESS).status_code == 404
    assert logged_in(cast.clerk).get("/weekly/paldal/2026-09-28/").status_code == 404


def test_nobody_without_an_account_sees_it(cast: Cast) -> None:
    assert Client().get(ADDRESS).status_code == 302


def test_a_day_within_the_week_leads_to_its_monday(cast: Cast) -> None:
    response = logged_in(cast.clerk).get("/weekly/ingye-dong/2026-10-01/")
    assert response["Location"] == ADDRESS


@pytest.mark.parametrize("day", ["2026-02-30", "monday", "9999-12-27", "1900-01-01"])
def test_a_strange_week_is_not_found(cast: Cast, day: str) -> None:
    assert logged_in(cast.clerk).get(f"/weekly/ingye-dong/{day}/").status_code == 404


def test_a_week_to_come_is_not_there_yet(cast: Cast) -> None:
    with time_machine.travel("2026-10-04T23:00:00+09:00", tick=False):
        clerk = logged_in(cast.clerk)
        assert clerk.get(ADDRESS).status_code == 200
        assert clerk.get("/weekly/ingye-dong/2026-10-05/").status_code == 404


def test_home_leads_to_this_week_of_the_own_office(cast: Cast) -> None:
    with time_machine.travel("2026-10-01T10:00:00+09:00", tick=False):
        response = logged_in(cast.clerk).get("/weekly/")
    assert response["Location"] == ADDRESS


def test_the_page_agrees_with_the_320_notes(db: None) -> None:
    notes = read_notes()
    make_offices()
    with time_machine.travel("2026-09-30T11:00:00+09:00", tick=False):
        for name, office in {o.short_name: o for o in Office.objects.all()}.items():
            tablet = Tablet(Board.objects.create(office=office, name="민원실", slug=office.slug))
            for note in (note for note in notes if note["office"] == name):
                keys = ("side", "text", "category", "language")
                assert tablet.put({key: note[key] for key in keys}).status_code == 201
    manager = make_user("manager", Office.objects.get(kind="city_hall"), Role.MANAGER)
    with time_machine.travel("2026-10-05T09:00:00+09:00", tick=False):
        response = logged_in(manager).get("/weekly/city-hall/2026-09-28/")
    figures = response.context["figures"]
    sides = Counter(note["side"] for note in notes)
    assert [row.this_week for row in figures.counts] == [sides["good"], sides["regret"], 320]
    assert figures.handling.received == sides["regret"]
    top = Counter(note["category"] for note in notes).most_common(5)
    assert [row.in_all for row in figures.categories] == [count for _, count in top]
    by_office = Counter((note["office"], note["side"]) for note in notes)
    for row in figures.offices:
        short = Office.objects.get(slug=row.slug).short_name
        assert (row.good, row.regret) == (by_office[short, "good"], by_office[short, "regret"])


@pytest.mark.parametrize("who", ["trainer", "administrator"])
def test_whoever_handles_no_complaint_reads_no_name(cast: Cast, who: str) -> None:
    with time_machine.travel("2026-09-30T11:00:00+09:00", tick=False):
        tablet = Tablet(cast.board)
        tablet.put(tablet.note(side="regret", text="의자가 모자라요"))
    Complaint.objects.update(
        assigned_to=cast.clerk, action_taken=f"{cast.clerk.name} 주무관이 의자를 놓았습니다"
    )
    page = logged_in(getattr(cast, who)).get(ADDRESS).content.decode()
    assert cast.clerk.name not in page
    assert "○○○ 주무관이 의자를 놓았습니다" in page
    assert "담당</th>" not in page
    page = logged_in(cast.manager).get(ADDRESS).content.decode()
    assert page.count(cast.clerk.name) == 2
    assert "담당</th>" in page


def test_a_kept_week_tells_trainers_no_name_either(cast: Cast) -> None:
    with time_machine.travel("2026-09-30T11:00:00+09:00", tick=False):
        tablet = Tablet(cast.board)
        tablet.put(tablet.note(side="regret", text="의자가 모자라요"))
    Complaint.objects.update(assigned_to=cast.clerk)
    freeze(cast.office, Week(date(2026, 9, 28)), timezone.now())
    assert cast.clerk.name not in logged_in(cast.trainer).get(ADDRESS).content.decode()
    assert cast.clerk.name in logged_in(cast.clerk).get(ADDRESS).content.decode()


def test_an_empty_week_says_so(cast: Cast) -> None:
    page = logged_in(cast.manager).get(ADDRESS).content.decode()
    assert "이번 주에 온 쪽지가 없습니다" in page
    assert "처리할 아쉬운 점이 없습니다" in page
    assert "%</td>" not in page
