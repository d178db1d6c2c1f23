"""Members of staff who log in, their office scope and their roles."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from staff.roles import Role


class User(AbstractUser):
    """An account of one person. The scope is `office` and all below it."""

    first_name = None  # type: ignore[assignment]  # Korean names are one field
    last_name = None  # type: ignore[assignment]  # Korean names are one field
    username = models.CharField(
        "아이디",
        max_length=150,
        unique=True,
        validators=[AbstractUser.username_validator],
        help_text="글자와 숫자, @ . + - _ 만 쓸 수 있습니다. 150자까지.",
        error_messages={"unique": "이미 있는 아이디입니다."},
    )
    name = models.CharField("이름", max_length=40)
    office = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="소속 기관",
        help_text="이 기관과 그 아래 기관의 쪽지를 볼 수 있습니다.",
    )
    must_change_password = models.BooleanField("다음 로그인 때 비밀번호 변경", default=False)
    failed_logins = models.PositiveSmallIntegerField("로그인 실패", default=0, editable=False)
    locked_until = models.DateTimeField("잠금 해제 시각", null=True, blank=True, editable=False)
    totp_secret = models.CharField(max_length=64, blank=True, editable=False)
    totp_used_step = models.PositiveBigIntegerField(default=0, editable=False)

    REQUIRED_FIELDS = ["name", "email"]
    objects = UserManager()  # type: ignore[misc]  # Django's manager is typed for its own user

    class Meta:
        verbose_name = "사용자"
        verbose_name_plural = "사용자"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def has_role(self, *roles: Role) -> bool:
        """Whether the user holds one of the roles. Read once an object."""
        if not hasattr(self, "_roles"):
            self._roles = set(self.groups.values_list("name", flat=True))
        return bool(self._roles & {role.value for role in roles})
