"""What changes in a person's rights, told in the trail (안전성 확보조치 기준: kept three years)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from boards.models.trail import Line, record
from staff.models import User

WATCHED = ("username", "name", "office_id", "is_active")


def rights_of(user: User) -> dict[str, Any]:
    """What decides what the account may do and see."""
    if user.pk is None:
        return {}
    stored = User.objects.get(pk=user.pk)
    roles = sorted(stored.groups.values_list("name", flat=True))
    return {
        **{name: getattr(stored, name) for name in WATCHED},
        "roles": roles,
        "has_second_factor": bool(stored.totp_secret),
        "is_locked": stored.locked_until is not None,
    }


def leave_line(user: User, by: User, before: dict[str, Any], action: str = "") -> None:
    """A line about what changed in a person's rights; none when nothing did."""
    after = rights_of(user)
    changed = [name for name in after if before.get(name) != after[name]]
    if not changed and not action:
        return
    record(
        Line(
            action=action or ("user.changed" if before else "user.created"),
            subject=f"user:{user.pk}",
            office_id=user.office_id or by.office_id,  # a line of no office is in nobody's sight
            actor=by,
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        ),
        timezone.now(),
    )


def password_changed(user: User) -> None:
    """The person chose a password: nobody else knows it any more."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    leave_line(user, user, rights_of(user), "user.password_changed")
