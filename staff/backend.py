"""Log-in by name and password; rights come from roles alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from staff.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet


class RoleBackend(ModelBackend):
    """Rights by group only, so that the table in boards.roles says everything; the account comes
    with its office in one query, because every page asks for the scope."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("office").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()
