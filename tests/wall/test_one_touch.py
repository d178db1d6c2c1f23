"""A clerk hides or shows a note in one touch, wherever the clerk reads it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from boards.handles import handle_of
from boards.models import Complaint, Note, TrailEntry, Visibility
from tests.cast import Cast, Tablet
from tests.wall.helpers import shown_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(tablet: Tablet) -> Note:
    return shown_note(tablet, side="regret", text="의자가 모자라요")


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def places(note: Note) -> dict[str, str]:
    return {
        "the list": "/admin/boards/note/",
        "the complaint's page": f"/admin/boards/complaint/{note.complaint_id}/change/",
        "sorting": "/admin/boards/complaint/sort/",
    }


@pytest.mark.parametrize("place", ["the list", "the complaint's page", "sorting"])
def test_one_touch_hides_and_one_shows_again(note: Note, clerk: Client, place: str) -> None:
    here = places(note)[place]
    for what, seen in (("hide", Visibility.HIDDEN), ("show", Visibility.PUBLIC)):
        page = clerk.get(here).content.decode()
        button = re.search(rf'formaction="([^"]*/{handle_of(note.pk)}/{what}/)"', page)
        assert button, f"{place} has no button to {what}"
        form = re.search(r'id="visibility".*?name="next" value="([^"]*)"', page, re.DOTALL)
        answer = clerk.post(button[1], {"next": form[1]} if form else {})
        assert answer.status_code == 302
        if form:
            assert answer["Location"].startswith(here), "the clerk stays where the clerk was"
        note.refresh_from_db()
        assert note.visibility == seen
        line = TrailEntry.objects.of(f"note:{note.pk}").last()
        assert line and line.action == {"hide": "note.hidden", "show": "note.shown"}[what]


def test_only_the_touch_that_changes_something_is_offered(note: Note, clerk: Client) -> None:
    page = clerk.get(places(note)["the complaint's page"]).content.decode()
    assert f"{handle_of(note.pk)}/hide/" in page
    assert f"{handle_of(note.pk)}/show/" not in page


def test_an_accusing_note_is_never_offered_to_be_shown(tablet: Tablet, cast: Cast) -> None:
    tablet.put(tablet.note(side="regret", text="3번 창구 여자 직원이 반말로 소리를 질렀어요"))
    leader = Client()
    leader.force_login(cast.manager)
    note = Note.objects.get()
    page = leader.get(f"/admin/boards/complaint/{note.complaint_id}/change/").content.decode()
    assert f"{handle_of(note.pk)}/hide/" in page
    assert f"{handle_of(note.pk)}/show/" not in page


def test_the_buttons_belong_to_no_other_form(note: Note, clerk: Client) -> None:
    """Enter in a field of the sorting form presses that form's first button."""
    page = clerk.get(places(note)["sorting"]).content.decode()
    for button in re.findall(r"<button[^>]*formaction[^>]*>", page):
        assert 'form="visibility"' in button
    assert Complaint.objects.get().state == "received"
