"""나도요: another visitor's word that the same holds for them. Never counted among notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from uuid import UUID


def mark_of(visit: UUID, note_id: UUID) -> str:
    """What is kept of a visit: a keyed hash that leads neither to it nor to its other joins."""
    said = f"{visit.hex}|{note_id.hex}"
    return salted_hmac("join", said, algorithm="sha256").hexdigest()


class Join(models.Model):
    """One touch in one visit under one note: no person, no device, no time."""

    # No index of the foreign key alone: that of the constraint begins with it.
    note = models.ForeignKey(
        "boards.Note",
        models.PROTECT,
        db_index=False,
        related_name="joins",
        verbose_name="쪽지",
    )
    mark = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "나도요"
        verbose_name_plural = "나도요"
        constraints = [
            models.UniqueConstraint(fields=["note", "mark"], name="one_join_a_visit_and_note"),
        ]

    def __str__(self) -> str:
        return f"{self.note} {self.mark[:8]}"
