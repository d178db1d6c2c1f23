"""A note that the intake refused, handed over by its tablet: for staff to take or turn down.

Here is kept too what its visitor replaced by other words before anybody took it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from staff.models import User

LARGEST_CONTENT = 512 * 1024  # characters


class RefusedNoteQuerySet(models.QuerySet["RefusedNote"]):
    def readable_by(self, user: User) -> RefusedNoteQuerySet:
        """Those of a user's scope; accusing and abusive ones are the team leader's."""
        if not user.is_active or user.office is None or not user.has_perm("boards.view_note"):
            return self.none()
        found = self.filter(office__path__startswith=user.office.path)
        return found if user.has_perm("boards.lead_complaint") else found.filter(is_grave=False)

    def waiting(self) -> RefusedNoteQuerySet:
        """Those about which nobody decided yet."""
        return self.filter(decision="")


class RefusedNote(models.Model):
    """What a visitor left, word for word but for resident numbers, with the reason of the refusal.

    `id` is the id of the note, and secret as that one: its receipt code is made of it.
    """

    class Decision(models.TextChoices):
        TAKEN = "taken", "쪽지로 받음"
        DROPPED = "dropped", "받지 않음"
        REPLACED = "replaced", "방문자가 고쳐 씀"

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(
        "staff.Office", models.PROTECT, related_name="+", verbose_name="기관"
    )
    device = models.ForeignKey(
        "boards.Device", models.PROTECT, related_name="+", verbose_name="기기"
    )
    content = models.TextField("내용", max_length=LARGEST_CONTENT, blank=True)
    reason = models.CharField("받지 못한 까닭", max_length=300)
    is_grave = models.BooleanField("폭언·특정 직원 지적", default=False)
    handed_at = models.DateTimeField("넘겨받은 때", db_index=True)
    decision = models.CharField("처리", max_length=8, choices=Decision, blank=True)
    decided_at = models.DateTimeField("처리 일시", null=True)

    objects = RefusedNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "받지 못한 쪽지"
        verbose_name_plural = "받지 못한 쪽지"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(~Q(decision=""), decided_at__isnull=False),
                name="decided_refused_note_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.handed_at:%Y-%m-%d %H:%M}"
