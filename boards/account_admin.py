"""Accounts in the admin, with each grant and each revocation in the trail.

The page is staff's; it stands here because staff knows nothing of the trail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.account_trail import leave_line, rights_of
from staff.admin import AccountAdmin
from staff.scope import person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from staff.models import User


class RecordedAccountAdmin(AccountAdmin):
    """Saves in one transaction with the line that tells of it."""

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        request.rights_before = rights_of(obj)  # type: ignore[attr-defined]  # read below
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        leave_line(form.instance, person(request), request.rights_before)  # type: ignore[attr-defined]

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if request.method == "POST" and response.status_code == 302:
                user = self.get_queryset(request).get(pk=id)
                user.must_change_password = user != request.user
                user.save(update_fields=["must_change_password"])
                leave_line(user, person(request), rights_of(user), "user.password_set")
        return response
