"""Every kind of row of another office, with words that no page of this one may tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from boards.handles import handle_of
from boards.models import (
    AnswerPhoto,
    Board,
    Complaint,
    Device,
    Memo,
    Note,
    Opinion,
    Plan,
    Presence,
    ProgressNotice,
    Route,
    RoutingRule,
)
from boards.models.trail import Line, record
from boards.triage import doors
from staff.models import ClosedDay, Consent, Desk, Nameplate, User
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint

CANARY = "카나리아비밀"
SLUG = "canary-secret"


@dataclass
class Planted:
    """Every kind of row of office B, by the name of its model."""

    rows: list[models.Model]
    note: Note
    complaint: Complaint

    def of(self, model: type[models.Model]) -> Any:
        """The planted row of a model, as it stands now."""
        return model._default_manager.get(pk=next(r.pk for r in self.rows if type(r) is model))

    def keys(self) -> set[str]:
        return {str(row.pk) for row in self.rows} | {str(handle_of(self.note.pk))}


@pytest.fixture
def planted(cast: Cast) -> Planted:
    other = cast.other_office
    # Keys of B must not be keys of A by chance.
    for _ in range(7):
        make_complaint(other, CANARY)
    Desk.objects.filter(office=other).update(duty=CANARY)
    Board.objects.filter(office=other).update(name=CANARY, slug=SLUG)
    User.objects.filter(pk=cast.outsider.pk).update(name=CANARY, username=SLUG)
    complaint = make_complaint(other, CANARY, desk=cast.other_desk)
    complaint.matter = complaint.action_taken = complaint.answer = CANARY
    complaint.save()
    doors.sort(
        complaint.pk,
        hand(cast.outsider, complaint),
        route=Route.LONG_TERM,
        calendar=calendar(other),
    )
    note = complaint.notes.get()
    device = Device.objects.create(
        board=cast.other_board,
        kind=Device.Kind.TABLET,
        name=CANARY,
        credential_hash="c" * 64,
        paired_at=LATER,
    )
    plate = Nameplate.objects.create(desk=cast.other_desk, name=CANARY, duty=CANARY)
    rows: list[models.Model] = [
        complaint,
        note,
        device,
        plate,
        cast.outsider,
        cast.other_desk,
        cast.other_board,
        Consent.objects.create(nameplate=plate, item="plate", given_on=date(2026, 9, 1)),
        ClosedDay.objects.create(office=other, date=date(2026, 9, 30), name=CANARY),
        RoutingRule.objects.create(
            office=other, category="waiting", route="quick_fix", because=CANARY
        ),
        ProgressNotice.objects.create(complaint=complaint, text=CANARY, by=cast.outsider, at=LATER),
        Presence.objects.create(complaint=complaint, user=cast.outsider, seen_at=timezone.now()),
        Memo.objects.create(complaint=complaint, text=CANARY, by=cast.outsider, at=LATER),
        Opinion.objects.create(
            complaint=complaint,
            answer_at=LATER,
            helped=False,
            reason=CANARY,
            at=LATER,
            decision="waiting",
        ),
        AnswerPhoto.objects.create(
            complaint=complaint,
            moment="before",
            file=ContentFile(CANARY.encode(), name="photo.jpg"),
            by=cast.outsider,
            at=LATER,
        ),
        Plan.objects.create(
            complaint=complaint,
            owner=cast.outsider,
            theme="citizens",
            public_sentence=CANARY,
            promised_on=date(2026, 12, 1),
            review_on=date(2026, 9, 1),
            made_at=LATER,
            last_step_at=LATER,
        ),
        record(
            Line("start", f"complaint:{complaint.pk}", other.pk, cast.outsider, reason=CANARY),
            LATER,
        ),
    ]
    return Planted(rows, note, complaint)


def assert_clean(answer: Any, where: str) -> None:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = str(answer.headers.items())
    assert answer.status_code < 500, where
    for secret in (CANARY, SLUG):
        assert secret not in body.decode(errors="replace"), where
        assert secret not in headers, where
