"""How a new tablet or wall screen comes to belong to a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from boards.models.board import Device

if TYPE_CHECKING:
    from datetime import datetime


class PairingQuerySet(models.QuerySet["PairingRequest"]):
    def waiting(self, now: datetime) -> PairingQuerySet:
        """Requests that staff may still approve."""
        return self.filter(
            expires_at__gt=now, device__isnull=True, wrong_tries__lt=PairingRequest.MOST_WRONG_TRIES
        )


class PairingRequest(models.Model):
    """A code on a new screen, approved once by staff. Code and secret are kept only as hashes.

    The code is what staff type or scan; the secret never leaves the screen that asked, so that
    whoever reads the code across the room cannot fetch the credential.
    """

    MOST_WRONG_TRIES = 5

    code_hash = models.CharField(max_length=64, unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField("종류", max_length=8, choices=Device.Kind)
    asked_at = models.DateTimeField("요청 일시")
    expires_at = models.DateTimeField("만료 일시", db_index=True)
    wrong_tries = models.PositiveSmallIntegerField("틀린 횟수", default=0)
    device = models.OneToOneField(
        "boards.Device", models.CASCADE, null=True, blank=True, related_name="pairing"
    )
    claimed_at = models.DateTimeField("사용 일시", null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = "연결 요청"
        verbose_name_plural = "연결 요청"
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(device__isnull=False),
                name="only_approved_pairing_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked_at:%Y-%m-%d %H:%M}"
