"""Desks of an office."""

from __future__ import annotations

import secrets

from django.db import models

# No letters that look alike on a printed plate.
DESK_CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_desk_code() -> str:
    """A random code for the QR of a plate; names a desk, grants nothing."""
    return "".join(secrets.choice(DESK_CODE_ALPHABET) for _ in range(8))


class DeskQuerySet(models.QuerySet["Desk"]):
    def open(self) -> DeskQuerySet:
        """Desks in use, by their number."""
        return self.filter(is_active=True).order_by("number")


class Desk(models.Model):
    """A numbered desk with a duty; praise and regret can name it."""

    office = models.ForeignKey(
        "staff.Office", models.PROTECT, related_name="desks", verbose_name="기관"
    )
    number = models.PositiveSmallIntegerField("창구 번호")
    duty = models.CharField("담당 업무", max_length=60, help_text="예: 전입신고·인감")
    code = models.CharField(
        "QR 코드 값", max_length=12, unique=True, default=new_desk_code, editable=False
    )
    is_active = models.BooleanField("운영 중", default=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = "창구"
        verbose_name_plural = "창구"
        ordering = ["office", "number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="one_desk_number_an_office"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.number}번 창구 {self.duty}"
