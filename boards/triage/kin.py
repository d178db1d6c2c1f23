"""The kin of a note in the database: candidates that share features, judged by likeness."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from boards.models import Likeness, Note, Side
from boards.triage.alike import MOST_PROPOSED, Alike, alike, fingerprint, index_features

if TYPE_CHECKING:
    from boards.models.note import NoteQuerySet

NO_FEATURE = 0  # marks a note that says nothing by which it could be found
JUDGED = 24  # candidates that are read and compared: a page's budget is 100 ms


def index_note(note: Note) -> None:
    """Make a regret note findable by its kin; call where a note is stored."""
    if note.side == Side.REGRET and note.text:
        Likeness.objects.store(note, index_features(fingerprint(note.text, note.side)))


def index_notes(notes: Iterable[Note]) -> None:
    """As `index_note` for notes that have no features yet, in one insert."""
    Likeness.objects.bulk_create(
        [
            Likeness(note=note, office_id=note.office_id, feature=feature)
            for note in notes
            for feature in index_features(fingerprint(note.text, note.side)) or [NO_FEATURE]
        ],
        ignore_conflicts=True,
    )


def kin_of(
    note: Note, among: NoteQuerySet, not_these: Collection[UUID] = (), judged: int = JUDGED
) -> list[Alike]:
    """The notes that a person would likely join with this one, likeliest first, at most three.

    `among` are the notes that may be proposed: the caller narrows them to the scope and to what
    is still open, which is a small part of all. `not_these` are the notes of which a clerk said
    'not the same'. Notes of the same complaint are not proposed. Two queries.
    """
    if note.side != Side.REGRET or not note.text:
        return []
    own = fingerprint(note.text, note.side)
    others = among.filter(side=Side.REGRET).exclude(pk__in=[note.pk, *not_these])
    if note.complaint_id:
        others = others.exclude(complaint_id=note.complaint_id)
    nearest = Likeness.objects.nearest(others, index_features(own), judged)
    rows = Note.objects.filter(pk__in=nearest).values_list("pk", "text")
    candidates = [(key, fingerprint(text, Side.REGRET)) for key, text in rows]
    return alike(own, candidates, MOST_PROPOSED)
