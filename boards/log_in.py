"""The log-in's form: a limit for each address beside each account's lockout.

One answer for a wrong name, a wrong password, a locked account and an account that may not come
in: nobody learns from it which accounts there are.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import limits

# Failures only: a whole city hall may come from one address, in the morning all at once.
WRONG_PASSWORDS = limits.Limit("log-in", 30, timedelta(minutes=10))
TOO_MANY = "too_many"


class LogInForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "아이디나 비밀번호가 맞지 않습니다. 다섯 번 틀리면 15분 동안 잠깁니다.",
        TOO_MANY: "이 곳에서 로그인을 너무 여러 번 틀렸습니다. 10분 뒤에 다시 해 주세요.",
    }

    def clean(self) -> dict[str, Any]:
        """As the stock form, unless too many wrong passwords came from this address."""
        who = limits.network_of(limits.client_address(self.request)) if self.request else ""
        now = timezone.now()
        if who and not limits.is_free(WRONG_PASSWORDS, who, now):
            raise ValidationError(self.error_messages[TOO_MANY], code=TOO_MANY)
        try:
            return super().clean()
        except ValidationError:
            if who:
                limits.use(WRONG_PASSWORDS, who, now)
            raise
