"""The audit trail: append-only, hash-chained, one line a change.

Each subject (a note, a complaint, an account …) has a chain of its own, so that lines of
different subjects never wait for each other: the intake starts a chain without reading one.
`position` is unique in its chain; a race for the same place is lost by one and repeated.
Loss of a whole chain shows against the anchor, which is written outside the database.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from boards.quick_insert import insert_rows
from boards.row_plans import Row

if TYPE_CHECKING:
    from datetime import datetime

    from staff.models import User

GENESIS = "0" * 64


@dataclass(frozen=True)
class Line:
    """What one line says. `before` and `after` hold changed fields only, never a note's text."""

    action: str
    subject: str
    office_id: int | None = None
    actor: User | None = None
    actor_label: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""


class TrailQuerySet(models.QuerySet["TrailEntry"]):
    def of(self, subject: str) -> TrailQuerySet:
        """The chain of one subject, oldest first."""
        return self.filter(subject=subject).order_by("position")

    def visible_to(self, user: User) -> TrailQuerySet:
        """Lines of the offices in a user's scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.filter(office__path__startswith=user.office.path)

    def update(self, **kwargs: object) -> int:
        raise TypeError("The trail is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The trail is append-only.")


class TrailEntry(models.Model):
    """Who did what, when, from what to what. Written only by `record` and `first_line`."""

    subject = models.CharField("대상", max_length=60)
    position = models.PositiveIntegerField("순서")
    at = models.DateTimeField("일시")
    action = models.CharField("행위", max_length=40)
    actor = models.ForeignKey(
        "staff.User",
        models.PROTECT,
        db_index=False,
        null=True,
        related_name="+",
        verbose_name="행위자",
    )
    actor_label = models.CharField("행위자 이름", max_length=60, blank=True)
    office = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        db_index=False,
        null=True,
        related_name="+",
        verbose_name="기관",
    )
    before = models.JSONField("전", null=True)
    after = models.JSONField("후", null=True)
    reason = models.CharField("사유", max_length=300, blank=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = TrailQuerySet.as_manager()

    class Meta:
        verbose_name = "기록"
        verbose_name_plural = "기록"
        ordering = ["-at", "-pk"]
        # The list of the trail is told by an index alone.
        indexes = [
            models.Index(fields=["-at", "-id", "office", "action"], name="trail_at"),
            models.Index(fields=["office", "-at", "-id", "action"], name="trail_office"),
            models.Index(fields=["action", "-at", "-id", "office"], name="trail_action"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subject", "position"], name="one_line_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.position} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once only: a line that stands is never written again."""
        if not self._state.adding:
            raise TypeError("The trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The trail is append-only.")

    def computed_digest(self) -> str:
        """SHA-256 over the previous digest and everything this line says."""
        return digest_of({name: getattr(self, name) for name in SAID}, self.previous_digest)


# What a line says, by attribute; under these names without `_id` it goes into the digest.
SAID = (
    "subject",
    "position",
    "at",
    "action",
    "actor_id",
    "actor_label",
    "office_id",
    "before",
    "after",
    "reason",
)


_SAID_AS = tuple((name, name.removesuffix("_id")) for name in SAID)
_SAID = DjangoJSONEncoder(sort_keys=True, ensure_ascii=False)


def digest_of(said: dict[str, Any], previous: str) -> str:
    """The digest of a line after the one with the digest `previous`."""
    content = {told: said[name] for name, told in _SAID_AS}
    content["at"] = said["at"].astimezone(timezone.get_default_timezone()).isoformat()
    body = _SAID.encode(content)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def values_of(line: Line, position: int, previous: str, at: datetime) -> dict[str, Any]:
    """The row of a line at its place in the chain."""
    said = {
        "subject": line.subject,
        "position": position,
        "at": at,
        "action": line.action,
        "actor_id": line.actor.pk if line.actor else None,
        "actor_label": line.actor_label or (line.actor.name if line.actor else ""),
        "office_id": line.office_id,
        "before": line.before,
        "after": line.after,
        "reason": line.reason,
    }
    return {**said, "previous_digest": previous, "digest": digest_of(said, previous)}


def first_row(line: Line, at: datetime) -> Row:
    """The first line of a new subject, to be inserted beside the subject itself."""
    return Row(TrailEntry, values_of(line, 1, GENESIS, at))


def first_line(line: Line, at: datetime) -> None:
    """Start the chain of a new subject: one insert, nothing read."""
    insert_rows([first_row(line, at)])


def record(line: Line, at: datetime) -> TrailEntry:
    """Append a line to its subject's chain; call inside the transaction of the change.

    Raises IntegrityError when another transaction took the same place: the caller holds the
    subject's row lock, so that this can only happen to a change made past its door.
    """
    last = TrailEntry.objects.of(line.subject).last()
    position, previous = (last.position + 1, last.digest) if last else (1, GENESIS)
    entry = TrailEntry(**values_of(line, position, previous, at))
    entry.save(force_insert=True)
    return entry
