"""The outbox of mails: written in the transaction of what they tell, sent by a timer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime

GIVE_UP_AFTER = 8  # attempts, each waiting twice as long as the one before


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self, now: datetime) -> OutgoingMailQuerySet:
        """Mails to send at `now`, oldest first."""
        return self.filter(
            sent_at__isnull=True, attempts__lt=GIVE_UP_AFTER, not_before__lte=now
        ).order_by("not_before", "pk")


class OutgoingMail(models.Model):
    """One mail. `key` says what it tells (e.g. 'overdue:12:2026-10-01:7') and is sent only once.

    No text of a note stands in a mail: it names the complaint and links to the admin.
    """

    key = models.CharField(max_length=120, unique=True, editable=False)
    to = models.EmailField("받는 주소")
    subject = models.CharField("제목", max_length=150)
    body = models.TextField("본문")
    created_at = models.DateTimeField("만든 일시")
    not_before = models.DateTimeField("보낼 일시")
    attempts = models.PositiveSmallIntegerField("시도", default=0)
    sent_at = models.DateTimeField("보낸 일시", null=True, blank=True)
    error = models.CharField("마지막 오류", max_length=200, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "보낼 메일"
        verbose_name_plural = "보낼 메일"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["sent_at", "not_before"], name="mail_waiting")]

    def __str__(self) -> str:
        return self.subject
