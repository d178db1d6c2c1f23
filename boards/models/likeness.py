"""By which features a regret note is found again when another tells of the same matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, FloatField, Sum, Value, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from boards.models.note import Note, NoteQuerySet


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def nearest(
        self, notes: NoteQuerySet, features: Mapping[int, float], most: int = 30
    ) -> list[UUID]:
        """Ids of those of `notes` that share the weightiest features, best first.

        One query; `features` maps a feature to its weight (`index_features`).
        """
        if not features:
            return []
        weight = Case(
            *(When(feature=feature, then=Value(w)) for feature, w in features.items()),
            output_field=FloatField(),
        )
        rows = (
            self.filter(note__in=notes.order_by().values("pk"), feature__in=list(features))
            .values("note_id")
            .annotate(shared=Sum(weight))
            .order_by("-shared", "note_id")
        )
        return [row["note_id"] for row in rows[:most]]

    def store(self, note: Note, features: Iterable[int]) -> None:
        """Write the features of a note in place of older ones; a retry changes nothing."""
        self.filter(note=note).exclude(feature__in=list(features)).delete()
        self.bulk_create(
            [
                self.model(note=note, office_id=note.office_id, feature=feature)
                for feature in features
            ],
            ignore_conflicts=True,
        )


class Likeness(models.Model):
    """One feature of one note: a hash from which no text can be read."""

    note = models.ForeignKey(
        "boards.Note", models.CASCADE, related_name="+", db_index=False, verbose_name="쪽지"
    )
    # No index of the foreign key alone: the one below serves every question.
    office = models.ForeignKey(
        "staff.Office", models.PROTECT, related_name="+", db_index=False, verbose_name="기관"
    )
    feature = models.IntegerField("특징")

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = "닮음 특징"
        verbose_name_plural = "닮음 특징"
        # Not a composite primary key: Django's migrations create one before its foreign key
        # whenever they are split in two, and then stop.
        constraints = [
            models.UniqueConstraint(fields=["note", "feature"], name="one_feature_a_note"),
        ]
        indexes = [
            # Covers the question: the note's id is read from the index itself.
            models.Index(fields=["office", "feature", "note"], name="likeness_office_feature"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} {self.feature}"
