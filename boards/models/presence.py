"""Who has a complaint open now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from staff.models import User

FRESH_FOR = timedelta(seconds=35)  # a page tells every ten seconds that it is still open


class PresenceQuerySet(models.QuerySet["Presence"]):
    def beside(self, user: User, complaint: int, now: datetime) -> PresenceQuerySet:
        """Others who have the complaint open at `now`."""
        fresh = self.filter(complaint=complaint, seen_at__gt=now - FRESH_FOR)
        return fresh.exclude(user=user).select_related("user").order_by("user__name")


class Presence(models.Model):
    """One row a complaint and person, renewed while the page is open. It is no record: it says
    what two clerks should know now, and nothing of it is kept for later."""

    complaint = models.ForeignKey("boards.Complaint", models.CASCADE, related_name="+")
    user = models.ForeignKey("staff.User", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "열어 둔 사람"
        verbose_name_plural = "열어 둔 사람"
        constraints = [
            models.UniqueConstraint(fields=["complaint", "user"], name="one_presence_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.user_id}"
