"""Which complaints speak of a note: its own, and those that were split off from it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from boards.models import Complaint, Note, TrailEntry

LONGEST_CHAIN = 10  # of complaints joined one to the next


def matters_of(note: Note) -> list[Complaint]:
    """The complaint of a note, then one for each further matter that a clerk found in it; a joined
    one is told by the one that it was joined to. Empty for praise; one query when none was split.
    """
    if note.complaint is None:
        return []
    own = end_of(note.complaint)
    found = {own.pk: own}
    for part in parts_of(note):
        told = end_of(part)
        found.setdefault(told.pk, told)
    return list(found.values())


def end_of(complaint: Complaint) -> Complaint:
    """Where the matter is dealt with: along the joins."""
    for _ in range(LONGEST_CHAIN):
        if complaint.joined_to is None:
            break
        complaint = complaint.joined_to
    return complaint


def parts_of(note: Note) -> list[Complaint]:
    """Complaints split off while the note lay in the whole, and without taking notes along: those
    speak of it as well. The trail knows which note lay where."""
    near = Complaint.objects.filter(
        Q(split_from=note.complaint_id) | Q(split_from__joined_to=note.complaint_id)
    )
    parts = {
        part.pk: part
        for part in near.select_related(
            "office", "plan", "joined_to__office", "joined_to__plan"
        ).order_by("received_at", "pk")
    }
    if not parts:
        return []
    wholes = {part.split_from_id for part in parts.values()}
    came_at = moves_of(note, wholes)
    splits = TrailEntry.objects.filter(
        subject__in=[f"complaint:{whole}" for whole in wholes], action="split"
    ).order_by("at", "pk")
    found = []
    for line in splits:
        after, whole = line.after or {}, int(line.subject.partition(":")[2])
        part = parts.get(after.get("part", 0))
        lay_there = whole in came_at and came_at[whole] < line.at
        if part is not None and lay_there and not after.get("moved_notes"):
            found.append(part)
    return found


def moves_of(note: Note, wholes: set[int | None]) -> dict[int, datetime]:
    """The complaints in which the note lies or lay, with the moment of the join that brought it;
    where none did, that of its receipt."""
    held = {note.complaint_id: note.received_at} if note.complaint_id else {}
    sources = Complaint.objects.filter(joined_to__in=wholes).values_list("pk", flat=True)
    subjects = [f"complaint:{pk}" for pk in {*wholes, *sources}]
    for line in TrailEntry.objects.filter(subject__in=subjects, action="join").order_by("at", "pk"):
        after = line.after or {}
        if str(note.pk) in after.get("moved_notes", []):
            held.setdefault(int(line.subject.partition(":")[2]), note.received_at)
            held[after["joined_to_id"]] = line.at
    return held
