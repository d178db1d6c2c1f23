"""The progress notice: due after 30 days and every 30 after (영 23조), prepared for the clerk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.models import ProgressNotice
from boards.models.progress_notice import NOTICE_LENGTH
from boards.templatetags.korean_dates import korean_day
from boards.triage.beside import noting
from boards.triage.public_words import NOT_FIXED, fit_to_tell
from staff.periods import LEGAL_COUNTS

if TYPE_CHECKING:
    from boards.models import Complaint, Plan
    from boards.triage.changing import Hand

EVERY = timedelta(days=LEGAL_COUNTS["progress_notice"].number)


def is_due(complaint: Complaint, now: datetime) -> bool:
    """Whether the visitor has heard nothing for 30 days of an open complaint."""
    if not complaint.is_open or complaint.clock_starts_at > now - EVERY:
        return False
    return not complaint.notices.filter(at__gt=now - EVERY).exists()


def draft(complaint: Complaint, plan: Plan | None, now: datetime) -> str:
    """A notice to send as it stands or to word better: how long, how far, until when."""
    days = (timezone.localdate(now) - timezone.localdate(complaint.clock_starts_at)).days
    said = [f"말씀을 받은 지 {days}일이 되어 알려 드립니다. 아직 살펴보고 있습니다."]
    if plan is not None and plan.finished_at is None:
        said.append(f"계획: {plan.public_sentence}")
        said.append(f"약속한 날은 {korean_day(plan.promised_on)}입니다.")
    elif complaint.due_at and complaint.due_at > now:
        said.append(f"{korean_day(complaint.due_at)}까지 답하겠습니다.")
    else:
        said.append("늦어져 죄송합니다. {까닭과 답할 날}")
    return " ".join(said)[:NOTICE_LENGTH]


def notify(pk: int, hand: Hand, *, text: str) -> ProgressNotice:
    """Tell the visitor how far it is, held to the rules of answers. ValidationError otherwise."""
    with noting(pk, hand, "progress_told") as opening:
        if not opening.complaint.is_open:
            raise ValidationError("끝난 민원입니다. 답변으로 알려 주세요.")
        asked = "진행상황을 적어 주세요."
        words = fit_to_tell(opening.complaint, text, "text", asked, NOT_FIXED, NOTICE_LENGTH)
        notice = ProgressNotice.objects.create(
            complaint=opening.complaint, text=words, by=hand.by, at=hand.at
        )
        opening.after = {"notice": notice.pk}
    return notice
