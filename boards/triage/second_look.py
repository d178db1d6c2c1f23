"""Doors of requests to look again: a 'no' of the receipt page with its reason.

Granting is part of every change that opens a settled complaint again (doors.reopen and undo);
declining tells the visitor why. Each request has a chain of its own in the trail, so that the
complaint's chain says nothing of what only the team leader may read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Complaint, Decision, Opinion
from boards.models.trail import Line, record
from boards.triage.changing import Hand, StaleVersion, locked
from boards.triage.public_words import fit_to_tell

if TYPE_CHECKING:
    from boards.models.opinion import OpinionQuerySet
    from staff.models import User

NOTHING_ASKED = "살펴볼 요청이 없습니다. 다른 담당자가 먼저 정했을 수 있습니다."


def requests(complaint: Complaint, user: User) -> OpinionQuerySet:
    """What waits about a complaint, as far as this person may read it."""
    return Opinion.objects.waiting().filter(complaint=complaint).readable_by(user)


def grant(complaint: Complaint, hand: Hand) -> None:
    """Mark what waits about a locked complaint that is opened again; the caller saves it.

    With an accusing or abusive reason it becomes the team leader's, as with such a note.
    """
    for opinion in Opinion.objects.waiting().filter(complaint=complaint):
        complaint.for_leader |= opinion.is_abusive or opinion.accuses_person
        _decide(opinion, complaint, hand, Decision.GRANTED)


def decline(pk: int, hand: Hand, *, told: str, up_to: int) -> Complaint:
    """Leave the answer as it is and tell the visitor why, in a sentence held to the rules of
    answers. Of the requests that this hand may read, those up to the one that it saw.

    Raises StaleVersion and ValidationError, storing nothing then.
    """
    with transaction.atomic():
        complaint = locked(pk)
        if complaint.version != hand.version:
            raise StaleVersion(complaint, hand.version, {"told": told})
        asked = "시민에게 알릴 까닭을 적어 주세요."
        sentence = fit_to_tell(complaint, told, "told", asked, complaint.outcome, 200)
        seen = list(requests(complaint, hand.by).filter(pk__lte=up_to))
        if not seen:
            raise ValidationError(NOTHING_ASKED)
        for opinion in seen:
            _decide(opinion, complaint, hand, Decision.DECLINED, sentence)
    return complaint


def _decide(
    opinion: Opinion, complaint: Complaint, hand: Hand, decision: Decision, told: str = ""
) -> None:
    opinion.decision, opinion.told = decision, told
    opinion.decided_by, opinion.decided_at = hand.by, hand.at
    opinion.save(update_fields=["decision", "told", "decided_by", "decided_at"])
    line = Line(
        action=f"opinion.{decision}",
        subject=f"opinion:{opinion.pk}",
        office_id=complaint.office_id,
        actor=hand.by,
        before={"decision": str(Decision.WAITING)},
        after={"decision": str(decision)},
        reason=told,
    )
    record(line, hand.at)
