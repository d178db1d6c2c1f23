"""What staff read of a visitor's words before a recorded look, and the look itself.

안전성 확보조치 기준 8조: who read whose personal data, when and from where; 민원처리법 4조: staff
choose to read an abusive text.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.models import Note, Opinion, TrailEntry
from boards.models.trail import Line, record
from boards.screening.findings import Finding, replaced

if TYPE_CHECKING:
    from staff.models import User

NOTE_OPENED = "note.opened"


def words_of(row: Note | Opinion) -> str:
    return row.text if isinstance(row, Note) else row.reason


def is_grave(row: Note | Opinion) -> bool:
    """Held from the public for what it says: abusive, or accusing one person."""
    return row.is_abusive or row.accuses_person


def masked(row: Note | Opinion) -> str:
    """The words without the personal data found in them."""
    return replaced(words_of(row), map(Finding.from_dict, row.findings))


def unopened(row: Note | Opinion) -> str:
    """What a page shows before it is opened: nothing of a grave one, no personal data of any."""
    return "" if is_grave(row) else masked(row)


def is_veiled(row: Note | Opinion) -> bool:
    """Whether opening it shows more."""
    return is_grave(row) or unopened(row) != words_of(row)


def has_opened(note: Note, by: User) -> bool:
    """Whether this person's look at the words stands in the trail."""
    return TrailEntry.objects.of(f"note:{note.pk}").filter(action=NOTE_OPENED, actor=by).exists()


def record_look(note: Note, by: User, at: datetime, *, address: str, reason: str = "") -> None:
    """Somebody opened the words of one note: who, when, from where, whose and, if asked, why."""
    with transaction.atomic():
        # The row holds the place of the line against another change of the note.
        Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
        record(
            Line(
                action=NOTE_OPENED,
                subject=f"note:{note.pk}",
                office_id=note.office_id,
                actor=by,
                after={"from": address},
                reason=reason[:300],
            ),
            at,
        )
