"""What became of a note, in the plain words its writer reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from boards.handwriting import DrawnPage, drawn_pages
from boards.languages import CATALOGUES, day_of_year
from boards.models import Complaint, Note, Route, State, Visibility
from boards.models.complaint import ClosingGround


@dataclass(frozen=True)
class Story:
    """State and answer of one note. Every field is safe to show to whoever holds the code."""

    side: str
    received_on: date
    office: str
    text: str  # as published; empty while nobody has looked, or when it is not public
    text_note: str  # why there is no text
    language: str  # in which the text is written, as HTML names it
    state: str
    explained: str
    step: int  # 1 received, 2 at work, 3 answered
    outcome: str = ""
    action: str = ""
    answer: str = ""
    answered_on: date | None = None
    promise: str = ""
    promised_on: date | None = None
    moved: str = ""
    steps: list[str] = field(default_factory=list)
    pages: tuple[DrawnPage, ...] = ()  # what was written by finger, under the same rule as `text`


def note_behind(code: str) -> Note | None:
    """The note of a receipt code in its one written form, or None; one query."""
    return (
        Note.objects.filter(receipt_code=code)
        .select_related("office", "complaint__plan", "complaint__office")
        .select_related("complaint__joined_to__plan", "complaint__joined_to__office")
        .first()
    )


def story_of(note: Note, now: datetime) -> Story:
    """Tell the note's way so far."""
    text, why = published_text(note, now)
    is_public = is_shown(note, now)
    begun: dict[str, Any] = {
        "side": note.side,
        "received_on": timezone.localdate(note.received_at),
        "text": text,
        "text_note": why,
        "language": CATALOGUES[note.language],
        "pages": drawn_pages(note.strokes) if is_public else (),
        "steps": [_("받음"), _("처리 중"), _("답변")],
    }
    if note.complaint is None:
        return Story(
            **begun,
            office=note.office.name,
            state=_("잘 받았습니다"),
            explained=_("고맙습니다. 칭찬은 민원실 직원들에게 전합니다."),
            step=3,
        )
    complaint = note.complaint.joined_to or note.complaint
    state, explained, step = state_in_words(complaint)
    promise, promised_on, moved = promise_of(complaint)
    answered = complaint.answered_at
    return Story(
        **begun,
        office=complaint.office.name,
        state=state,
        explained=explained,
        step=step,
        outcome=_(complaint.get_outcome_display()) if answered and complaint.outcome else "",
        action=complaint.action_taken if answered else "",
        answer=complaint.answer if answered else "",
        answered_on=timezone.localdate(answered) if answered else None,
        promise=promise,
        promised_on=promised_on,
        moved=moved,
    )


def is_shown(note: Note, now: datetime) -> bool:
    """Whether the public may see this note at `now`."""
    return note.visibility_at(now) == Visibility.PUBLIC


def published_text(note: Note, now: datetime) -> tuple[str, str]:
    """The text as the public may read it, or the reason why there is none to show."""
    if not is_shown(note, now):
        if note.visibility == Visibility.HIDDEN:
            return "", _("이 쪽지의 글은 공개하지 않습니다. 처리는 그대로 합니다.")
        return "", _("글은 담당자가 살펴본 뒤에 보여 드립니다. 처리는 그대로 합니다.")
    if not note.public_text:
        return "", _("손으로 쓴 쪽지입니다.") if note.strokes else _(note.get_category_display())
    return note.public_text, ""


def state_in_words(complaint: Complaint) -> tuple[str, str, int]:
    """A state for people: its name, one sentence, and how far along it is."""
    if complaint.state == State.REPLIED:
        return _("답변했습니다"), "", 3
    if complaint.state == State.DONE:
        return _("처리를 마쳤습니다"), _("담당자가 답변을 쓰고 있습니다."), 2
    if complaint.state == State.CLOSED:
        return _("마무리했습니다"), closing_in_words(complaint.closing_ground), 3
    if complaint.state == State.ON_HOLD:
        return _("확인하고 있습니다"), _("살펴볼 일이 남아 시간이 더 걸립니다."), 2
    if complaint.route == Route.UNSORTED:
        return _("받았습니다"), _("담당자가 근무시간에 읽고 처리할 날을 정합니다."), 1
    if complaint.route == Route.LONG_TERM:
        return _("오래 살펴볼 일로 정했습니다"), by_day(complaint), 2
    return _("처리하고 있습니다"), by_day(complaint), 2


def closing_in_words(ground: str) -> str:
    return {
        ClosingGround.REPEATED.value: _("같은 내용에 이미 두 번 넘게 답변한 일입니다."),
        ClosingGround.DUPLICATE.value: _("같은 내용의 다른 쪽지와 함께 처리했습니다."),
        ClosingGround.WITHDRAWN.value: _("더 처리하지 않기로 한 일입니다."),
    }.get(ground, "")


def by_day(complaint: Complaint) -> str:
    """Until when there is an answer."""
    if complaint.due_at is None:
        return ""
    day = day_of_year(timezone.localdate(complaint.due_at))
    return _("%(day)s까지 답하겠습니다.") % {"day": day}


def promise_of(complaint: Complaint) -> tuple[str, date | None, str]:
    """What is promised in public, by which day, and why that day moved."""
    plan = getattr(complaint, "plan", None)
    if plan is None:
        return "", complaint.promised_on, ""
    if plan.finished_at is not None:
        return plan.public_sentence, None, ""
    return plan.public_sentence, plan.promised_on, plan.moved_reason
