"""Doors between complaints: joining two about one matter, splitting one about two, undoing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from boards.models import Complaint, Decision, Note, Plan, Route, State, TrailEntry
from boards.models.complaint import ClosingGround
from boards.models.trail import Line, first_line, record
from boards.triage.changing import (
    FIELDS,
    Hand,
    StaleVersion,
    changing,
    leave_line,
    locked,
    required,
    values_of,
)
from boards.triage.second_look import grant
from boards.triage.states import CHANGES

if TYPE_CHECKING:
    from uuid import UUID

    from staff.models import User

MOMENTS = {name for name in FIELDS if name.endswith("_at")}
UNDO_LIMIT = 20
NOT_YOURS = "되돌릴 수 있는 일이 아닙니다."
CHANGED_SINCE = "그 뒤에 다른 변경이 있어 되돌릴 수 없습니다."
KEEPS_ITS_PROMISE = (
    "시민에게 약속한 계획이 있어 이 민원을 합쳐 없앨 수 없습니다. "
    "상대 민원을 열어 이 민원에 합쳐 주세요."
)


class NothingToUndo(ValidationError):
    """The line isn't this person's last word on the complaint, or can't be taken back."""


def join(pk: int, hand: Hand, *, target: int) -> Complaint:
    """Move the notes of one complaint to another of the same office (영 6조 6항); the emptied one
    is closed as a duplicate that points there. Returns the emptied one.

    The target is looked up among what this hand may read, so that a refusal tells nothing of what
    it may not. A running plan is a promise that visitors read: it is not emptied away.
    """
    with (
        _both_locked(pk, target),
        changing(pk, hand, "join", wanted={"target": target}) as opening,
    ):
        source = opening.complaint
        kept = _other(source, target, hand.by)
        if _has_running_plan(source):
            raise ValidationError(KEEPS_ITS_PROMISE)
        moved = [str(key) for key in source.notes.values_list("pk", flat=True)]
        source.notes.update(complaint=kept)
        kept.for_leader = kept.for_leader or source.for_leader
        source.joined_to = kept
        source.closing_ground, source.settled_at = ClosingGround.DUPLICATE, hand.at
        opening.notes["moved_notes"] = moved
        _touch(kept, "joined", hand, {"from": source.pk, "notes": len(moved)})
    return source


@contextmanager
def _both_locked(one: int, other: int) -> Iterator[None]:
    """Lock two rows in the order of their keys: two clerks joining crosswise must not deadlock."""
    with transaction.atomic():
        # Not `pk__in`, which fails on a posted number that no key can have.
        rows = Complaint.objects.select_for_update().filter(Q(pk=one) | Q(pk=other))
        list(rows.order_by("pk"))
        yield


def _other(source: Complaint, target: int, by: User) -> Complaint:
    """The complaint to join to; unknown and hidden are refused in the same words."""
    others = Complaint.objects.readable_by(by).filter(office=source.office_id).exclude(pk=source.pk)
    if not others.filter(pk=target).exists():
        raise ValidationError({"target": "같은 기관의 다른 민원을 골라 주세요."})
    kept = locked(target)
    if not kept.is_open:
        raise ValidationError({"target": "이미 끝난 민원에는 합칠 수 없습니다."})
    return kept


def _has_running_plan(complaint: Complaint) -> bool:
    return Plan.objects.running().filter(complaint=complaint).exists()


def _touch(complaint: Complaint, action: str, hand: Hand, after: dict[str, Any]) -> None:
    """A new version and a line for the complaint on the other side of a change."""
    complaint.version += 1
    complaint.save(update_fields=["version", "for_leader"])
    record(
        Line(
            action=action,
            subject=f"complaint:{complaint.pk}",
            office_id=complaint.office_id,
            actor=hand.by,
            after=after,
        ),
        hand.at,
    )


