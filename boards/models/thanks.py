"""Staff's thanks: one sentence under a praise, on the wall and on its receipt page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

THANKS_LIMIT = 80  # letters, what fits a post-it read from three metres


class Thanks(models.Model):
    """One a note, taken back but never deleted.

    `plate` is the plate of whoever signs by name. The name itself is not stored here: it is shown
    as long as the person's consent stands (`boards.thanks.signature_of`).
    """

    note = models.OneToOneField(
        "boards.Note", models.PROTECT, related_name="thanks", verbose_name="쪽지"
    )
    text = models.CharField("고마움의 말", max_length=THANKS_LIMIT * 12)
    plate = models.ForeignKey(
        "staff.Nameplate",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="이름을 밝힌 명패",
    )
    by = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        db_index=False,
        null=True,
        related_name="+",
        verbose_name="적은 사람",
    )
    at = models.DateTimeField("일시")
    taken_back_at = models.DateTimeField("거둔 일시", null=True, blank=True)

    class Meta:
        verbose_name = "고마움의 말"
        verbose_name_plural = "고마움의 말"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="thanks_say_something"),
        ]

    def __str__(self) -> str:
        return self.text
