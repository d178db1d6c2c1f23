"""What clerks tell each other about a complaint."""

from __future__ import annotations

from django.db import models


class Memo(models.Model):
    """An internal memo; no public page ever reads this table."""

    complaint = models.ForeignKey(
        "boards.Complaint", models.PROTECT, related_name="memos", verbose_name="민원"
    )
    text = models.TextField("메모", max_length=1000)
    by = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name="적은 사람")
    at = models.DateTimeField("일시")

    class Meta:
        verbose_name = "내부 메모"
        verbose_name_plural = "내부 메모"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
