"""What the engine says beside a complaint: a suggestion with its reason, and its kin."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from boards.models import Category, Complaint, Distinction, Note, Route, Side
from boards.triage.kin import index_note, kin_of
from boards.triage.suggestion import suggest

if TYPE_CHECKING:
    from boards.models.complaint import ComplaintQuerySet
    from boards.triage.changing import Hand

INDEXED_AT_ONCE = 10  # notes made findable before a page looks for kin


@dataclass(frozen=True)
class Advice:
    """A suggestion as the page tells it; empty fields where nothing is suggested."""

    known: bool = False
    category: str = ""
    category_percent: int = 0
    route: str = ""
    route_percent: int = 0
    reasons: tuple[str, ...] = ()
    version: str = ""

    @property
    def category_label(self) -> str:
        return str(Category(self.category).label) if self.category else ""

    @property
    def route_label(self) -> str:
        return str(Route(self.route).label) if self.route else ""


@dataclass(frozen=True)
class Kin:
    """A complaint that may tell of the same matter."""

    complaint: Complaint
    text: str
    notes: int
    percent: int
    reason: str


def advise(notes: Sequence[Note]) -> Advice:
    """The suggestion for the first note with a text; none for veiled text, which it would quote."""
    note = next((note for note in notes if note.text and not note.is_abusive), None)
    if note is None:
        return Advice()
    found = suggest(note.text, note.side, note.category or None)
    if not found.known:
        return Advice(version=found.version)
    category, sure = found.category[0]
    route, route_sure = found.route or ("", 0.0)
    return Advice(
        known=True,
        category=category,
        category_percent=round(sure * 100),
        route=route,
        route_percent=round(route_sure * 100),
        reasons=found.reasons_korean,
        version=found.version,
    )


def kin(notes: Sequence[Note], readable: ComplaintQuerySet) -> list[Kin]:
    """Open complaints of the same office that likely tell of the same matter, likeliest first."""
    note = next((note for note in notes if note.text and note.side == Side.REGRET), None)
    if note is None:
        return []
    for other in (
        Note.objects.filter(office_id=note.office_id, side=Side.REGRET)
        .exclude(text="")
        .without_likeness()[:INDEXED_AT_ONCE]
    ):
        index_note(other)
    alike = kin_of(note, not_these=Distinction.objects.of(n.pk for n in notes))
    found: dict[Hashable, Note] = {
        row.pk: row
        for row in Note.objects.filter(
            pk__in=[one.id for one in alike],
            complaint__in=readable.open().filter(office_id=note.office_id),
            is_abusive=False,
        ).select_related("complaint__received_office")
    }
    kin: dict[int, Kin] = {}
    for one in alike:
        row = found.get(one.id)
        if row is not None and row.complaint is not None and row.complaint.pk not in kin:
            kin[row.complaint.pk] = Kin(
                row.complaint,
                row.text,
                row.complaint.notes.count(),
                round(one.likeness * 100),
                one.reason_korean,
            )
    return list(kin.values())


def tell_apart(complaint: Complaint, other: int, hand: Hand) -> None:
    """Remember that the notes of two complaints of one office are about different matters."""
    others = Note.objects.filter(complaint_id=other, complaint__office_id=complaint.office_id)
    Distinction.objects.bulk_create(
        [
            Distinction(one=mine, other=theirs, by=hand.by, at=hand.at)
            for mine in complaint.notes.all()
            for theirs in others
        ],
        ignore_conflicts=True,
    )
