"""Log-in by name and password with a lockout; rights come from roles alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import F, Q
from django.utils import timezone

from staff.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

MOST_FAILURES = 5  # 안전성 확보조치 기준
LOCKED_FOR = timedelta(minutes=15)


class RoleBackend(ModelBackend):
    """Rights by group only, so that the table in boards.roles says everything; the account comes
    with its office in one query, because every page asks for the scope."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """As Django's, but a locked account opens with no password at all.

        The password is tried all the same: an answer's time must not tell who is locked.
        """
        now = timezone.now()
        user = super().authenticate(request, username=username, password=password, **kwargs)
        rows = User.objects.filter(username=username)
        if rows.filter(locked_until__gt=now).exists():
            return None
        if user is None:
            rows.update(failed_logins=F("failed_logins") + 1)
            rows.filter(failed_logins__gte=MOST_FAILURES).update(
                failed_logins=0, locked_until=now + LOCKED_FOR
            )
            return None
        # Who is asked for a code too has not got in yet: wrong codes count on, log-in by log-in.
        rows.filter(totp_secret="").update(failed_logins=0, locked_until=None)
        return user

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("office").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()


def claim_try(user: User, now: datetime) -> bool:
    """Whether the account may try a code now; the try is counted before its answer is known, so
    that neither new sessions nor many requests at once give more than `MOST_FAILURES`."""
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    rows = User.objects.filter(free, pk=user.pk)
    if rows.filter(failed_logins__lt=MOST_FAILURES).update(failed_logins=F("failed_logins") + 1):
        return True
    rows.update(failed_logins=0, locked_until=now + LOCKED_FOR)
    return False


def lock_when_spent(user: User, now: datetime) -> bool:
    """Lock the account after its last try; returns whether that was it."""
    spent = User.objects.filter(pk=user.pk, failed_logins__gte=MOST_FAILURES)
    return bool(spent.update(failed_logins=0, locked_until=now + LOCKED_FOR))
