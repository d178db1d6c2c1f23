"""What the tests of 나도요 share: a note that is shown, a touch under it, the tablet's cards."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse

from boards.handles import handle_of
from boards.models import Note
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
