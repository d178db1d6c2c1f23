"""Two clerks on one complaint see each other while both have it open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from boards.models import Presence

if TYPE_CHECKING:
    from boards.models import Complaint
    from staff.models import User

KEPT_FOR = timedelta(hours=1)


def here(complaint: Complaint, user: User, now: datetime) -> list[str]:
    """Note that this person has the complaint open, and name the others who do."""
    Presence.objects.bulk_create(
        [Presence(complaint=complaint, user=user, seen_at=now)],
        update_conflicts=True,
        unique_fields=["complaint", "user"],
        update_fields=["seen_at"],
    )
    return [str(row.user) for row in Presence.objects.beside(user, complaint.pk, now)]


def gone(complaint: Complaint, user: User, now: datetime) -> None:
    """The page was left; rows that nobody renews go with it."""
    Presence.objects.filter(complaint=complaint, user=user).delete()
    Presence.objects.filter(seen_at__lt=now - KEPT_FOR).delete()


def told(complaint: Complaint, user: User, now: datetime) -> dict[str, Any]:
    """What an open page asks every few seconds: who else is here, which version stands."""
    return {"others": here(complaint, user, now), "version": complaint.version}
