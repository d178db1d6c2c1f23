"""What a post-it says on the wall: nothing of a note but what the public may read."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from boards.handles import handle_of
from boards.handwriting import DrawnPage, drawn_pages
from boards.models import Board, Complaint, Note, Outcome
from boards.models.complaint import SETTLED_STATES

MOST_NOTES = 60
SIZES = ((45, "short"), (140, "middle"), (280, "long"))  # letters: a short note is large
TILTS = 5
FIXED = (Outcome.RESOLVED, Outcome.PARTLY)


@dataclass(frozen=True)
class Card:
    """One post-it. `key` names it for a screen: the keyed handle of its id, as on the tablet.

    `version` tells one state of its content from another; a touch more doesn't change it.
    """

    key: str
    side: str
    text: str
    size: str
    tilt: int
    chip: str
    language: str
    day: str
    pages: tuple[DrawnPage, ...]
    fixed: str  # the word of the outcome; empty when nothing was fixed
    action: str
    answered: str
    promise: str
    promised: str
    joins: int = field(default=0, compare=False)
    version: str = field(default="", compare=False)


def shown_notes(board: Board, now: datetime) -> list[Note]:
    """What this wall shows at `now`, newest first."""
    return list(
        Note.objects.shown_on(board.pk, now)
        .with_joins()
        .newest_first()
        .select_related("complaint__plan")[:MOST_NOTES]
    )


def card_of(note: Note) -> Card:
    """The post-it of a published note; its count comes with the row of `shown_notes`."""
    complaint = note.complaint
    fixed = complaint if complaint and is_fixed(complaint) else None
    plan = promised_plan(complaint)
    key = str(handle_of(note.pk))
    card = Card(
        key=key,
        side=note.side,
        text=note.public_text,
        size=size_of(note.public_text),
        tilt=int(key[:4], 16) % TILTS,
        chip=note.get_category_display(),
        language="zh-Hans" if note.language == "zh" else note.language,
        day=day_of(note.received_at),
        pages=drawn_pages(note.strokes),
        fixed=fixed_word(fixed) if fixed else "",
        action=(fixed.action_taken or fixed.answer) if fixed else "",
        answered=day_of(fixed.answered_at) if fixed else "",
        promise=plan[0],
        promised=day_of(plan[1]),
    )
    version = hashlib.sha256(repr(astuple(card)).encode()).hexdigest()[:12]
    joins = note.joins_count  # type: ignore[attr-defined]  # annotated by with_joins
    return replace(card, joins=joins, version=version)


def is_fixed(complaint: Complaint) -> bool:
    """Only what was really fixed, and told: 'closed' never means 'fixed'."""
    return complaint.answered_at is not None and complaint.outcome in FIXED


def fixed_word(complaint: Complaint) -> str:
    return "고쳤어요" if complaint.outcome == Outcome.RESOLVED else "일부 고쳤어요"


def promised_plan(complaint: Complaint | None) -> tuple[str, date | None]:
    """The public sentence and day of a plan that is still owed; nothing once it is settled."""
    if complaint is None or is_fixed(complaint):
        return "", None
    plan = getattr(complaint, "plan", None)
    if plan is not None and plan.finished_at is None:
        return plan.public_sentence, plan.promised_on
    return "", complaint.promised_on


def size_of(text: str) -> str:
    """How large a text of this length is written."""
    return next((size for most, size in SIZES if len(text) <= most), "longest")


def day_of(moment: datetime | date | None) -> str:
    """A day as people write it, '11. 23.'; empty for none."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return f"{day.month}. {day.day}."


FEWEST_FOR_A_SHARE = 5


@dataclass(frozen=True)
class Strip:
    """The last seven days in words that promise no more than is known.

    `share` in percent and `took` (the middle of the spans from receipt to done) stay None below
    five complaints.
    """

    came: int
    fixed: int
    share: int | None
    took: str | None


def strip_of(board: Board, now: datetime) -> Strip:
    """How many came, how many regrets were fixed, how long it took."""
    since = now - timedelta(days=7)
    came = Note.objects.filter(board=board, received_at__gte=since, received_at__lte=now).count()
    settled = list(
        Complaint.objects.filter(
            notes__board=board, settled_at__gte=since, settled_at__lte=now, state__in=SETTLED_STATES
        )
        .distinct()
        .values_list("outcome", "received_at", "settled_at")
    )
    spans = sorted(done - begun for outcome, begun, done in settled if outcome in FIXED and done)
    share = round(len(spans) * 100 / len(settled)) if len(settled) >= FEWEST_FOR_A_SHARE else None
    took = spoken(spans[len(spans) // 2]) if len(spans) >= FEWEST_FOR_A_SHARE else None
    return Strip(came, len(spans), share, took)


def spoken(span: timedelta) -> str:
    """A span as people say it."""
    hours = max(1, round(span.total_seconds() / 3600))
    return f"{hours}시간" if hours < 24 else f"{round(hours / 24)}일"
