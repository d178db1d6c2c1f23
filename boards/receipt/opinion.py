"""Whether the answer helped: what the receipt page asks, and the one door of what is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.models import Complaint, Decision, Opinion
from boards.models.trail import Line, first_line
from boards.screening.engine import Screening, screen
from boards.staff_names import names_of_staff

ASKED_FOR = timedelta(days=14)  # the day of the answer is not counted


class NotTaken(Exception):
    """The opinion cannot be stored, and nothing was; the message says why."""


@dataclass(frozen=True)
class Asking:
    """What the page says about opinions. The form is shown when there is an `answer_at`."""

    answer_at: datetime | None = None
    last_day: date | None = None
    sentence: str = ""
    told: str = ""  # a clerk's own words, in Korean
    told_on: date | None = None


def last_day(answer_at: datetime) -> date:
    """The last day on which an opinion about an answer is taken."""
    return timezone.localdate(answer_at) + ASKED_FOR


def asking_of(complaint: Complaint, now: datetime) -> Asking:
    """What to ask about a complaint's answer, or what became of what was said; one query."""
    last = complaint.opinions.order_by("at", "pk").last()
    if complaint.answer_at is None:
        return Asking(sentence=_looked_at_again(last))
    said = _said(last)
    if last is not None and last.answer_at == complaint.answer_at:
        return said
    # A request may have led to a mended answer: its sentence stays above the new question.
    asked = last is not None and last.decision in (Decision.WAITING, Decision.DECLINED)
    kept = said if asked else Asking()
    day = last_day(complaint.answer_at)
    if timezone.localdate(now) > day:
        return replace(kept, sentence=kept.sentence or closed())
    return replace(kept, answer_at=complaint.answer_at, last_day=day)


def closed() -> str:
    return _(
        "답변한 날부터 14일이 지나 의견을 더 받지 않습니다. 새로운 일은 새 쪽지로 남겨 주세요."
    )


def _looked_at_again(last: Opinion | None) -> str:
    if last is None or last.decision != Decision.GRANTED:
        return ""
    return _("다시 봐 달라고 하셔서 처음부터 다시 살펴보고 있습니다.")


def _said(last: Opinion | None) -> Asking:
    """What the writer of an opinion reads of it. Never the reason: others may hold a code too."""
    if last is None or last.decision == Decision.GRANTED:
        return Asking()
    if last.decision == Decision.WAITING:
        sentence = _("다시 봐 달라는 요청을 받았습니다. 담당자가 살펴보고 여기에 알려 드립니다.")
        return Asking(sentence=sentence)
    if last.decision == Decision.DECLINED and last.decided_at:
        sentence = _("다시 봐 달라는 요청을 담당자가 살펴보고 답변을 그대로 두었습니다.")
        return Asking(
            sentence=sentence, told=last.told, told_on=timezone.localdate(last.decided_at)
        )
    if last.helped:
        return Asking(sentence=_("도움이 되었다는 의견을 받았습니다. 고맙습니다."))
    return Asking(sentence=_("도움이 되지 않았다는 의견을 받았습니다. 고맙습니다."))


def give(
    told: Complaint, answer_at: datetime, *, helped: bool, reason: str, language: str, now: datetime
) -> Opinion:
    """Store an opinion about the answer of `answer_at`; a 'no' with a reason asks a person to look
    again and changes nothing else. `reason` has passed the hygiene of text.

    The same words again get the first answer. Raises NotTaken for other words about the same
    answer, for an answer that no longer stands, and after the last day.
    """
    found = screen(
        reason,
        side="regret",
        staff_names=names_of_staff(told.office_id),
        at_desk=told.notes.filter(desk__isnull=False).exists(),
    )
    with transaction.atomic():
        # The lock makes of two at once a first and a retry, and holds the answer still.
        complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=told.pk)
        stored = complaint.opinions.filter(answer_at=answer_at).first()
        if stored is not None:
            if (stored.helped, stored.reason) == (helped, found.text):
                return stored
            raise NotTaken(_("이 답변에는 이미 의견을 받았습니다. 처음 받은 의견을 그대로 둡니다."))
        if answer_at != complaint.answer_at:
            raise NotTaken(_("그사이 답변이 바뀌었습니다. 새 답변을 읽고 다시 알려 주세요."))
        if timezone.localdate(now) > last_day(answer_at):
            raise NotTaken(closed())
        return _stored(complaint, answer_at, helped, found, language, now)


def _stored(
    complaint: Complaint,
    answer_at: datetime,
    helped: bool,
    found: Screening,
    language: str,
    now: datetime,
) -> Opinion:
    """The row and the first line of its own trail, which says nothing of the reason."""
    opinion = Opinion.objects.create(
        complaint=complaint,
        answer_at=answer_at,
        helped=helped,
        reason=found.text,
        language=language,
        at=now,
        findings=[finding.as_dict() for finding in found.findings],
        is_abusive=found.abusive,
        accuses_person=found.accuses_person,
        screening_version=found.version,
        decision=Decision.NONE if helped or not found.text else Decision.WAITING,
    )
    line = Line(
        action="opinion.given",
        subject=f"opinion:{opinion.pk}",
        office_id=complaint.office_id,
        actor_label="방문자",
        after={
            "complaint": complaint.pk,
            "helped": helped,
            "decision": str(opinion.decision),
            "findings": [finding.kind for finding in found.findings],
        },
    )
    first_line(line, now)
    return opinion
