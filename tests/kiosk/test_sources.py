"""What is remembered of a tablet is proved with every note: never a note by yesterday's rules."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.models import Board, Complaint, Note, TrailEntry, Visibility
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db


def put(tablet: Tablet, **values: Any) -> tuple[int, uuid.UUID]:
    note_id = uuid.uuid4()
    return tablet.put(tablet.note(**values), note_id).status_code, note_id


@pytest.mark.parametrize("prepared", [True, False])
def test_a_second_note_of_a_tablet_asks_no_more_than_the_first(
    tablet: Tablet, settings: Any, prepared: bool
) -> None:
    settings.PREPARED_STATEMENTS = prepared
    for side in ("good", "regret"):
        assert put(tablet, side=side)[0] == 201
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert put(tablet, side="regret")[0] == 201
    asked_without_savepoints = [q for q in asked if "SAVEPOINT" not in q["sql"]]
    if connection.vendor == "postgresql":
        assert len(asked_without_savepoints) <= 2  # with the first, what keeps a statement
    assert len(asked_without_savepoints) <= 3
    assert Note.objects.count() == 3
    assert Complaint.objects.count() == 2


def test_a_tablet_that_was_revoked_stores_nothing_from_then_on(tablet: Tablet) -> None:
    assert put(tablet, side="regret")[0] == 201
    tablet.device.revoked_at = timezone.now()
    tablet.device.save()
    lines = TrailEntry.objects.count()
    assert put(tablet, side="regret")[0] == 401
    assert put(tablet)[0] == 401
    assert (Note.objects.count(), Complaint.objects.count()) == (1, 1)
    assert TrailEntry.objects.count() == lines


def test_a_rule_that_was_changed_holds_for_the_next_note(tablet: Tablet, cast: Cast) -> None:
    put(tablet)
    cast.board.publishing = Board.Publishing.HELD
    cast.board.save()
    for _ in range(2):
        status, note_id = put(tablet)
        assert status == 201
        assert Note.objects.get(pk=note_id).visibility == Visibility.WAITING


def test_a_board_that_moved_takes_its_notes_along(tablet: Tablet, cast: Cast) -> None:
    put(tablet)
    cast.board.office, cast.board.name = cast.other_office, "2층 민원실"
    cast.board.save()
    for _ in range(2):
        _status, note_id = put(tablet, side="regret")
        note = Note.objects.get(pk=note_id)
        assert note.office == note.complaint.office == cast.other_office


def test_a_desk_that_moved_away_is_no_longer_taken(tablet: Tablet, cast: Cast) -> None:
    for _ in range(2):
        status, note_id = put(tablet, desk=cast.desk.code)
        assert status == 201
        assert Note.objects.get(pk=note_id).desk == cast.desk
    cast.desk.office, cast.desk.number = cast.other_office, 9
    cast.desk.save()
    assert put(tablet, desk=cast.desk.code)[0] == 400
    assert put(tablet, desk=cast.other_desk.code)[0] == 400
    assert Note.objects.count() == 2


def test_a_retry_is_answered_as_the_first_time_and_other_content_refused(tablet: Tablet) -> None:
    put(tablet)
    note, note_id = tablet.note(side="regret"), uuid.uuid4()
    first, again = tablet.put(note, note_id), tablet.put(note, note_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert tablet.put({**note, "text": "다른 글"}, note_id).status_code == 409
    assert Note.objects.count() == 2
