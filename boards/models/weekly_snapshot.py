"""A week of an office as it was told, frozen."""

from __future__ import annotations

from django.db import models


class WeeklySnapshot(models.Model):
    """`figures` is the frozen week as JSON; `week` is its Monday in Asia/Seoul."""

    office = models.ForeignKey(
        "staff.Office", models.PROTECT, related_name="snapshots", verbose_name="기관"
    )
    week = models.DateField("주(월요일)")
    figures = models.JSONField("수치")
    made_at = models.DateTimeField("작성일시")

    class Meta:
        verbose_name = "주간 확정치"
        verbose_name_plural = "주간 확정치"
        permissions = [("read_words", "사람을 지운 한 주의 글을 읽음")]
        ordering = ["-week", "office__path"]
        constraints = [
            models.UniqueConstraint(fields=["office", "week"], name="one_snapshot_a_week"),
            # ISO week day 1 is Monday.
            models.CheckConstraint(
                condition=models.Q(week__iso_week_day=1), name="week_starts_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.week:%Y. %-m. %-d.} 주"
