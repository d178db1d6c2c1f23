"""What a post-it says on the wall: nothing of a note but what the public may read."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, field, replace
from datetime import date, datetime

from django.utils import timezone, translation

from boards.chips import CHIPS
from boards.handles import handle_of
from boards.handwriting import DrawnPage, drawn_pages
from boards.languages import CATALOGUES
from boards.models import Category, Complaint, Note, Outcome, Side
from boards.staff_names import without_names
from boards.thanks import said_under

SIZES = ((45, "short"), (100, "middle"), (280, "long"))  # letters: a short note is large
TILTS = 5
MOST_LINES = 8  # of the visitor's own; what comes after them runs on
FIXED = (Outcome.RESOLVED, Outcome.PARTLY)
SETTLED_WORDS = {Outcome.RESOLVED: "고쳤어요", Outcome.PARTLY: "일부 고쳤어요"}
KEPT_PROMISE = "약속을 지켰어요"


@dataclass(frozen=True)
class Picture:
    """A photo of an answer: what it shows, and its address."""

    label: str
    address: str


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
    is_late: bool  # the promised day has passed
    thanks: str
    signature: str
    photos: tuple[Picture, ...]  # of a place that was put right, before and after
    joins: int = field(default=0, compare=False)
    version: str = field(default="", compare=False)


@dataclass(frozen=True)
class Ending:
    """What became of a matter, as the wall tells it."""

    word: str = ""
    action: str = ""
    day: str = ""


@dataclass(frozen=True)
class Promise:
    """What is still owed: the public sentence, the day, and whether that day has passed."""

    sentence: str = ""
    day: str = ""
    is_late: bool = False


def card_of(
    note: Note,
    today: date,
    masked_names: tuple[str, ...] = (),
    photos: tuple[Picture, ...] = (),
) -> Card:
    """The post-it of a published note; its count comes with the row of `feed.notes_of`."""
    ending, promise = ending_of(note.complaint), promise_of(note.complaint, today)
    thanks = said_under(note)
    text = in_few_lines(without_names(note.public_text, masked_names))
    key = str(handle_of(note.pk))
    card = Card(
        key=key,
        side=note.side,
        text=text,
        size=size_of(text),
        tilt=int(key[:4], 16) % TILTS,
        chip=note.get_category_display() if text or note.strokes else phrase_of(note),
        language="zh-Hans" if note.language == "zh" else note.language,
        day=day_of(note.received_at),
        pages=drawn_pages(note.strokes),
        fixed=ending.word,
        action=ending.action,
        answered=ending.day,
        promise=promise.sentence,
        promised=promise.day,
        is_late=promise.is_late,
        thanks=thanks.text,
        signature=thanks.signature,
        photos=photos if ending.word else (),
    )
    version = hashlib.sha256(repr(astuple(card)).encode()).hexdigest()[:12]
    joins = note.joins_count  # type: ignore[attr-defined]  # annotated by with_joins
    return replace(card, joins=joins, version=version)


def ending_of(complaint: Complaint | None) -> Ending:
    """Only what was really fixed or kept, and told: 'closed' never means 'fixed'."""
    if complaint is None:
        return Ending()
    if complaint.answered_at is not None and complaint.outcome in FIXED:
        action = complaint.action_taken or complaint.answer
        return Ending(
            SETTLED_WORDS[Outcome(complaint.outcome)], action, day_of(complaint.answered_at)
        )
    plan = getattr(complaint, "plan", None)
    if plan is not None and plan.finished_at is not None:
        return Ending(KEPT_PROMISE, plan.public_sentence, day_of(plan.finished_at))
    return Ending()


def promise_of(complaint: Complaint | None, today: date) -> Promise:
    """What is still owed: nothing once it is settled or the plan is done."""
    if complaint is None or ending_of(complaint).word:
        return Promise()
    plan = getattr(complaint, "plan", None)
    day = plan.promised_on if plan is not None else complaint.promised_on
    if day is None:
        return Promise()
    return Promise(plan.public_sentence if plan is not None else "", day_of(day), day < today)


def phrase_of(note: Note) -> str:
    """What the visitor touched instead of writing, in the visitor's language."""
    if not note.category:
        return ""
    with translation.override(CATALOGUES[note.language]):
        return str(CHIPS[Side(note.side)][Category(note.category)])


def in_few_lines(text: str) -> str:
    """All words of a text, but no post-it as high as hundreds of line breaks ask for."""
    lines = text.split("\n")
    return "\n".join([*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]).rstrip()


def size_of(text: str) -> str:
    """How large a text of this length is written."""
    return next((size for most, size in SIZES if len(text) <= most), "longest")


def day_of(moment: datetime | date | None) -> str:
    """A day as people write it, '11. 23.'; empty for none."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return f"{day.month}. {day.day}."
