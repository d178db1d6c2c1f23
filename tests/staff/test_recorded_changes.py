"""What moves due times, or decides what visitors read, changes under a line of the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from boards.models import Board, ReplyTemplate, TrailEntry
from staff.models import ClosedDay, Desk, Office, Role, User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAYS = "/admin/staff/closedday/"


@pytest.fixture(autouse=True)
def a_monday() -> Any:
    with time_machine.travel("2026-09-21T10:00:00+09:00", tick=True):
        yield


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


@pytest.fixture
def administrator(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.administrator)
    return client


def last_line() -> TrailEntry:
    return TrailEntry.objects.latest("pk")


def test_a_boards_rule(cast: Cast, administrator: Client) -> None:
    values = {"name": cast.board.name, "keyboard": "own", "idle_seconds": 60, "quiet_hours": 16}
    address = f"/admin/boards/board/{cast.board.pk}/change/"
    posted = {**values, "publishing": "held", "is_active": "on"}
    assert administrator.post(address, posted).status_code == 302
    line = last_line()
    assert (line.action, line.office_id) == ("board.changed", cast.office.pk)
    assert (line.before["publishing"], line.after["publishing"]) == ("at_once", "held")
    page = administrator.post(address, {**posted, "idle_seconds": 1}).content.decode()
    assert "30초보다 짧게 할 수 없습니다" in page
    lines = TrailEntry.objects.count()
    assert administrator.post(address, posted).status_code == 302
    assert TrailEntry.objects.count() == lines, "nothing changed"
    assert Board.objects.get(pk=cast.board.pk).publishing == "held"


def test_a_desk_and_an_office(cast: Cast, administrator: Client) -> None:
    desk = {"office": cast.office.pk, "number": 7, "duty": "여권", "is_active": "on"}
    assert administrator.post("/admin/staff/desk/add/", desk).status_code == 302
    made = Desk.objects.get(number=7)
    assert (last_line().action, last_line().subject) == ("desk.made", f"desk:{made.pk}")
    assert last_line().after["duty"] == "여권"
    office = {"name": cast.office.name, "short_name": "인계", "slug": cast.office.slug}
    address = f"/admin/staff/office/{cast.office.pk}/change/"
    assert administrator.post(address, {**office, "is_active": "on"}).status_code == 302
    assert Office.objects.get(pk=cast.office.pk).short_name == "인계"
    assert (last_line().action, last_line().after) == ("office.changed", {"short_name": "인계"})


def test_a_template_of_the_whole_city(cast: Cast, manager: Client) -> None:
    row = ReplyTemplate.objects.create(title="글", outcome="resolved", body="고쳤습니다.")
    posted = {"title": "글", "outcome": "resolved", "body": "바꿨습니다.", "is_active": "on"}
    address = f"/admin/boards/replytemplate/{row.pk}/change/"
    assert manager.post(address, posted).status_code == 302
    line = last_line()
    assert (line.action, line.after) == ("replytemplate.changed", {"body": "바꿨습니다."})
    assert line.office_id == cast.manager.office_id, "read where it was changed, and above"


def test_a_closed_day_made_changed_and_deleted(cast: Cast, administrator: Client) -> None:
    day = {"office": cast.office.pk, "date": "2026-09-21", "name": "청사 이전"}
    assert administrator.post(f"{DAYS}add/", day).status_code == 302
    row = ClosedDay.objects.get()
    assert administrator.post(f"{DAYS}{row.pk}/change/", {**day, "name": "정전"}).status_code == 302
    assert administrator.post(f"{DAYS}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    lines = TrailEntry.objects.of(f"closedday:{row.pk}")
    assert [line.action for line in lines] == [
        "closedday.made",
        "closedday.changed",
        "closedday.deleted",
    ]
    chosen = ClosedDay.objects.create(office=cast.office, date=date(2026, 9, 22), name="이전")
    picked = {"action": "delete_selected", "_selected_action": chosen.pk, "post": "yes"}
    assert administrator.post(DAYS, picked).status_code == 302
    assert last_line().subject == f"closedday:{chosen.pk}"


def test_a_day_that_is_over_moves_no_due_time_any_more(cast: Cast, administrator: Client) -> None:
    day = {"office": cast.office.pk, "date": "2026-09-18", "name": "청사 이전"}
    page = administrator.post(f"{DAYS}add/", day)
    assert "지난 날은 넣을 수 없습니다" in page.content.decode()
    row = ClosedDay.objects.create(office=cast.office, date=date(2026, 9, 18), name="청사 이전")
    later = {**day, "date": "2026-09-30"}
    assert administrator.post(f"{DAYS}{row.pk}/change/", later).status_code == 403
    assert administrator.post(f"{DAYS}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    picked = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    administrator.post(DAYS, picked)
    assert ClosedDay.objects.get().date == date(2026, 9, 18)
    assert not TrailEntry.objects.exists()


def test_an_account_of_no_office_is_the_city_halls_alone(cast: Cast, administrator: Client) -> None:
    posted = {
        "username": "nobody",
        "name": "시험",
        "password1": "long-enough-4-it",
        "password2": "long-enough-4-it",
    }
    User.objects.filter(pk=cast.administrator.pk).update(office=cast.office)
    page = administrator.post("/admin/staff/user/add/", posted)
    assert page.context["adminform"].form.errors.keys() == {"office"}
    assert not User.objects.filter(username="nobody").exists()


def test_nobody_takes_away_the_own_rights(cast: Cast, administrator: Client) -> None:
    me = cast.administrator
    address = f"/admin/staff/user/{me.pk}/change/"
    page = administrator.get(address).content.decode()
    assert 'name="is_active"' not in page and 'name="groups"' not in page
    posted = {
        "username": me.username,
        "name": "새 이름",
        "is_active": "",
        "groups": [],
        "office": "",
    }
    assert administrator.post(address, posted).status_code == 302
    fresh = User.objects.get(pk=me.pk)
    assert (fresh.name, fresh.is_active, fresh.office) == ("새 이름", True, me.office)
    assert fresh.has_role(Role.ADMINISTRATOR)
    other = f"/admin/staff/user/{cast.clerk.pk}/change/"
    assert 'name="is_active"' in administrator.get(other).content.decode()


@pytest.mark.parametrize("room", ["staff/desk", "staff/closedday", "boards/board", "staff/user"])
def test_a_list_asked_for_a_key_that_no_database_holds_is_shown_whole(
    cast: Cast, administrator: Client, room: str
) -> None:
    answer = administrator.get(f"/admin/{room}/", {"office": "9" * 23})
    assert answer.status_code == 302
    assert administrator.get(answer["Location"]).status_code == 200
    assert administrator.get(f"/admin/{room}/", {"q": "9" * 23}).status_code == 200
