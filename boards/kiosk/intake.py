"""The one door through which a note comes in: exactly once, or not at all."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.kiosk.content import Content, Refused
from boards.models import Complaint, Note, Side, TrailEntry
from boards.models.board import Board
from boards.models.trail import Line, first_row
from boards.quick_insert import Proof, ProofFailed, insert_rows
from boards.receipts import receipt_code
from boards.row_plans import KeyOf, Row
from boards.screening.engine import Screening, screen
from boards.screening.publication import publication
from boards.staff_names import agreed_names, names_of_staff
from staff.models import ClosedDay
from staff.working_time import Calendar

log = logging.getLogger(__name__)
MOST_CODE_ATTEMPTS = 5


@dataclass(frozen=True)
class Source:
    """Where a note comes from: ids, as the one query beforehand gives them. With a `proof` they
    are remembered from an earlier note, and the insert itself asks whether they still hold."""

    office_id: int
    channel: str
    board_id: int | None = None
    publishing: str = Board.Publishing.AT_ONCE
    device_id: int | None = None
    desk_id: int | None = None
    proof: Proof | None = None


class SourceChanged(Exception):
    """What was remembered of a source holds no longer; nothing was stored."""


@dataclass(frozen=True)
class Receipt:
    """What the visitor gets back. `is_new` is False for a retry."""

    note_id: uuid.UUID
    code: str
    is_new: bool


def receive_note(note_id: uuid.UUID, content: Content, source: Source, now: datetime) -> Receipt:
    """Screen, store, open a complaint for a regret, write the first line of the trail.

    A retry of the same content gets the first answer again. Raises `Refused` (409) when the id
    already holds other content; nothing is overwritten then. Raises `SourceChanged` where the
    proof of a remembered source fails.
    """
    screening = screened(content, source.office_id, at_desk=source.desk_id is not None)
    digest = digest_of(content, screening)
    for attempt in range(MOST_CODE_ATTEMPTS):
        code = receipt_code(note_id, attempt)
        note = note_values(note_id, content, source, screening, now)
        note |= {"digest": digest, "receipt_code": code}
        try:
            insert_rows(rows_of(note), source.proof)
        except IntegrityError:
            if receipt := receipt_of_retry(note_id, digest):
                return receipt
            continue  # the receipt code is taken by another note
        except ProofFailed:
            raise SourceChanged from None
        log.info("note received", extra={"event": "note_received", "office": source.office_id})
        return Receipt(note_id, code, True)
    raise Refused(503, "busy", _("잠시 뒤에 다시 보내 주세요. 쪽지는 기기에 남아 있습니다."), 5)


def screened(content: Content, office_id: int, *, at_desk: bool) -> Screening:
    return screen(
        content.text,
        side=content.side,
        staff_names=names_of_staff(office_id),
        agreed_names=agreed_names(office_id),
        at_desk=at_desk,
    )


def digest_of(content: Content, screening: Screening) -> str:
    """Taken after resident numbers are cut: not even their hash may stay."""
    kept = content if screening.text == content.text else replace(content, text=screening.text)
    return kept.digest()


def already_stored(note_id: uuid.UUID, content: Content) -> Receipt | None:
    """The first answer when a note of this content stands under this id, whoever asks."""
    stored = Note.objects.filter(pk=note_id).values_list("digest", "receipt_code", "office_id")
    for digest, code, office_id in stored:
        if digest == digest_of(content, screened(content, office_id, at_desk=False)):
            return Receipt(note_id, code, False)
    return None


def receipt_of_retry(note_id: uuid.UUID, digest: str) -> Receipt | None:
    """The first answer when this id is stored with this content; None when it never came.

    Raises `Refused` (409) for other content, and where a newer note took its place."""
    stored = Note.objects.filter(pk=note_id).values_list("digest", "receipt_code").first()
    if stored is None:
        if TrailEntry.objects.of(f"note:{note_id}").exists():
            raise Refused(409, "replaced", "방문자가 고쳐 쓴 쪽지가 이미 있습니다.")
        return None
    if stored[0] != digest:
        raise Refused(
            409, "conflict", _("같은 번호로 다른 쪽지가 이미 있습니다. 직원에게 알려 주세요.")
        )
    return Receipt(note_id, stored[1], False)


def working_days_of(office_id: int, now: datetime) -> Calendar:
    """The office's calendar of this year and the next; one query."""
    year = timezone.localdate(now).year
    return ClosedDay.objects.calendar_for(office_id, (year, year + 1))


def note_values(
    note_id: uuid.UUID, content: Content, source: Source, screening: Screening, now: datetime
) -> dict[str, Any]:
    """The note as it will be stored; what the public may see is decided here once."""
    visibility, publish_at = publication(
        source.publishing,
        screening,
        by_finger=content.strokes is not None,
        now=now,
        working_days=lambda: working_days_of(source.office_id, now),
    )
    return {
        "id": note_id,
        "office_id": source.office_id,
        "board_id": source.board_id,
        "device_id": source.device_id,
        "sequence": content.sequence,
        "desk_id": source.desk_id,
        "channel": source.channel,
        "side": content.side,
        "text": screening.text,
        "strokes": content.strokes,
        "category": content.category,
        "language": content.language,
        "was_helped": content.helped,
        "written_at": content.written_at,
        "received_at": now,
        "findings": [finding.as_dict() for finding in screening.findings],
        "is_abusive": screening.abusive,
        "accuses_person": screening.accuses_person,
        "public_text": screening.public_text,
        "screening_version": screening.version,
        "visibility": visibility,
        "publish_at": publish_at,
    }


def rows_of(note: dict[str, Any]) -> list[Row]:
    """A regret's complaint, the note, and the first line of its trail."""
    line = Line(
        action="note.received",
        subject=f"note:{note['id']}",
        office_id=note["office_id"],
        actor_label=str(Note.Channel(note["channel"]).label),
        after={
            "side": note["side"],
            "visibility": note["visibility"],
            "publish_at": note["publish_at"].isoformat() if note["publish_at"] else None,
            "findings": [finding["kind"] for finding in note["findings"]],
            "digest": note["digest"],
        },
    )
    begun = first_row(line, note["received_at"])
    if note["side"] != Side.REGRET:
        return [Row(Note, note), begun]
    complaint = {
        "office_id": note["office_id"],
        "received_office_id": note["office_id"],
        "received_at": note["received_at"],
        "category": note["category"],
        "for_leader": note["is_abusive"] or note["accuses_person"],
    }
    return [Row(Complaint, complaint), Row(Note, {**note, "complaint_id": KeyOf(0)}), begun]
