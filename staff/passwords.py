"""Rules of passwords beside Django's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from staff.models import User


class NotTheSameAgain:
    """A change is a change: who must choose a password of their own can't keep the first one."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError("지금과 다른 비밀번호를 정해 주세요.", code="same_password")

    def get_help_text(self) -> str:
        return "지금 쓰는 비밀번호와 달라야 합니다."
