"""What the tests of triage share: notes that are there, a hand that acts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from boards.models import Complaint, Note, Side, Visibility
from boards.receipts import receipt_code
from boards.triage.changing import Hand
from boards.triage.clocks import calendar_of
from staff.models import Office, User
from staff.working_time import Calendar

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY_TEN = datetime(2026, 9, 21, 10, 0, tzinfo=SEOUL)
LATER = datetime(2026, 9, 21, 11, 0, tzinfo=SEOUL)


def make_note(
    office: Office, text: str = "번호표가 안 나와요", at: datetime = MONDAY_TEN, **values: Any
) -> Note:
    """A note as the intake stores one; a regret opens a complaint."""
    values.setdefault("side", Side.REGRET)
    values.setdefault("category", "waiting")
    values.setdefault("visibility", Visibility.WAITING)
    if values["side"] == Side.REGRET and "complaint" not in values:
        values["complaint"] = Complaint.objects.create(
            office=office,
            received_office=office,
            received_at=at,
            category=values["category"],
            for_leader=values.get("is_abusive", False) or values.get("accuses_person", False),
        )
    note_id = uuid.uuid4()
    return Note.objects.create(
        id=note_id,
        digest=uuid.uuid4().hex * 2,
        receipt_code=receipt_code(note_id, 0),
        office=office,
        channel=Note.Channel.PHONE,
        text=text,
        received_at=at,
        **values,
    )


def make_complaint(office: Office, text: str = "번호표가 안 나와요", **values: Any) -> Complaint:
    note = make_note(office, text, **values)
    return Complaint.objects.get(pk=note.complaint_id)


def hand(by: User, complaint: Complaint, at: datetime = LATER) -> Hand:
    """A hand that saw the complaint as it stands now."""
    return Hand(by, at, Complaint.objects.get(pk=complaint.pk).version)


def calendar(office: Office) -> Calendar:
    return calendar_of(office, MONDAY_TEN)
