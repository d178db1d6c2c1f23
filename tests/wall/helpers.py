"""What the tests of 나도요 share: a note that is shown, a touch under it, the tablet's cards."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from boards.handles import handle_of
from boards.models import Complaint, Note, Outcome, State
from boards.wall import feed
from tests.cast import Tablet


def shown_note(tablet: Tablet, **values: Any) -> Note:
    """A note that is on the tablet's board."""
    note_id = uuid.uuid4()
    tablet.put(tablet.note(**values), note_id)
    return Note.objects.get(pk=note_id)


def touch(tablet: Tablet, note: Note, visit: object = None) -> HttpResponse:
    """One touch; in a visit of its own unless one is given."""
    said = {"visit": str(visit or uuid.uuid4())}
    return tablet.call("POST", f"/kiosk/joins/{handle_of(note.pk)}", said)


def cards(tablet: Tablet) -> list[dict[str, Any]]:
    return tablet.call("GET", "/kiosk/wall.json").json()["notes"]


def settle(complaint: Complaint, **values: object) -> None:
    """An answered quick fix, unless `values` say otherwise; past its doors."""
    now = timezone.now()
    Complaint.objects.filter(pk=complaint.pk).update(
        **{
            "route": "quick_fix",
            "due_at": now + timedelta(days=3),
            "state": State.REPLIED,
            "outcome": Outcome.RESOLVED,
            "action_taken": "의자 네 개를 더 놓았습니다",
            "answer": "기다리는 곳에 의자를 더 놓았습니다.",
            "answered_at": now,
            "settled_at": now,
            **values,
        }
    )


def later() -> None:
    """Let the next request look for itself, as one does some seconds later."""
    feed._pulse.clear()
    for kept in feed._kept.values():
        kept.looked_at = kept.felt_at = 0.0
