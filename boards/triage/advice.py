"""What the engine says beside a complaint: a suggestion with its reason, and its kin."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from boards.models import Category, Complaint, Distinction, Note, Route, Side
from boards.triage.kin import JUDGED, index_notes, kin_of
from boards.triage.suggestion import suggest
from boards.veil import is_grave, is_veiled, masked, unopened

if TYPE_CHECKING:
    from boards.models.complaint import ComplaintQuerySet
    from boards.models.note import NoteQuerySet
    from boards.triage.changing import Hand
    from staff.models import Office

VEILED = "(가린 내용)"
INDEXED_AT_ONCE = 40  # notes made findable before a page looks for kin
JUDGED_ELSEWHERE = 12  # candidates of other offices that are read and compared
SAME_MATTER_FROM = 5  # notes that may be answered together (영 6조 6항)


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
    """A complaint that may tell of the same matter. `together`: the notes of both."""

    complaint: Complaint
    text: str
    notes: int
    percent: int
    reason: str
    together: int

    @property
    def may_be_answered_together(self) -> bool:
        """Five notes or more about one matter (영 6조 6항)."""
        return self.together >= SAME_MATTER_FROM


def advise(notes: Sequence[Note]) -> Advice:
    """The suggestion for the first note with a text; none for veiled text, which it would quote."""
    note = next((note for note in notes if note.text and not note.is_abusive), None)
    if note is None:
        return Advice()
    found = suggest(masked(note), note.side, note.category or None)
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
        reasons=() if is_grave(note) else found.reasons_korean,
        version=found.version,
    )


def kin(notes: Sequence[Note], readable: ComplaintQuerySet, office: Office) -> list[Kin]:
    """Open complaints of the office that likely tell of the same matter, likeliest first."""
    complaints = readable.open().filter(office=office)
    index_notes(_comparable(complaints).without_likeness().newest_first()[:INDEXED_AT_ONCE])
    return _kin_among(notes, complaints)


def kin_elsewhere(notes: Sequence[Note], readable: ComplaintQuerySet, office: Office) -> list[Kin]:
    """The same among the other offices of the looker's scope: to be seen, not to be joined.

    Their notes are made findable when somebody sorts there, or by `index_likeness`.
    """
    return _kin_among(notes, readable.open().exclude(office=office), judged=JUDGED_ELSEWHERE)


def _comparable(complaints: ComplaintQuerySet) -> NoteQuerySet:
    """The notes of complaints that may be compared: neither veiled nor without words."""
    return Note.objects.filter(
        complaint__in=complaints.order_by().values("pk"), side=Side.REGRET, is_abusive=False
    ).exclude(text="")


def _kin_among(
    notes: Sequence[Note], complaints: ComplaintQuerySet, judged: int = JUDGED
) -> list[Kin]:
    note = next((note for note in notes if note.text and note.side == Side.REGRET), None)
    if note is None:
        return []
    among = _comparable(complaints)
    alike = kin_of(note, among, Distinction.objects.of(n.pk for n in notes), judged)
    rows = among.filter(pk__in=[one.id for one in alike])
    counted = rows.select_related("complaint__received_office", "complaint__office").annotate(
        siblings=Count("complaint__notes")
    )
    found: dict[Hashable, Any] = {row.pk: row for row in counted}
    kin: dict[int, Kin] = {}
    for one in alike:
        row = found.get(one.id)
        if row is not None and row.complaint.pk not in kin:
            kin[row.complaint.pk] = Kin(
                row.complaint,
                unopened(row) or VEILED,
                row.siblings,
                round(one.likeness * 100),
                "" if is_veiled(row) or is_veiled(note) else one.reason_korean,
                row.siblings + len(notes),
            )
    return list(kin.values())


def tell_apart(complaint: Complaint, other: int, hand: Hand) -> list[int]:
    """Remember that the notes of two complaints of one office are about different matters; nothing
    for one that this hand may not read. The keys of what is remembered now and was not before."""
    known = Distinction.objects.filter(_between(complaint, other)).values_list("pk", flat=True)
    before = list(known)
    readable = Complaint.objects.readable_by(hand.by).filter(office=complaint.office_id, pk=other)
    others = Note.objects.filter(complaint__in=readable)
    Distinction.objects.bulk_create(
        [
            Distinction(one=mine, other=theirs, by=hand.by, at=hand.at)
            for mine in complaint.notes.all()
            for theirs in others
        ],
        ignore_conflicts=True,
    )
    return list(known.all().exclude(pk__in=before))


def _between(complaint: Complaint, other: int) -> Q:
    return Q(one__complaint=complaint, other__complaint=other)
