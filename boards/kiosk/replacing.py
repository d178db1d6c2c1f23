"""A note takes the place of those that its visitor tried before.

Whoever reads 'not saved yet' may change the words, while the first try did reach us and only its
answer was lost. The newer note names those tries. Which of both came first decides the first line
of the older one's trail: its receipt, or the word that it was replaced. The database takes one
line a place (`one_line_a_place`), so that no race leaves both, and an ordinary note asks nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from boards.kiosk.content import Content, Refused, canonical
from boards.kiosk.intake import Receipt, Source, receive_note
from boards.models import Complaint, Note, Presence, RefusedNote, State, TrailEntry
from boards.models.trail import Line, first_line, record

WITHIN = timedelta(minutes=10)  # of its receipt an older note gives way, if nobody took it up
WHY = "방문자가 저장되기 전에 글을 고쳐 다시 붙였습니다."


@dataclass(frozen=True)
class Newer:
    """The note that takes the place, and when it came."""

    note_id: uuid.UUID
    source: Source
    now: datetime

    def line(self, action: str, subject: str, before: dict[str, object] | None = None) -> Line:
        label = str(Note.Channel(self.source.channel).label)
        after = {"by": str(self.note_id)}
        return Line(action, subject, self.source.office_id, None, label, before, after, WHY)


def receive(note_id: uuid.UUID, content: Content, source: Source, now: datetime) -> Receipt:
    """As `receive_note`, and in the same transaction nothing of what it replaces is left beside it.

    An older note of the same tablet is withdrawn: its words go to the refused notes, its trail
    stays. One that staff or visitors have taken up stands; staff then see that both belong
    together.
    """
    if not content.replaces:
        return receive_note(note_id, content, source, now)
    with transaction.atomic():
        receipt = receive_note(note_id, content, source, now)
        if receipt.is_new:
            newer = Newer(note_id, source, now)
            for older in map(uuid.UUID, content.replaces):
                if older != note_id and not _comes_too_late(older, newer):
                    _give_way(older, newer)
    return receipt


def _comes_too_late(older: uuid.UUID, newer: Newer) -> bool:
    """Take the first place in the trail of a note that is not here; False when it is or was."""
    try:
        with transaction.atomic():
            first_line(newer.line("note.replaced", f"note:{older}"), newer.now)
    except IntegrityError:
        return False
    return True


def _give_way(older: uuid.UUID, newer: Newer) -> None:
    note, device_id = _locked(older), newer.source.device_id
    if note is None or device_id is None or note.device_id != device_id:
        return  # replaced before; or a stranger's, which no tablet can name but by guessing
    if not _is_untouched(note, newer.now) or not _withdraw(note, device_id, newer):
        _bring_together(note, newer)


def _locked(older: uuid.UUID) -> Note | None:
    """The note, its complaint locked before it as by the doors of staff."""
    complaints = Complaint.objects.select_for_update(of=("self",)).filter(notes=older)
    held = set(complaints.values_list("pk", flat=True))
    notes = Note.objects.select_for_update(of=("self",)).select_related("complaint")
    note = notes.filter(pk=older).first()
    if note is not None and note.complaint_id is not None and note.complaint_id not in held:
        raise Refused(503, "busy", _("잠시 뒤에 다시 보내 주세요. 쪽지는 기기에 남아 있습니다."), 5)
    return note


def _is_untouched(note: Note, now: datetime) -> bool:
    """Whether it came just now and nothing followed its receipt. What else hangs on it, the
    database tells when it is withdrawn."""
    complaint = note.complaint
    return (
        now - note.received_at <= WITHIN
        and TrailEntry.objects.of(f"note:{note.pk}").count() == 1
        and (complaint is None or complaint.version == 1)
        and not TrailEntry.objects.of(f"complaint:{note.complaint_id}").exists()
        and not Presence.objects.filter(complaint=complaint).exists()
    )


def _withdraw(note: Note, device_id: int, newer: Newer) -> bool:
    """Move it from the notes to the refused ones; False where something holds it."""
    key, complaint = note.pk, note.complaint
    before: dict[str, object] = {"visibility": note.visibility, "complaint": note.complaint_id}
    try:
        with transaction.atomic():
            RefusedNote.objects.create(
                id=key,
                office_id=note.office_id,
                device_id=device_id,
                content=_as_it_came(note),
                reason=WHY,
                is_grave=note.is_abusive or note.accuses_person,
                handed_at=note.received_at,
                decision=RefusedNote.Decision.REPLACED,
                decided_at=newer.now,
            )
            note.delete()
            if complaint is not None:
                complaint.delete()
    except (ProtectedError, IntegrityError):
        return False
    record(newer.line("note.replaced", f"note:{key}", before), newer.now)
    return True


def _as_it_came(note: Note) -> str:
    """What was stored of its content, in the form in which tablets hand notes over."""
    values = {
        "side": note.side,
        "text": note.text,
        "category": note.category,
        "desk": note.desk.code if note.desk else None,
        "language": note.language,
        "written_at": note.written_at.isoformat() if note.written_at else None,
        "sequence": note.sequence,
        "strokes": note.strokes,
        "helped": note.was_helped,
    }
    return canonical(values).decode()


def _bring_together(note: Note, newer: Newer) -> None:
    """Both stand. Two regrets become one open complaint, whose trail says why; whoever has it
    open learns it by its version."""
    record(newer.line("note.rewritten", f"note:{note.pk}"), newer.now)
    kept = note.complaint
    if kept is None or not kept.is_open or kept.office_id != newer.source.office_id:
        return
    own = Complaint.objects.filter(notes=newer.note_id, version=1, state=State.RECEIVED).first()
    if own is None or own.received_at != newer.now:
        return  # praise, or brought together with another one already
    Note.objects.filter(pk=newer.note_id).update(complaint=kept)
    own.delete()
    kept.for_leader = kept.for_leader or own.for_leader
    kept.version += 1
    kept.save(update_fields=["for_leader", "version"])
    record(newer.line("rewritten", f"complaint:{kept.pk}"), newer.now)
