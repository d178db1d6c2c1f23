"""What a visitor is told on the way when an answer takes long (영 23조)."""

from __future__ import annotations

from django.db import models

NOTICE_LENGTH = 300


class ProgressNotice(models.Model):
    """One progress notice, read on the receipt page. Never changed: the next one follows."""

    complaint = models.ForeignKey(
        "boards.Complaint", models.PROTECT, related_name="notices", verbose_name="민원"
    )
    text = models.CharField("진행상황", max_length=NOTICE_LENGTH)
    by = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name="알린 사람")
    at = models.DateTimeField("알린 일시")

    class Meta:
        verbose_name = "진행상황 알림"
        verbose_name_plural = "진행상황 알림"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="notice_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
