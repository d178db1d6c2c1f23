"""The doors of what the public may see of a note; nothing is ever deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Note, Visibility
from boards.models.trail import Line, record
from boards.screening.validators import visible_text

if TYPE_CHECKING:
    from staff.models import User

ACTIONS = {
    Visibility.HIDDEN: "note.hidden",
    Visibility.PUBLIC: "note.shown",
    Visibility.WAITING: "note.held",
}


def hide(note: Note, by: User, at: datetime, reason: str) -> Note:
    """Take a note from public view at once. ValidationError without a reason."""
    words = visible_text(reason)
    if not words:
        raise ValidationError({"reason": "비공개 사유를 적어 주세요."})
    return _change(note, by, at, Visibility.HIDDEN, None, words)


def show(note: Note, by: User, at: datetime, opens_at: datetime | None = None) -> Note:
    """Release a note to the public, from `opens_at` on, or at once.

    ValidationError for one with nothing to show.
    """
    if note.is_abusive or note.accuses_person:
        raise ValidationError(
            "폭언이나 특정 직원을 지적하는 쪽지는 공개할 수 없습니다. 잘못된 판정이면 원문을 열어 "
            "먼저 판정을 푸세요."
        )
    return _change(note, by, at, Visibility.PUBLIC, opens_at or at, "")


def wait(note: Note, by: User, at: datetime) -> Note:
    """Back to waiting for a look: what undoing a hide does to a note that was not public."""
    return _change(note, by, at, Visibility.WAITING, None, "")


def seen(note: Note) -> dict[str, str | None]:
    """What a line of the trail says of it."""
    hour = note.publish_at.isoformat() if note.publish_at else None
    return {"visibility": note.visibility, "publish_at": hour}


def _change(
    note: Note,
    by: User,
    at: datetime,
    visibility: Visibility,
    publish_at: datetime | None,
    reason: str,
) -> Note:
    with transaction.atomic():
        rows = Note.objects.select_for_update(of=("self",))
        locked = rows.get(pk=note.pk)
        before = seen(locked)
        locked.visibility, locked.publish_at = visibility, publish_at
        locked.save(update_fields=["visibility", "publish_at"])
        record(
            Line(
                action=ACTIONS[visibility],
                subject=f"note:{locked.pk}",
                office_id=locked.office_id,
                actor=by,
                before=before,
                after=seen(locked),
                reason=reason[:300],
            ),
            at,
        )
    return locked
