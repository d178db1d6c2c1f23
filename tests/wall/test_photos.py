"""Photos of a place before and after: on the wall and the receipt page while the answer stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from boards.models import AnswerPhoto, Complaint, Note, Outcome
from boards.receipts import shown
from boards.triage.changing import Hand
from boards.triage.photos import keep_photo, remove_photo
from tests.cast import Cast, Tablet
from tests.wall.helpers import later, settle, shown_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(tablet: Tablet) -> Note:
    return shown_note(tablet, side="regret", text="의자가 모자라요")


def hand(cast: Cast, note: Note) -> Hand:
    complaint = Complaint.objects.get(notes=note)
    return Hand(cast.clerk, timezone.now(), complaint.version)


def kept(cast: Cast, note: Note, moment: str) -> AnswerPhoto:
    fresh = ContentFile(b"drawn anew elsewhere", "photo.jpg")
    assert note.complaint_id
    return keep_photo(note.complaint_id, hand(cast, note), moment=moment, fresh=fresh)


def pages(cast: Cast, note: Note) -> dict[str, str]:
    later()
    screen = Tablet(cast.board, "wall")
    wall = screen.client.get(f"/wall/{cast.board.slug}/notes").content.decode()
    return {
        "wall": wall,
        "receipt": Client().get(f"/n/{shown(note.receipt_code)}/").content.decode(),
    }


def test_before_and_after_stand_with_the_answer_on_both_pages(cast: Cast, note: Note) -> None:
    photos = [kept(cast, note, "after"), kept(cast, note, "before")]
    for page in pages(cast, note).values():
        assert "/photo/" not in page, "nothing is told before the answer"
    settle(Complaint.objects.get(notes=note))
    for page in pages(cast, note).values():
        after, before = (page.index(photo.address) for photo in photos)
        assert before < after
        assert 'alt="고치기 전"' in page
    assert Client().get(photos[0].address).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": Outcome.NOT_POSSIBLE},
        {"state": "received", "settled_at": None, "answered_at": None, "outcome": "", "answer": ""},
    ],
)
def test_photos_go_from_every_screen_with_the_answer_that_showed_them(
    cast: Cast, note: Note, values: dict[str, object]
) -> None:
    photo = kept(cast, note, "after")
    settle(Complaint.objects.get(notes=note))
    assert all(photo.address in page for page in pages(cast, note).values())
    settle(Complaint.objects.get(notes=note), **values)
    assert not any(photo.address in page for page in pages(cast, note).values())
    assert Client().get(photo.address).status_code == 404


def test_a_photo_that_was_removed_leaves_the_wall(cast: Cast, note: Note) -> None:
    photo = kept(cast, note, "after")
    settle(Complaint.objects.get(notes=note), answered_at=timezone.now() - timedelta(hours=1))
    assert photo.address in pages(cast, note)["wall"]
    assert note.complaint_id
    remove_photo(note.complaint_id, hand(cast, note), photo=photo.pk)
    assert not any(photo.address in page for page in pages(cast, note).values())