def split(pk: int, hand: Hand, *, matter: str, notes: tuple[UUID, ...] = ()) -> Complaint:
    """Make a second complaint out of one that speaks of two matters; returns the new one.

    With `notes` these move to the new one; without, the note stays and both speak of it. At
    least one note stays behind.
    """
    with changing(pk, hand, "split", wanted={"matter": matter}) as opening:
        whole = opening.complaint
        new = Complaint.objects.create(
            office=whole.office,
            received_office=whole.received_office,
            received_at=whole.received_at,
            matter=required(matter, "matter", "둘째 요지를 한 줄로 적어 주세요.", 80),
            split_from=whole,
            for_leader=whole.for_leader,
        )
        if notes:
            if not whole.notes.exclude(pk__in=notes).exists():
                raise ValidationError({"notes": "쪽지 한 장은 남아야 합니다."})
            whole.notes.filter(pk__in=notes).update(complaint=new)
        opening.notes.update({"part": new.pk, "moved_notes": [str(key) for key in notes]})
        first_line(
            Line(
                "split_off", f"complaint:{new.pk}", new.office_id, hand.by, after={"from": whole.pk}
            ),
            hand.at,
        )
    return new


def undo(entry_pk: int, by: User, at: datetime) -> Complaint:
    """Take back one change, as long as nobody touched the complaint since, and while its person
    may read what comes back.

    Raises NothingToUndo otherwise. Leaves a line of its own: nothing leaves the trail.
    """
    with transaction.atomic():
        entry = TrailEntry.objects.filter(pk=entry_pk, actor=by).first()
        if entry is None or not (entry.action in CHANGES and CHANGES[entry.action].can_be_undone):
            raise NothingToUndo(NOT_YOURS)
        complaint = locked(int(entry.subject.partition(":")[2]))
        if last_standing(entry.subject) != entry:
            raise NothingToUndo(CHANGED_SINCE)
        before, office_id = values_of(complaint), complaint.office_id
        for name, value in (entry.before or {}).items():
            setattr(complaint, name, _from_json(name, value))
        complaint.save()
        if not Complaint.objects.readable_by(by).filter(pk=complaint.pk).exists():
            raise NothingToUndo(NOT_YOURS)
        hand = Hand(by, at, complaint.version)
        _undo_moves(entry, complaint, hand)
        if complaint.is_open:
            grant(complaint, hand)
        complaint.version += 1
        complaint.save()
        said = {"undone": entry.action, "undone_position": entry.position}
        leave_line(complaint, "undo", hand, before, "", said, office_id)
        # The office may have gone back: a stale related object would mislead the caller.
        return locked(complaint.pk)


def last_standing(subject: str) -> TrailEntry | None:
    """The last line that was not taken back: undoing goes on before what is undone already."""
    taken_back: set[int] = set()
    for line in TrailEntry.objects.of(subject).reverse():
        if line.action == "undo":
            taken_back.add((line.after or {}).get("undone_position", 0))
        elif line.position not in taken_back:
            return line
    return None


def _from_json(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name == "promised_on" else value


def _undo_moves(entry: TrailEntry, complaint: Complaint, hand: Hand) -> None:
    """Bring back the notes that a join or a split moved."""
    after = entry.after or {}
    moved = Note.objects.filter(pk__in=after.get("moved_notes", []))
    if entry.action == "join":
        kept = locked(after["joined_to_id"])
        if kept.office_id != complaint.office_id:  # handed over since, with its notes
            raise NothingToUndo(CHANGED_SINCE)
        moved.filter(complaint=kept).update(complaint=complaint)
        granted = kept.opinions.filter(decision=Decision.GRANTED)
        kept.for_leader = kept.notes.grave().exists() or granted.grave().exists()
        _touch(kept, "join_undone", hand, {"from": complaint.pk})
    elif entry.action == "split":
        part = locked(after["part"])
        if part.state != State.RECEIVED or part.route != Route.UNSORTED:
            raise NothingToUndo("나눈 민원이 이미 분류되어 되돌릴 수 없습니다.")
        if part.office_id != complaint.office_id or _has_running_plan(part):
            raise NothingToUndo(CHANGED_SINCE)
        moved.filter(complaint=part).update(complaint=complaint)
        part.state, part.closing_ground = State.CLOSED, ClosingGround.DUPLICATE
        part.settled_at, part.joined_to = hand.at, complaint
        part.save()
        _touch(part, "split_undone", hand, {"to": complaint.pk})


__all__ = ["NothingToUndo", "StaleVersion", "join", "split", "undo"]
