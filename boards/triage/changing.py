"""What every door shares: lock, check the version, change, leave a line, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Complaint, State
from boards.models.trail import Line, record
from boards.screening.validators import visible_text
from boards.triage.states import CHANGES

if TYPE_CHECKING:
    from staff.models import User

# What a door may change; a line of the trail holds those of them that changed.
FIELDS = (
    "office_id",
    "category",
    "matter",
    "route",
    "period",
    "alleges_unfair_treatment",
    "state",
    "due_at",
    "sorted_at",
    "assigned_to_id",
    "extended_at",
    "extension_reason",
    "hold_reason",
    "outcome",
    "closing_ground",
    "action_taken",
    "answer",
    "answered_by_id",
    "answered_at",
    "settled_at",
    "promised_on",
    "transferred_at",
    "reopened_at",
    "joined_to_id",
)


@dataclass(frozen=True)
class Hand:
    """Who changes, when, and which version of the complaint that person saw."""

    by: User
    at: datetime
    version: int


class StaleVersion(Exception):
    """Somebody else was quicker. Carries what stands now and what this hand wanted."""

    def __init__(self, current: Complaint, seen: int, wanted: dict[str, Any]) -> None:
        self.current = current
        self.seen = seen
        self.wanted = wanted
        super().__init__(
            "그사이 다른 담당자가 이 민원을 고쳤습니다. 두 내용을 견주어 다시 저장해 주세요."
        )


class NotAllowed(ValidationError):
    """The table of states has no such change from where the complaint stands."""

    def __init__(self, name: str, state: str) -> None:
        super().__init__(
            f"'{State(state).label}' 상태에서는 '{CHANGES[name].label}'할 수 없습니다."
        )


@dataclass
class Opening:
    """An open door: the locked complaint, and what its line shall say beside the fields."""

    complaint: Complaint
    notes: dict[str, Any] = field(default_factory=dict)
    moves_to: str | None = None


def required(text: str, name: str, message: str, longest: int | None = None) -> str:
    """A reason or an answer that may not be empty, as people see it, of `longest` code points at
    most. ValidationError under its field's name."""
    try:
        words = visible_text(text, longest)
    except ValidationError as unfit:
        raise ValidationError({name: unfit.messages}) from None
    if not words:
        raise ValidationError({name: message})
    return words


def locked(pk: int) -> Complaint:
    """The complaint with its row locked until the transaction ends. Complaint.DoesNotExist."""
    rows = Complaint.objects.select_for_update(of=("self",))
    return rows.select_related("office", "received_office").get(pk=pk)


def values_of(complaint: Complaint) -> dict[str, Any]:
    return {name: getattr(complaint, name) for name in FIELDS}


@contextmanager
def changing(
    pk: int, hand: Hand, name: str, *, reason: str = "", wanted: dict[str, Any] | None = None
) -> Iterator[Opening]:
    """Open the door `name` of a complaint; the body changes fields, the rest happens here.

    Raises StaleVersion when the row is no longer the version that the hand saw, NotAllowed when
    the table of states forbids the change, ValidationError from the body. Nothing is stored then.
    """
    with transaction.atomic():
        complaint = locked(pk)
        if complaint.version != hand.version:
            raise StaleVersion(complaint, hand.version, wanted or {})
        if complaint.state not in CHANGES[name].moves:
            raise NotAllowed(name, complaint.state)
        before, office_id = values_of(complaint), complaint.office_id
        opening = Opening(complaint)
        yield opening
        complaint.state = opening.moves_to or CHANGES[name].moves[State(before["state"])]
        complaint.version += 1
        complaint.save()
        leave_line(complaint, name, hand, before, reason, opening.notes, office_id)


def leave_line(
    complaint: Complaint,
    name: str,
    hand: Hand,
    before: dict[str, Any],
    reason: str,
    notes: dict[str, Any],
    office_id: int,
) -> None:
    """Append what changed to the complaint's chain, under the office that changed it."""
    after = values_of(complaint)
    changed = [field_name for field_name in FIELDS if before[field_name] != after[field_name]]
    record(
        Line(
            action=name,
            subject=f"complaint:{complaint.pk}",
            office_id=office_id,
            actor=hand.by,
            before=json_ready({key: before[key] for key in changed}),
            after=json_ready({key: after[key] for key in changed}) | notes,
            reason=reason[:300],
        ),
        hand.at,
    )


def json_ready(values: dict[str, Any]) -> dict[str, Any]:
    """Moments and dates as ISO 8601, so that a line reads the same before and after storing."""
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in values.items()
    }
