"""Photos of a place before and after it was put right, which an answer shows."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse

# Marks a label for the catalogues and leaves it Korean, as in boards.models.note.
from django.utils.translation import gettext_noop as _

from boards.models.complaint import Outcome, State
from staff.models.nameplate import photo_storage


def photo_path(photo: AnswerPhoto, filename: str) -> str:
    """A random name: the name of an uploaded file may tell of a person or a place."""
    return f"answers/{photo.pk.hex}.jpg"


class AnswerPhotoQuerySet(models.QuerySet["AnswerPhoto"]):
    def told(self) -> AnswerPhotoQuerySet:
        """What the public may see: while the answer stands, and only of what was put right, in
        whole or in part, so that no picture tells 'closed' as 'fixed'. 'Before' comes first."""
        fixed = [Outcome.RESOLVED, Outcome.PARTLY]
        told = self.filter(complaint__state=State.REPLIED, complaint__outcome__in=fixed)
        return told.order_by("complaint_id", "-moment")


class AnswerPhoto(models.Model):
    """One picture of a complaint: at most one before and one after. The key opens the file to
    whoever reads the answer, and cannot be guessed."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("고치기 전")
        AFTER = "after", _("고친 뒤")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        "boards.Complaint", models.PROTECT, related_name="photos", verbose_name="민원"
    )
    moment = models.CharField("때", max_length=6, choices=Moment)
    file = models.ImageField("사진", upload_to=photo_path, storage=photo_storage)
    by = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name="올린 사람")
    at = models.DateTimeField("올린 일시")

    objects = AnswerPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "답변 사진"
        verbose_name_plural = "답변 사진"
        ordering = ["complaint", "-moment"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "moment"], name="one_photo_before_and_one_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.get_moment_display()}"

    @property
    def address(self) -> str:
        """Where the public finds the file while the answer stands."""
        return reverse("answer_photo", args=[self.pk])
