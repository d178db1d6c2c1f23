"""Screening errs: a person takes back what it wrongly found, with a reason that the trail keeps."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Complaint, Note
from boards.models.opinion import Decision
from boards.models.trail import Line, record
from boards.screening.findings import ABUSE
from boards.screening.validators import visible_text
from boards.veil import is_grave, masked

if TYPE_CHECKING:
    from staff.models import User

TAKEN_BACK = "note.judged_anew"
# What words may only seem to be. A number keeps its form, whatever somebody thinks of it.
DOUBTFUL = frozenset({ABUSE, "person_name"})


def is_doubtful(note: Note) -> bool:
    """Whether there is anything to take back: abuse, an accusation, or a name."""
    return is_grave(note) or any(found["kind"] in DOUBTFUL for found in note.findings)


def take_back(note: Note, by: User, at: datetime, reason: str) -> Note:
    """The note is neither abusive nor accusing, and names nobody: from here on it is read, shown or
    hidden like any other. It is not shown by this. Numbers stay masked.

    ValidationError without a reason, or with nothing to take back.
    """
    words = visible_text(reason, 300)
    if not words:
        raise ValidationError("왜 잘못된 판정인지 적어 주세요.")
    with transaction.atomic():
        # The complaint first, as everywhere: two hands never wait for each other.
        complaint = Complaint.objects.select_for_update().filter(notes=note.pk).first()
        locked = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
        if not is_doubtful(locked):
            raise ValidationError("되돌릴 판정이 없습니다.")
        before = _said(locked)
        locked.is_abusive = locked.accuses_person = False
        locked.findings = [found for found in locked.findings if found["kind"] not in DOUBTFUL]
        locked.public_text = masked(locked)
        locked.save(update_fields=["is_abusive", "accuses_person", "findings", "public_text"])
        if complaint and complaint.for_leader:
            granted = complaint.opinions.filter(decision=Decision.GRANTED)
            complaint.for_leader = complaint.notes.grave().exists() or granted.grave().exists()
            complaint.save(update_fields=["for_leader"])
        record(
            Line(
                action=TAKEN_BACK,
                subject=f"note:{locked.pk}",
                office_id=locked.office_id,
                actor=by,
                before=before,
                after=_said(locked),
                reason=words,
            ),
            at,
        )
    return locked


def _said(note: Note) -> dict[str, object]:
    """What was held against it; nothing of its words."""
    kinds = [found["kind"] for found in note.findings]
    return {"abusive": note.is_abusive, "accuses": note.accuses_person, "found": kinds}
