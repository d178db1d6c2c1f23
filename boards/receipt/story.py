"""What became of a note, in the plain words its writer reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from boards.handwriting import DrawnPage, drawn_pages
from boards.languages import CATALOGUES, day_of_year
from boards.models import Complaint, Note, Route, Side, State, Visibility
from boards.models.complaint import ClosingGround
from boards.receipt.matters import matters_of
from boards.receipt.opinion import Asking, asking_of
from boards.staff_names import names_not_agreed, without_names
from boards.thanks import Said, said_under


@dataclass(frozen=True)
class Matter:
    """State and answer of one matter, with what is asked about its answer."""

    number: int  # 0 for the note's own, then what a clerk found in it beside
    office: str
    state: str
    explained: str
    step: int  # 1 received, 2 at work, 3 answered
    outcome: str
    action: str
    answer: str
    answered_on: date | None
    photos: tuple[Photo, ...]  # of a place that was put right, before and after
    notices: tuple[Notice, ...]
    promise: Promise
    asking: Asking


@dataclass(frozen=True)
class Photo:
    """A photo of an answer: what it shows, and its address."""

    label: str
    address: str


@dataclass(frozen=True)
class Notice:
    """How far it is, as staff told it on the way (영 23조)."""

    day: date
    sentence: str


@dataclass(frozen=True)
class Promise:
    """What is promised in public, by which day, why that day moved, and whether it was kept."""

    sentence: str = ""
    day: date | None = None
    moved: str = ""
    is_late: bool = False
    kept_on: date | None = None


@dataclass(frozen=True)
class Story:
    """State and answer of one note. Every field is safe to show to whoever holds the code."""

    side: str
    received_on: date
    office: str
    text: str  # as published; empty while nobody has looked, or when it is not public
    text_note: str  # why there is no text
    language: str  # in which the text is written, as HTML names it
    pages: tuple[DrawnPage, ...]  # what was written by finger, under the same rule as `text`
    thanks: Said  # staff's, under the same rule again
    matters: list[Matter]  # empty for praise
    steps: list[str]


def note_behind(code: str) -> Note | None:
    """The note of a receipt code in its one written form, or None; one query."""
    return (
        Note.objects.filter(receipt_code=code)
        .select_related("office", "thanks__plate", "complaint__plan", "complaint__office")
        .select_related("complaint__joined_to__plan", "complaint__joined_to__office")
        .first()
    )


def story_of(note: Note, now: datetime) -> Story:
    """Tell the note's way so far."""
    text, why = published_text(note, now)
    is_public = is_shown(note, now)
    return Story(
        side=note.side,
        received_on=timezone.localdate(note.received_at),
        office=note.office.name,
        text=text,
        text_note=why,
        language=CATALOGUES[note.language],
        pages=drawn_pages(note.strokes) if is_public else (),
        thanks=said_under(note) if is_public else Said(),
        matters=[told(complaint, number, now) for number, complaint in enumerate(matters_of(note))],
        steps=steps(),
    )


def steps() -> list[str]:
    """The three steps of every matter."""
    return [_("받음"), _("처리 중"), _("답변")]


def told(complaint: Complaint, number: int, now: datetime) -> Matter:
    """One matter in plain words."""
    state, explained, step = state_in_words(complaint)
    answered = complaint.answered_at
    return Matter(
        number=number,
        office=complaint.office.name,
        state=state,
        explained=explained,
        step=step,
        outcome=_(complaint.get_outcome_display()) if answered and complaint.outcome else "",
        action=complaint.action_taken if answered else "",
        answer=complaint.answer if answered else "",
        answered_on=timezone.localdate(answered) if answered else None,
        photos=photos_of(complaint) if answered else (),
        notices=notices_of(complaint),
        promise=promise_of(complaint, timezone.localdate(now)),
        asking=asking_of(complaint, now),
    )


def photos_of(complaint: Complaint) -> tuple[Photo, ...]:
    """What the answer shows while it stands."""
    rows = complaint.photos.told()
    return tuple(Photo(_(row.get_moment_display()), row.address) for row in rows)


def notices_of(complaint: Complaint) -> tuple[Notice, ...]:
    """What was told of the matter since its clock began, the newest first; once it is answered,
    the answer alone speaks."""
    if not complaint.is_open:
        return ()
    rows = complaint.notices.filter(at__gte=complaint.clock_starts_at).order_by("-at", "-pk")
    return tuple(Notice(timezone.localdate(row.at), row.text) for row in rows)


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
    if note.side != Side.GOOD:
        return note.public_text, ""
    # Names stay in praise while their persons agree; a withdrawal holds at once.
    return without_names(note.public_text, names_not_agreed(note.office_id)), ""


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


def promise_of(complaint: Complaint, today: date) -> Promise:
    """What is promised; nothing for a matter that was fixed without a plan."""
    plan = getattr(complaint, "plan", None)
    if plan is None:
        day = complaint.promised_on
        return Promise(day=day, is_late=day is not None and day < today)
    if plan.finished_at is not None:
        return Promise(plan.public_sentence, kept_on=timezone.localdate(plan.finished_at))
    is_late = plan.promised_on < today
    return Promise(plan.public_sentence, plan.promised_on, plan.moved_reason, is_late)
