"""What clerks said is not the same matter, so that it isn't proposed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    def of(self, note_ids: Iterable[UUID]) -> set[UUID]:
        """The notes that were told apart from any of these."""
        wanted = set(note_ids)
        rows = self.filter(Q(one__in=wanted) | Q(other__in=wanted)).values_list("one", "other")
        return {key for pair in rows for key in pair} - wanted


class Distinction(models.Model):
    """Two notes that a clerk looked at side by side and told apart."""

    one = models.ForeignKey("boards.Note", models.PROTECT, related_name="+")
    other = models.ForeignKey("boards.Note", models.PROTECT, related_name="+")
    by = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name="정한 사람")
    at = models.DateTimeField("일시")

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        verbose_name = "다른 일"
        verbose_name_plural = "다른 일"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_distinction_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d}"
