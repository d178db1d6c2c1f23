"""나도요 as it is told: on the tablet, on the wall, to the clerk; never mixed with notes."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boards.handles import handle_of
from boards.kiosk.joins import MOST_CARDS
from boards.models import Complaint, Device, Note
from boards.visibility import hide
from boards.wall.week import strip_of
from boards.weekly.figures import figures_of
from boards.weekly.weeks import Week
from tests.cast import Cast, Tablet
from tests.triage.helpers import make_complaint
from tests.wall.helpers import cards, later, shown_note, touch

pytestmark = pytest.mark.django_db


# -- the tablet's cards ------------------------------------------------------------------------


def test_the_tablet_reads_of_a_card_what_the_public_may_and_no_more(tablet: Tablet) -> None:
    note = shown_note(tablet, side="regret", text="의자가 모자라요", category="facility")
    touch(tablet, note)
    response = tablet.call("GET", "/kiosk/wall.json")
    assert response["Cache-Control"] == "no-store"
    assert response.json() == {
        "notes": [
            {
                "handle": str(handle_of(note.pk)),
                "side": "regret",
                "text": "의자가 모자라요",
                "category": "시설·비품",
                "language": "ko",
                "by_finger": False,
                "joins": 1,
            }
        ]
    }


def test_the_newest_thirty_are_on_the_tablet_and_touches_move_none(
    tablet: Tablet, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    notes = [shown_note(tablet, text=f"쪽지 {n}") for n in range(MOST_CARDS + 2)]
    for _ in range(3):
        touch(tablet, notes[10])
    with django_assert_num_queries(3):
        shown = [card["text"] for card in cards(tablet)]
    assert shown == [f"쪽지 {n}" for n in reversed(range(2, MOST_CARDS + 2))]


# -- the wall ----------------------------------------------------------------------------------


def wall(cast: Cast) -> str:
    """The feed as a look a moment later finds it."""
    later()
    screen = Tablet(cast.board, Device.Kind.WALL)
    return screen.client.get(f"/wall/{cast.board.slug}/notes").content.decode()


def version_in(page: str) -> list[str]:
    return re.findall(r'data-version="(\w+)"', page)


def test_the_card_on_the_wall_tells_the_count_from_the_first_touch_on(
    tablet: Tablet, cast: Cast
) -> None:
    note = shown_note(tablet)
    before = wall(cast)
    assert "나도요" not in before
    for _ in range(3):
        touch(tablet, note)
    after = wall(cast)
    assert "나도요 <strong>3</strong>" in after
    assert version_in(before) == version_in(after), "a touch does not make the card turn"


def test_wall_and_tablet_call_a_card_by_the_same_handle(tablet: Tablet, cast: Cast) -> None:
    shown_note(tablet)
    assert f'data-key="{cards(tablet)[0]["handle"]}"' in wall(cast)


def test_touches_change_no_order_on_the_wall(tablet: Tablet, cast: Cast) -> None:
    older = shown_note(tablet, text="먼저 온 말")
    shown_note(tablet, text="나중 온 말")
    for _ in range(5):
        touch(tablet, older)
    page = wall(cast)
    assert page.index("나중 온 말") < page.index("먼저 온 말")


# -- counts kept apart -------------------------------------------------------------------------


def test_touches_are_in_no_count_of_notes(tablet: Tablet, cast: Cast) -> None:
    note = shown_note(tablet, side="regret")
    now = timezone.now()
    strip, week = strip_of(cast.board, now), figures_of(cast.office, Week.of(now), now)
    complaint = Complaint.objects.get()
    for _ in range(4):
        touch(tablet, note)
    assert strip_of(cast.board, now) == strip
    assert figures_of(cast.office, Week.of(now), now) == week
    assert Note.objects.count() == complaint.notes.count() == 1


def test_a_hidden_note_leaves_the_tablet_with_its_count(tablet: Tablet, cast: Cast) -> None:
    note = shown_note(tablet)
    touch(tablet, note)
    hide(note, cast.clerk, timezone.now(), "개인 사정이 적혀 있음")
    assert cards(tablet) == []
    assert "나도요" not in wall(cast)


# -- the clerk's page --------------------------------------------------------------------------


def complaint_page(cast: Cast, complaint: Complaint) -> str:
    client = Client()
    client.force_login(cast.clerk)
    return client.get(f"/admin/boards/complaint/{complaint.pk}/change/").content.decode()


def test_the_clerk_reads_the_count_in_one_line(tablet: Tablet, cast: Cast) -> None:
    note = shown_note(tablet, side="regret")
    for _ in range(3):
        touch(tablet, note)
    assert "나도요 3명" in complaint_page(cast, Complaint.objects.get())


def test_a_complaint_that_nobody_joined_has_no_such_line(cast: Cast) -> None:
    assert "나도요" not in complaint_page(cast, make_complaint(cast.office))
